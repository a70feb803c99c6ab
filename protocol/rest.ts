/** The REST calls: requests and answers. Wire names appear here and nowhere else. */
import * as v from 'valibot'
import { REST_ERRORS } from './errors.ts'
import { deviceIdSchema, joinCodeSchema, roomIdSchema, seatSchema } from './ids.ts'
import { INVITE_SECONDS_MAX, INVITE_SECONDS_MIN } from './limits.ts'
import { ticketTextSchema } from './nudges.ts'
import { iceServersSchema } from './signal.ts'
import { workAskedSchema, workDoneSchema } from './work.ts'

export const API = {
  rooms: '/api/rooms',
  accept: '/api/rooms/accept',
  check: '/api/rooms/check',
  purge: '/api/user/purge',
  turn: '/api/turn',
} as const

export const createInviteSchema = v.object({
  joinid: joinCodeSchema,
  expiresInSeconds: v.pipe(
    v.number(),
    v.integer(),
    v.minValue(INVITE_SECONDS_MIN),
    v.maxValue(INVITE_SECONDS_MAX),
  ),
  client1: deviceIdSchema,
  /** Lets the server ring the host when the invite is accepted: a ticket of no room. Null drops the one that the invite has. */
  ticket: v.optional(v.nullable(ticketTextSchema)),
  work: v.optional(workDoneSchema),
})
export type CreateInvite = v.InferOutput<typeof createInviteSchema>

/** `retryKey`: a random secret of the guest, so that a guest whose answer got lost can repeat the call and get the same room. */
export const acceptInviteSchema = v.object({
  joinid: joinCodeSchema,
  client2: deviceIdSchema,
  retryKey: v.optional(seatSchema),
  work: v.optional(workDoneSchema),
})
export type AcceptInvite = v.InferOutput<typeof acceptInviteSchema>

export const checkInviteSchema = v.object({ joinid: joinCodeSchema, client1: deviceIdSchema })
export type CheckInvite = v.InferOutput<typeof checkInviteSchema>

export const inviteCreatedSchema = v.object({
  ok: v.literal(true),
  exp: v.pipe(v.string(), v.isoTimestamp()),
})
/** `GET /api/rooms`: what a server stores about a room, except times and hashes. */
export const roomRecordSchema = v.object({
  roomid: roomIdSchema,
  client1: deviceIdSchema,
  client2: deviceIdSchema,
})
export type RoomRecord = v.InferOutput<typeof roomRecordSchema>
/** `POST /api/turn`: short-lived credentials for a member of a room. */
export const turnSchema = v.object({ roomid: roomIdSchema, deviceId: deviceIdSchema })
export type TurnAsked = v.InferOutput<typeof turnSchema>
export const turnMadeSchema = v.object({
  iceServers: iceServersSchema,
  expiresInSeconds: v.pipe(v.number(), v.integer(), v.minValue(1)),
})
export type TurnMade = v.InferOutput<typeof turnMadeSchema>
export const inviteAcceptedSchema = v.object({ roomid: roomIdSchema })
export const purgedSchema = v.object({
  success: v.literal(true),
  deviceIdCount: v.number(),
  roomsDeleted: v.number(),
  pendingsDeleted: v.number(),
})
export const restErrorSchema = v.object({
  error: v.picklist(REST_ERRORS),
  retryAfterMs: v.optional(v.pipe(v.number(), v.minValue(0))),
  /** With `too_many_requests`: the call is accepted at once when repeated with this work done. */
  work: v.optional(workAskedSchema),
})
/** `/version.json`: the build that a server serves. */
export const versionSchema = v.object({
  name: v.literal('inviso'),
  build: v.pipe(v.string(), v.maxLength(64)),
})
export const healthSchema = v.object({ ok: v.literal(true) })
