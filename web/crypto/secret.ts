/** Secret bytes that print as [redacted]; only `bytes`, `encode` and `wipe` access them. */
import { base64urlToBytes, bytesToBase64url } from '../../base/bytes.ts'

export interface Secret {
  /** The bytes themselves, not a copy. */
  readonly bytes: () => Uint8Array
  /** Base64url, for storage and for the fragment of an invite link. */
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

/** Decodes base64url; null for other text, or when the result is not `length` bytes. */
export function decodeSecret(text: string, length?: number): Secret | null {
  const bytes = base64urlToBytes(text)
  return bytes && (length === undefined || bytes.length === length) ? createSecret(bytes) : null
}
