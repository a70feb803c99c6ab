/** What is pushed: one JSON text that Safari shows by itself and other browsers hand to the worker, of one size, encrypted for the phone. */
import { ECDH } from 'node:crypto'
import { encryptNotification } from '@block65/webcrypto-web-push'
import { base64urlToBytes, textToBytes } from '../../base/bytes.ts'
import type { Ticket } from '../../protocol/nudges.ts'

/** Why a phone is rung: its peer is waiting, or its invite was accepted. */
export type Occasion = keyof Ticket['w']

/** One size for both occasions and every language. Far below the 3,052 bytes that Firefox on Android takes. */
const PAYLOAD_BYTES = 768
/** Marks a push as declarative (Declarative Web Push): Safari shows it without JavaScript. */
const DECLARATIVE = 8030
const BLANK = 0x20

/** Returns the plain of a push, `PAYLOAD_BYTES` bytes; null when the words are too long for it. */
export function nudgePayload(ticket: Ticket, occasion: Occasion): Uint8Array | null {
  const notification = { ...ticket.w[occasion], tag: 'nudge', navigate: `${ticket.o}/` }
  const json = textToBytes(JSON.stringify({ web_push: DECLARATIVE, notification, app_badge: '1' }))
  if (json.length > PAYLOAD_BYTES) return null
  // JSON may end in blanks, so the padding needs no reader.
  const payload = new Uint8Array(PAYLOAD_BYTES).fill(BLANK)
  payload.set(json)
  return payload
}

/** Whether a subscription's `p256dh` is a point of P-256; another one cannot be encrypted for. */
export function isPushKey(p256dh: string): boolean {
  const bytes = base64urlToBytes(p256dh)
  try {
    return bytes !== null && ECDH.convertKey(bytes, 'prime256v1').length > 0
  } catch {
    return false
  }
}

/** Encrypts for a subscription (RFC 8291, one `aes128gcm` record): 103 bytes longer than `payload`. */
export const encryptNudge = (
  { p, a }: Pick<Ticket, 'p' | 'a'>,
  payload: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> => {
  const subscription = { endpoint: '', expirationTime: null, keys: { p256dh: p, auth: a } }
  return encryptNotification(subscription, payload, { pad: false })
}
