/** A session as it is stored, and the door that stored bytes come back through. */
import * as v from 'valibot'
import { deviceIdSchema, joinCodeSchema, roomIdSchema, seatSchema } from '../../protocol/ids.ts'
import type { SessionId } from './model.ts'

/** A name fits one row on the smallest phone, twice. */
export const NAME_CHARS_MAX = 60
/** Sessions kept at once; each may hold an invite or a room. */
export const SESSIONS_MAX = 200

const millis = v.pipe(v.number(), v.minValue(0))
const sessionIdSchema = v.pipe(
  v.string(),
  v.regex(/^[\w-]{8,64}$/),
  v.transform((id) => id as SessionId),
)

const stateSchema = v.variant('kind', [
  v.object({ kind: v.literal('pending'), joinCode: joinCodeSchema, expiresAt: millis }),
  /** `left`: the person left; the room is not entered again until the session is opened. */
  v.object({ kind: v.literal('accepted'), roomId: roomIdSchema, left: v.boolean() }),
  v.object({ kind: v.literal('closed'), reason: v.picklist(['room_gone', 'room_deleted']) }),
  v.object({ kind: v.literal('expired') }),
])

export const recordSchema = v.object({
  id: sessionIdSchema,
  name: v.pipe(v.string(), v.maxLength(NAME_CHARS_MAX)),
  /** Origin of the server that knows this session; a later choice of another server does not move it. */
  server: v.pipe(v.string(), v.url()),
  createdAt: millis,
  lastActivityAt: millis,
  pinned: v.boolean(),
  ephemeral: v.boolean(),
  identity: v.object({ deviceId: deviceIdSchema, seat: seatSchema }),
  state: stateSchema,
})
export type SessionRecord = v.InferOutput<typeof recordSchema>
export type SessionIdentity = SessionRecord['identity']

const storedSchema = v.object({
  version: v.literal(1),
  sessions: v.pipe(v.array(v.unknown()), v.maxLength(10_000)),
})
export type StoredSessions = { readonly version: 1; readonly sessions: readonly SessionRecord[] }

/** Reads what was stored. `damaged` counts what could not be read; the caller keeps the raw value aside. */
export function decodeStored(raw: unknown): {
  readonly sessions: readonly SessionRecord[]
  readonly damaged: number
} {
  if (raw === undefined || raw === null) return { sessions: [], damaged: 0 }
  const stored = v.safeParse(storedSchema, raw)
  if (!stored.success) return { sessions: [], damaged: 1 }
  const sessions: SessionRecord[] = []
  let damaged = 0
  for (const item of stored.output.sessions) {
    const parsed = v.safeParse(recordSchema, item)
    if (parsed.success) sessions.push(parsed.output)
    else damaged += 1
  }
  return { sessions, damaged }
}
