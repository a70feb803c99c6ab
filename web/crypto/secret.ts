/** Secret bytes: they print as [redacted], and only `bytes`, `encode` and `wipe` reach them. */
import { base64urlToBytes, bytesToBase64url } from '../../base/bytes.ts'

export interface Secret {
  /** The bytes themselves; not a copy. */
  readonly bytes: () => Uint8Array
  /** For storage, and for the fragment of an invite's link. */
  readonly encode: () => string
  readonly wipe: () => void
}

const REDACTED = '[redacted]'

export function createSecret(bytes: Uint8Array): Secret {
  const secret: Secret = {
    bytes: () => bytes,
    encode: () => bytesToBase64url(bytes),
    wipe: () => void bytes.fill(0),
  }
  const hidden = { value: () => REDACTED }
  return Object.defineProperties(secret, {
    toString: hidden,
    toJSON: hidden,
    [Symbol.for('nodejs.util.inspect.custom')]: hidden,
  })
}

/** Null when the text is not base64url, or not of exactly so many bytes. */
export function decodeSecret(text: string, length?: number): Secret | null {
  const bytes = base64urlToBytes(text)
  return bytes && (length === undefined || bytes.length === length) ? createSecret(bytes) : null
}
