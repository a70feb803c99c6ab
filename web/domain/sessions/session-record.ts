/** The stored form of a session, and the validation of what is read back. */
import * as v from 'valibot'
import {
  deviceIdSchema,
  joinCodeSchema,
  messageIdSchema,
  roomIdSchema,
  seatSchema,
} from '../../../protocol/ids.ts'
import { LIFETIMES } from '../../../protocol/limits.ts'
import { decodeSecret, type Secret } from '../../crypto/secret.ts'
import { noLifetime } from '../lifetime/lifetime.types.ts'
import type { SessionId } from './session.ts'

/** A name fits one row on the smallest phone, twice. */
export const NAME_CHARS_MAX = 60
/** Sessions kept at once; each may hold an invite or a room. */
export const SESSIONS_MAX = 200
/** Handshakes with wrong words before the invite is burned. */
export const GUESSES_MAX = 3
/** How long the words are accepted after a guest accepted the invite. */
export const WORDS_COUNT_MS = 600_000
/** Safety checks cut off after the reveal before the check is blocked and the person warned. */
export const CUT_CHECKS_MAX = 3
const KEY_BYTES = 32

const millis = v.pipe(v.number(), v.minValue(0))
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100))
const sessionIdSchema = v.pipe(
  v.string(),
  v.regex(/^[\w-]{8,64}$/),
  v.transform((id) => id as SessionId),
)
/** Stored as base64url, never as a CryptoKey: WebKit reads those back as null, or refuses to store them. */
const secretSchema = (length?: number) =>
  v.pipe(
    v.string(),
    v.maxLength(200),
    v.transform((text) => decodeSecret(text, length)),
    v.check((secret) => secret !== null),
    v.transform((secret) => secret as Secret),
  )

const stateSchema = v.variant('kind', [
  v.object({ kind: v.literal('pending'), joinCode: joinCodeSchema, expiresAt: millis }),
  /** `left`: the person left; the room is not entered again until the session is opened. */
  v.object({ kind: v.literal('accepted'), roomId: roomIdSchema, left: v.boolean() }),
  v.object({
    kind: v.literal('closed'),
    reason: v.picklist([
      'room_gone',
      'room_deleted',
      'words_burned',
      'mismatch',
      'their_mismatch',
      'no_keys',
    ]),
  }),
  v.object({ kind: v.literal('expired') }),
])

/** How far the peer's key is trusted. `lost`: the peer holds the pinned key but not the last secrets; the person decides. */
export const TRUSTS = ['link', 'words', 'sas', 'unverified', 'lost', 'disputed'] as const
export type Trust = (typeof TRUSTS)[number]
/** Whether the key of the peer counts as proven. */
export const isProvenTrust = (trust: Trust): trust is 'link' | 'words' | 'sas' =>
  trust === 'link' || trust === 'words' || trust === 'sas'

const keysSchema = v.object({
  /** Private half of this session's own key. */
  own: secretSchema(KEY_BYTES),
  peer: v.nullable(
    v.object({
      key: secretSchema(KEY_BYTES),
      trust: v.picklist(TRUSTS),
      at: millis,
      /** The trust came with an export file, so it was proven on another phone; until a person proves it on this one. */
      imported: v.optional(v.literal(true)),
    }),
  ),
  /** Secrets for the next reconnect, newest first; the older is deleted once the newer is proved. */
  resumes: v.pipe(v.array(secretSchema(KEY_BYTES)), v.maxLength(2)),
  /** The invite's secrets; deleted once the first sealed record was opened. */
  pairing: v.nullable(
    v.object({
      code: joinCodeSchema,
      link: v.nullable(secretSchema(KEY_BYTES)),
      words: v.nullable(secretSchema()),
      guessesLeft: count,
      /** Words are accepted until then (wall clock, milliseconds); null while there is no limit. */
      until: v.nullable(millis),
    }),
  ),
  cutChecks: count,
})
export type KeptKeys = v.InferOutput<typeof keysSchema>
/** Whether the peer's verification comes only from an export file. */
export const isImported = (peer: KeptKeys['peer'] | undefined): boolean =>
  peer?.imported === true && isProvenTrust(peer.trust)

const proposalSchema = v.object({ id: messageIdSchema, seconds: v.picklist(LIFETIMES) })
const lifetimeSchema = v.object({
  seconds: v.picklist(LIFETIMES),
  rev: v.pipe(v.number(), v.integer(), v.minValue(0)),
  accepted: v.nullable(messageIdSchema),
  mine: v.pipe(v.array(proposalSchema), v.maxLength(4), v.readonly()),
  theirs: v.nullable(v.object({ ...proposalSchema.entries, differs: v.optional(v.literal(true)) })),
  offered: v.optional(v.pipe(v.array(proposalSchema), v.maxLength(16), v.readonly())),
})

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
  role: v.picklist(['host', 'guest']),
  lifetime: v.optional(lifetimeSchema, noLifetime),
  /** Hides this device's address from the peer: all traffic goes through a TURN server. */
  hideAddress: v.optional(v.boolean(), false),
  /** The person agreed to sealed messages through the server, if the other person agrees too. */
  viaServer: v.optional(v.boolean(), false),
  /** Capabilities that the other app last announced; absent if it is too old to announce any. */
  peerCan: v.optional(
    v.object({
      v: v.number(),
      kinds: v.pipe(v.array(v.pipe(v.string(), v.maxLength(32))), v.maxLength(32)),
      /** It seals signals: unsealed ones are not taken any more. */
      seals: v.optional(v.literal(true)),
      /** It takes any one emoji as a reaction. */
      emoji: v.optional(v.literal(true)),
    }),
  ),
  /** How the invite was made, so that a new code is made alike; absent for a guest, and in records of older builds. */
  invite: v.optional(v.object({ seconds: v.pipe(v.number(), v.minValue(1)), words: v.boolean() })),
  /** False as long as the name is one that the app made up. */
  named: v.optional(v.boolean(), true),
  /** The person has answered whether to show typing and read marks: the session does not offer them again. */
  signsAsked: v.optional(v.literal(true)),
  /** This phone rings for this session: the scope of its push registration, and since when (wall clock). Null when the person said not now, or turned it off; absent when nobody was asked. */
  nudges: v.optional(v.nullable(v.object({ scope: v.string(), madeAt: millis }))),
  /** Null once the session is closed for good. */
  keys: v.nullable(keysSchema),
  state: stateSchema,
})
export type SessionRecord = v.InferOutput<typeof recordSchema>
export type SessionIdentity = SessionRecord['identity']

const VERSION = 2
const storedSchema = v.object({
  version: v.picklist([1, VERSION]),
  sessions: v.pipe(v.array(v.unknown()), v.maxLength(10_000)),
})

/** Version 1 had no keys: such a session cannot prove who the peer is, so it is read as closed. */
function fromVersion1(item: unknown): unknown {
  if (typeof item !== 'object' || item === null) return item
  return { ...item, role: 'host', keys: null, state: { kind: 'closed', reason: 'no_keys' } }
}

/** Reads stored sessions. `damaged` counts the unreadable ones; the caller keeps the raw value aside. */
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
    const parsed = v.safeParse(recordSchema, stored.output.version === 1 ? fromVersion1(item) : item)
    if (parsed.success) sessions.push(parsed.output)
    else damaged += 1
  }
  return { sessions, damaged }
}

/** Inverse of `decodeStored`; the only place that writes out a session's secrets. */
export function encodeStored(sessions: readonly SessionRecord[]): unknown {
  const plain = ({ own, peer, resumes, pairing, ...keys }: KeptKeys) => ({
    ...keys,
    own: own.encode(),
    peer: peer && { ...peer, key: peer.key.encode() },
    resumes: resumes.map((secret) => secret.encode()),
    pairing: pairing && {
      ...pairing,
      link: pairing.link?.encode() ?? null,
      words: pairing.words?.encode() ?? null,
    },
  })
  return {
    version: VERSION,
    sessions: sessions.map((record) => ({ ...record, keys: record.keys && plain(record.keys) })),
  }
}

export function wipeKeys({ own, resumes, pairing }: KeptKeys): void {
  for (const secret of [own, ...resumes, pairing?.link, pairing?.words]) secret?.wipe()
}

/** Names the invite or room that a record needs the server for; null for none. */
export function serverKeyOf({ state }: SessionRecord): string | null {
  if (state.kind === 'pending') return `invite:${state.joinCode}`
  return state.kind === 'accepted' && !state.left ? `room:${state.roomId}` : null
}
