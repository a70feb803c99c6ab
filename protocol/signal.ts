/** The WebSocket messages in both directions. The server relays SDP and candidates, and checks only their shape and size. */
import * as v from 'valibot'
import { SIGNAL_ERRORS } from './errors.ts'
import { deviceIdSchema, joinCodeSchema, roomIdSchema, sealNameSchema, seatSchema } from './ids.ts'
import { CANDIDATE_CHARS_MAX, RELAY_CHARS_MAX, SDP_CHARS_MAX, SEALS_MAX } from './limits.ts'

/** Returns the address of the signaling socket for a server's origin, such as https://chat.example. */
export const serverToSocketUrl = (server: string): string => `${server.replace(/^http/, 'ws')}/ws`

/** Distinguishes the signals of one negotiation from those of earlier ones; chosen by the initiator, echoed by the responder. Old clients send none. */
const ATTEMPT = /^[\w-]{1,32}$/
const INDEX_MAX = 1_000
const MID_CHARS_MAX = 256
const attemptSchema = v.optional(v.pipe(v.string(), v.regex(ATTEMPT)))
const sdpSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(SDP_CHARS_MAX))
const candidateSchema = v.looseObject({
  candidate: v.pipe(v.string(), v.maxLength(CANDIDATE_CHARS_MAX)),
  sdpMLineIndex: v.optional(
    v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(INDEX_MAX))),
  ),
  sdpMid: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(MID_CHARS_MAX)))),
})
export type Candidate = v.InferOutput<typeof candidateSchema>

/** A renegotiation of an open link, sent inside the channel, never through the server. `ask`: the initiator should begin one. */
export const renegotiationSchema = v.variant('type', [
  v.object({ type: v.literal('ask') }),
  v.object({ type: v.picklist(['offer', 'answer']), sdp: sdpSchema }),
  v.object({ type: v.literal('candidate'), candidate: candidateSchema }),
])
export type Renegotiation = v.InferOutput<typeof renegotiationSchema>

/** The names of the secrets with which a member can open sealed signals; old clients and servers send none. */
const sealsSchema = v.optional(v.pipe(v.array(sealNameSchema), v.maxLength(SEALS_MAX), v.readonly()))
const relayDataSchema = v.pipe(v.string(), v.maxLength(RELAY_CHARS_MAX), v.regex(/^[\w-]+$/))

const descriptionSchema = v.object({ sdp: sdpSchema })
const gatheredSchema = v.object({ candidate: candidateSchema })
/** The content of a sealed signal. */
export type SignalBody = v.InferOutput<typeof descriptionSchema> | v.InferOutput<typeof gatheredSchema>

/** Decodes the content of a sealed signal of that type; null when it is malformed. */
export function decodeSignalBody(type: string, json: unknown): SignalBody | null {
  const body = v.safeParse(type === 'ice_candidate' ? gatheredSchema : descriptionSchema, json)
  return body.success ? body.output : null
}

export const clientSignalSchema = v.variant('type', [
  v.object({
    type: v.literal('join_room'),
    roomId: roomIdSchema,
    deviceId: v.optional(deviceIdSchema),
    seat: v.optional(seatSchema),
    seals: sealsSchema,
  }),
  v.object({ type: v.literal('leave_room') }),
  v.object({ type: v.literal('watch'), joinid: joinCodeSchema, client1: deviceIdSchema }),
  v.object({ type: v.literal('webrtc_offer'), sdp: sdpSchema, attempt: attemptSchema }),
  v.object({ type: v.literal('webrtc_answer'), sdp: sdpSchema, attempt: attemptSchema }),
  v.object({ type: v.literal('ice_candidate'), candidate: candidateSchema, attempt: attemptSchema }),
  /** Consent to sealed frames through the server: one member asks, the other answers, and only then do frames pass. Valid for one connection. */
  v.object({ type: v.picklist(['relay_request', 'relay_accept', 'relay_decline']) }),
  v.object({ type: v.literal('relay'), data: relayDataSchema }),
  v.object({ type: v.literal('ping') }),
])
export type ClientSignal = v.InferOutput<typeof clientSignalSchema>

/**
 * Whether `value` is an offer, an answer or a candidate. Written by hand, since the server checks every relayed signal
 * and needs no copy, which a schema would make. A property test keeps it equal to the schemas above.
 */
export function isRelayed(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { type, sdp, candidate, attempt } = value as Readonly<Record<string, unknown>>
  if (attempt !== undefined && (typeof attempt !== 'string' || !ATTEMPT.test(attempt))) return false
  if (type === 'webrtc_offer' || type === 'webrtc_answer')
    return typeof sdp === 'string' && sdp.length > 0 && sdp.length <= SDP_CHARS_MAX
  return type === 'ice_candidate' && isCandidate(candidate)
}

function isCandidate(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { candidate, sdpMLineIndex: index, sdpMid: mid } = value as Readonly<Record<string, unknown>>
  if (typeof candidate !== 'string' || candidate.length > CANDIDATE_CHARS_MAX) return false
  if (mid !== undefined && mid !== null && !(typeof mid === 'string' && mid.length <= MID_CHARS_MAX))
    return false
  if (index === undefined || index === null) return true
  return typeof index === 'number' && Number.isInteger(index) && index >= 0 && index <= INDEX_MAX
}

const fromSchema = v.pipe(v.string(), v.maxLength(128))
const countSchema = v.pipe(v.number(), v.integer(), v.minValue(0))
/** Browsers throw on any other scheme. */
const iceUrlSchema = v.pipe(v.string(), v.regex(/^(stun|turn)s?:.+/), v.maxLength(512))
const isTurn = (urls: string | readonly string[]): boolean =>
  [urls].flat().some((url) => /^turns?:/.test(url))
/** Browsers throw on a TURN server without credentials (W3C WebRTC, set a configuration, step 11.3). */
const iceServerSchema = v.pipe(
  v.object({
    urls: v.union([iceUrlSchema, v.pipe(v.array(iceUrlSchema), v.minLength(1), v.maxLength(16))]),
    username: v.optional(v.string()),
    credential: v.optional(v.string()),
  }),
  v.check(
    ({ urls, username, credential }) => !isTurn(urls) || (username !== undefined && credential !== undefined),
    'turn: and turns: need a username and a credential',
  ),
)
export type IceServer = v.InferOutput<typeof iceServerSchema>
export const iceServersSchema = v.pipe(v.array(iceServerSchema), v.maxLength(16))
/** Leaves out unusable ICE servers and keeps the rest, so that one bad entry does not prevent a connection. */
const usableIceServersSchema = v.pipe(
  v.array(v.unknown()),
  v.maxLength(16),
  v.transform((list) => list.filter((one): one is IceServer => v.is(iceServerSchema, one))),
)

export const serverSignalSchema = v.variant('type', [
  v.object({ type: v.literal('connected'), clientId: v.string(), server: v.string() }),
  v.object({
    type: v.literal('room_joined'),
    roomId: roomIdSchema,
    userCount: countSchema,
    isInitiator: v.boolean(),
    ready: v.boolean(),
  }),
  v.object({
    type: v.literal('room_ready'),
    roomId: roomIdSchema,
    userCount: countSchema,
    isInitiator: v.boolean(),
    iceServers: v.optional(usableIceServersSchema),
    /** Whether this server relays sealed frames when both members agree. */
    relay: v.optional(v.boolean()),
    /** Whether `POST /api/turn` returns credentials. */
    turn: v.optional(v.boolean()),
    /** The seal names that the other member sent in `join_room`. */
    seals: sealsSchema,
  }),
  v.object({ type: v.literal('room_full'), roomId: v.string(), error: v.string() }),
  v.object({ type: v.literal('room_deleted'), roomId: roomIdSchema }),
  v.object({ type: v.literal('room_accepted'), joinid: joinCodeSchema, roomid: roomIdSchema }),
  v.object({ type: v.literal('left_room'), roomId: v.nullable(v.string()) }),
  v.object({ type: v.literal('peer_left') }),
  v.object({ type: v.literal('peer_disconnected') }),
  v.object({
    type: v.literal('webrtc_offer'),
    from: fromSchema,
    roomId: roomIdSchema,
    sdp: sdpSchema,
    attempt: attemptSchema,
  }),
  v.object({
    type: v.literal('webrtc_answer'),
    from: fromSchema,
    roomId: roomIdSchema,
    sdp: sdpSchema,
    attempt: attemptSchema,
  }),
  v.object({
    type: v.literal('ice_candidate'),
    from: fromSchema,
    roomId: roomIdSchema,
    candidate: candidateSchema,
    attempt: attemptSchema,
  }),
  v.object({
    type: v.picklist(['relay_request', 'relay_accept', 'relay_decline']),
    from: fromSchema,
    roomId: roomIdSchema,
  }),
  v.object({ type: v.literal('relay'), from: fromSchema, roomId: roomIdSchema, data: relayDataSchema }),
  v.object({ type: v.literal('pong') }),
  v.object({ type: v.literal('error'), error: v.string(), code: v.optional(v.picklist(SIGNAL_ERRORS)) }),
])
export type ServerSignal = v.InferOutput<typeof serverSignalSchema>
