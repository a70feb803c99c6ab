/** Says to push services who sends (RFC 8292): the server's P-256 key in a file beside the database, and signed tokens. */
import { createECDH } from 'node:crypto'
import { vapidHeaders } from '@block65/webcrypto-web-push'
import { bytesToBase64url } from '../../base/bytes.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { VAPID_ORIGINS_MAX, VAPID_TOKEN_MS } from '../core/limits.ts'
import { readKeyFile, writeKeyFile } from '../files/key-file.ts'

const CURVE = 'prime256v1'
const SCALAR_BYTES = 32

export interface Vapid {
  /** The public key in base64url, to which phones tie their subscriptions. Makes the key on its first call; throws when it cannot be kept. */
  readonly publicKey: () => string
  /** Returns the `Authorization` header for a push service. */
  readonly authorization: (endpoint: URL) => Promise<string>
}

interface KeyPair {
  readonly publicKey: string
  readonly privateKey: string
  readonly scalar: Uint8Array
}

function toKeyPair(scalar: Uint8Array | null): KeyPair {
  const ecdh = createECDH(CURVE)
  if (scalar === null) ecdh.generateKeys()
  else ecdh.setPrivateKey(scalar)
  // A private key with leading zeros may be shorter than 32 bytes.
  const privateKey = Buffer.concat([Buffer.alloc(SCALAR_BYTES), ecdh.getPrivateKey()]).subarray(-SCALAR_BYTES)
  return {
    publicKey: bytesToBase64url(ecdh.getPublicKey()),
    privateKey: bytesToBase64url(privateKey),
    scalar: privateKey,
  }
}

/** Reads the key file; null when there is none yet. The error is one sentence for the person who starts the server. */
export function readVapidKey(path: string): Result<KeyPair | null, string> {
  const file = `The push key file "${path}" (VAPID_KEY_PATH)`
  const cure =
    'put the right file back, or remove it, and each phone can be rung again once its app has met its peer’s.'
  const read = readKeyFile(path)
  if (!read.ok) return err(`${file} cannot be read.`)
  if (read.value === null) return ok(null)
  if (read.value.length !== SCALAR_BYTES)
    return err(`${file} must hold exactly ${SCALAR_BYTES} bytes and holds ${read.value.length}; ${cure}`)
  try {
    return ok(toKeyPair(read.value))
  } catch {
    return err(`${file} holds no key of P-256; ${cure}`)
  }
}

/** `path`: null keeps the key in memory. `subject`: how a push service reaches the operator, `mailto:` or `https:`. `elapsed`: monotonic clock, milliseconds. */
export function createVapid(path: string | null, subject: string, elapsed: () => number): Vapid {
  let pair: KeyPair | null = null
  const keys = (): KeyPair => {
    if (pair) return pair
    const read = path === null ? ok(null) : readVapidKey(path)
    if (!read.ok) throw new Error(read.error)
    const found = read.value ?? toKeyPair(null)
    if (path !== null && read.value === null) writeKeyFile(path, found.scalar)
    pair = found
    return pair
  }
  /** Tokens by origin: Apple asks senders to reuse one for an hour. */
  const tokens = new Map<string, { readonly header: string; readonly madeAt: number }>()
  return {
    publicKey: () => keys().publicKey,
    async authorization({ href, origin }) {
      const known = tokens.get(origin)
      if (known && elapsed() - known.madeAt < VAPID_TOKEN_MS) return known.header
      const { publicKey, privateKey } = keys()
      const subscription = { endpoint: href, expirationTime: null, keys: { p256dh: '', auth: '' } }
      const { headers } = await vapidHeaders(subscription, { subject, publicKey, privateKey })
      tokens.delete(origin)
      const [oldest] = tokens.keys()
      if (tokens.size >= VAPID_ORIGINS_MAX && oldest !== undefined) tokens.delete(oldest)
      tokens.set(origin, { header: headers.authorization, madeAt: elapsed() })
      return headers.authorization
    },
  }
}
