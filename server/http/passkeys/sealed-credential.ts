/** The server's record of a passkey, sealed so that only the phone stores it and only this server opens it. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import * as v from 'valibot'
import {
  base64urlToBytes,
  bytesToBase64url,
  bytesToText,
  parseJson,
  textToBytes,
} from '../../../base/bytes.ts'

const recordSchema = v.object({
  credentialId: v.string(),
  publicKey: v.string(),
  counter: v.number(),
  share: v.string(),
})
/** Bytes are in base64url; the public key is COSE. */
export type PasskeyRecord = v.InferOutput<typeof recordSchema>

export interface PasskeyBlobs {
  readonly seal: (record: PasskeyRecord) => string
  /** Returns null for a blob that this server did not seal. */
  readonly open: (blob: string) => PasskeyRecord | null
}

const CIPHER = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16
const PURPOSE = textToBytes('inviso/1 passkey blob')

/** Blobs are nonce (12 bytes, random) || ciphertext || tag (16), in base64url. */
export function createPasskeyBlobs(key: () => Uint8Array): PasskeyBlobs {
  return {
    seal(record) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv(CIPHER, key(), nonce, { authTagLength: TAG_BYTES }).setAAD(PURPOSE)
      const sealed = [cipher.update(JSON.stringify(record), 'utf8'), cipher.final()]
      return bytesToBase64url(Buffer.concat([nonce, ...sealed, cipher.getAuthTag()]))
    },
    open(blob) {
      const bytes = base64urlToBytes(blob)
      if (!bytes || bytes.length < NONCE_BYTES + TAG_BYTES) return null
      const nonce = bytes.subarray(0, NONCE_BYTES)
      const cipher = createDecipheriv(CIPHER, key(), nonce, { authTagLength: TAG_BYTES })
        .setAAD(PURPOSE)
        .setAuthTag(bytes.subarray(-TAG_BYTES))
      const opened = cipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES))
      try {
        const text = bytesToText(Buffer.concat([opened, cipher.final()]))
        const record = v.safeParse(recordSchema, text === null ? null : parseJson(text))
        return record.success ? record.output : null
      } catch {
        return null
      }
    },
  }
}
