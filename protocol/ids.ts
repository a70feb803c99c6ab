/** Identifiers and codes, each with its own brand, so that the types cannot be confused. */
import * as v from 'valibot'
import { ID_CHARS_MAX, JOIN_CODE_DIGITS } from './limits.ts'

/** The six digits that one person reads to the other. */
export const joinCodeSchema = v.pipe(
  v.string(),
  v.regex(new RegExp(`^[0-9]{${JOIN_CODE_DIGITS}}$`)),
  v.brand('JoinCode'),
)
export type JoinCode = v.InferOutput<typeof joinCodeSchema>

/** A capability: whoever has a room's id may enter or end the room. */
export const roomIdSchema = v.pipe(v.string(), v.regex(/^[\w-]{1,128}$/), v.brand('RoomId'))
export type RoomId = v.InferOutput<typeof roomIdSchema>

/** An id that one device made for one session (`client1`, `client2`, `deviceId`); the server returns it unchanged. */
export const deviceIdSchema = v.pipe(
  v.string(),
  v.regex(new RegExp(`^[\\w.:-]{1,${ID_CHARS_MAX}}$`)),
  v.brand('DeviceId'),
)
export type DeviceId = v.InferOutput<typeof deviceIdSchema>

/** A random secret that lets a returning device replace its own dead socket in a room. */
export const seatSchema = v.pipe(v.string(), v.regex(/^[\w-]{16,128}$/), v.brand('Seat'))
export type Seat = v.InferOutput<typeof seatSchema>

/** Names a secret that opens sealed signals: 8 bytes of a hash in base64url, which reveal nothing about the secret. */
export const sealNameSchema = v.pipe(v.string(), v.regex(/^[\w-]{11}$/), v.brand('SealName'))
export type SealName = v.InferOutput<typeof sealNameSchema>

export const messageIdPattern = /^[\w-]{8,64}$/
export const messageIdSchema = v.pipe(v.string(), v.regex(messageIdPattern), v.brand('MessageId'))
export type MessageId = v.InferOutput<typeof messageIdSchema>
