/** Nudges: the layout of a ticket, which a phone seals to the server's nudge key and a peer sends back to ring that phone, and the REST calls. */
import * as v from 'valibot'
import { base64urlToBytes, bytesToBase64url, bytesToText, parseJson, textToBytes } from '../base/bytes.ts'
import { sha256 } from '../base/sha256.ts'
import { deviceIdSchema, type RoomId, roomIdSchema } from './ids.ts'
import { ENDPOINT_CHARS_MAX, TICKET_CHARS } from './limits.ts'

export const NUDGE_API = { nudges: '/api/nudges', test: '/api/nudges/test' } as const

// --- the ticket: version (1 byte) || key id (4) || HPKE's encapsulated key (32) || sealed plain and tag (1,536 + 16) ---
export const TICKET_VERSION = 1
export const NUDGE_KEY_ID_BYTES = 4
/** An X25519 public key: the server's nudge key, and HPKE's encapsulated key. */
export const NUDGE_KEY_BYTES = 32
/** One size for all, since the length of an endpoint would name the push service. */
export const TICKET_PLAIN_BYTES = 1_536
const TAG_BYTES = 16
export const TICKET_BYTES = 1 + NUDGE_KEY_ID_BYTES + NUDGE_KEY_BYTES + TICKET_PLAIN_BYTES + TAG_BYTES
/**
 * HPKE's `info`. Both sides use `@hpke/core` with the suite 0x0020 (X25519), 0x0001 (HKDF-SHA256), 0x0001 (AES-128-GCM)
 * in base mode, one message for each encapsulated key; the additional data is `ticketHead`.
 */
export const TICKET_INFO = 'inviso/1 nudge ticket'
/** The bytes before the encapsulated key, which are HPKE's additional data too. `keyId`: 4 bytes. */
export const ticketHead = (keyId: Uint8Array): Uint8Array => Uint8Array.of(TICKET_VERSION, ...keyId)

const TITLE_CHARS_MAX = 40
const BODY_CHARS_MAX = 100
const ORIGIN_CHARS_MAX = 200
/** A notification as the phone that will show it wrote it, in its own language. */
const wordsSchema = v.strictObject({
  title: v.pipe(v.string(), v.minLength(1), v.maxLength(TITLE_CHARS_MAX)),
  body: v.pipe(v.string(), v.minLength(1), v.maxLength(BODY_CHARS_MAX)),
  lang: v.pipe(v.string(), v.regex(/^[A-Za-z-]{2,8}$/)),
  dir: v.picklist(['ltr', 'rtl']),
})
export type NudgeWords = v.InferOutput<typeof wordsSchema>

/** What a ticket says to the server alone. */
export const ticketSchema = v.strictObject({
  /** The push endpoint; the server decides whether it may be called. */
  e: v.pipe(v.string(), v.maxLength(ENDPOINT_CHARS_MAX)),
  /** The subscription's `p256dh`: 65 bytes in base64url. */
  p: v.pipe(v.string(), v.regex(/^[\w-]{87}$/)),
  /** The subscription's `auth`: 16 bytes in base64url. */
  a: v.pipe(v.string(), v.regex(/^[\w-]{22}$/)),
  /** When it runs out, in seconds since 1970. */
  x: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER)),
  /** `roomMark` of the room whose members may use it; empty in an invite and in a test. */
  r: v.pipe(v.string(), v.regex(/^[\w-]{22}$|^$/)),
  /** The app's origin, where the notification leads. */
  o: v.pipe(v.string(), v.maxLength(ORIGIN_CHARS_MAX), v.regex(/^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/)),
  /** The notification for each occasion: a peer rings, or the invite was accepted. */
  w: v.strictObject({ waiting: wordsSchema, accepted: wordsSchema }),
})
export type Ticket = v.InferOutput<typeof ticketSchema>

const MARK_BYTES = 16
/** Names a room to the server without containing its id: 16 bytes of a hash in base64url. */
export const roomMark = (roomId: RoomId): string =>
  bytesToBase64url(sha256(textToBytes(`inviso/1 nudge room\0${roomId}`)).subarray(0, MARK_BYTES))

/** Ends the JSON; zeros follow. */
const PADDING_MARK = 0x80
/** Returns the plain of a ticket, `TICKET_PLAIN_BYTES` bytes; null when its words and endpoint together are too long. */
export function ticketToPlain(ticket: Ticket): Uint8Array | null {
  const json = textToBytes(JSON.stringify(ticket))
  if (json.length >= TICKET_PLAIN_BYTES) return null
  const plain = new Uint8Array(TICKET_PLAIN_BYTES)
  plain.set(json)
  plain[json.length] = PADDING_MARK
  return plain
}
/** Reads the plain of a ticket; null when it is not one. */
export function plainToTicket(plain: Uint8Array): Ticket | null {
  const mark = plain.findLastIndex((byte) => byte !== 0)
  if (plain.length !== TICKET_PLAIN_BYTES || plain[mark] !== PADDING_MARK) return null
  const text = bytesToText(plain.subarray(0, mark))
  const ticket = v.safeParse(ticketSchema, text === null ? null : parseJson(text))
  return ticket.success ? ticket.output : null
}

/** The first bytes of the hash of the server's public key; a ticket names with it the key that opens it. */
export const nudgeKeyId = (publicKey: Uint8Array): Uint8Array =>
  sha256(publicKey).subarray(0, NUDGE_KEY_ID_BYTES)
/** Reads `key` of `GET /api/nudges`; null when the id is not that of the key. */
export function readNudgeKey(
  text: string,
): { readonly keyId: Uint8Array; readonly publicKey: Uint8Array } | null {
  const bytes = base64urlToBytes(text)
  if (bytes?.length !== NUDGE_KEY_ID_BYTES + NUDGE_KEY_BYTES) return null
  const keyId = bytes.slice(0, NUDGE_KEY_ID_BYTES)
  const publicKey = bytes.slice(NUDGE_KEY_ID_BYTES)
  return nudgeKeyId(publicKey).every((byte, at) => byte === keyId[at]) ? { keyId, publicKey } : null
}

// --- the calls ---
export const ticketTextSchema = v.pipe(v.string(), v.length(TICKET_CHARS), v.regex(/^[\w-]+$/))

/** `GET /api/nudges`: `key` is the key id and the nudge key, `vapid` the server's P-256 key for push services, both in base64url. */
export const nudgeKeysSchema = v.object({
  key: v.pipe(v.string(), v.regex(/^[\w-]{48}$/)),
  vapid: v.pipe(v.string(), v.regex(/^[\w-]{87}$/)),
  /** When to ask again. */
  expiresInSeconds: v.pipe(v.number(), v.integer(), v.minValue(1)),
})
export type NudgeKeys = v.InferOutput<typeof nudgeKeysSchema>

/** `POST /api/nudges`: a member of a room rings the other one's phone. `now`: a person pressed Ring. */
export const ringSchema = v.object({
  roomid: roomIdSchema,
  deviceId: deviceIdSchema,
  ticket: ticketTextSchema,
  now: v.optional(v.literal(true)),
})
/** `POST /api/nudges/test`: a phone rings itself. */
export const testRingSchema = v.object({ ticket: ticketTextSchema })

/**
 * What became of a ring. `sent`: the push service took it (whether anybody saw it, nobody knows); `gone`: this subscription takes no more;
 * `later`: not now, and `retryAfterMs` says when; `refused`: this server cannot ring that phone.
 */
export const RING_OUTCOMES = ['sent', 'gone', 'later', 'refused'] as const
export type RingOutcome = (typeof RING_OUTCOMES)[number]
export const rangSchema = v.object({
  outcome: v.picklist(RING_OUTCOMES),
  retryAfterMs: v.optional(v.pipe(v.number(), v.minValue(0))),
})
export type Rang = v.InferOutput<typeof rangSchema>
