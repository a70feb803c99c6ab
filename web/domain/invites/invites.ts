/** Creates and accepts invites: the two ways a session begins. */
import { bytesToBase64url, textToBytes } from '../../../base/bytes.ts'
import { err, ok, type Result } from '../../../base/result.ts'
import type { JoinCode, Seat } from '../../../protocol/ids.ts'
import { INVITE_SECONDS_MAX, JOIN_CODE_DIGITS } from '../../../protocol/limits.ts'
import { createSecret, decodeSecret } from '../../crypto/secret.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Random } from '../../platform/random.ts'
import type { Rest, RestFailure } from '../../transport/api/rest.ts'
import type { FailureOf } from '../failure.ts'
import { noLifetime } from '../sessions/lifetime.types.ts'
import type { SessionId } from '../sessions/session.ts'
import {
  GUESSES_MAX,
  type KeptKeys,
  NAME_CHARS_MAX,
  SESSIONS_MAX,
  type SessionIdentity,
  type SessionRecord,
  WORDS_COUNT_MS,
} from '../sessions/session-record.ts'
import type { SessionStore } from '../sessions/session-store.ts'
import type { CreateFailure, FoundInvite, JoinFailure, NewInvite } from './invite.model.ts'
import { lazyInviteWords } from './lazy.ts'

/** Codes drawn before giving up: with a thousand live codes, a fourth is needed once in a billion times. */
const CODE_TRIES = 4
/** Attempts with the same key, in case an answer got lost. */
const ACCEPT_TRIES = 2
/** 144 random bits, so that nobody can guess a seat. */
const SEAT_BYTES = 18
const KEY_BYTES = 32
/** Used when the answer was cut short and names no retry time. */
const RETRY_UNKNOWN_MS = 60_000

const CODES = 10 ** JOIN_CODE_DIGITS
const CODE = new RegExp(`^[0-9]{${JOIN_CODE_DIGITS}}$`)

type ServerFailure = FailureOf<
  'too_many_requests' | 'server_unreachable' | 'server_refused' | 'server_trouble'
>

function serverFailureOf(failure: RestFailure): ServerFailure {
  switch (failure.code) {
    case 'too_many_requests':
      return { code: 'too_many_requests', retryAfterMs: failure.retryAfterMs ?? RETRY_UNKNOWN_MS }
    case 'server_unreachable':
      return { code: 'server_unreachable' }
    case 'unavailable':
      return { code: 'server_trouble' }
    default:
      return { code: 'server_refused' }
  }
}

function joinFailureOf(failure: RestFailure): JoinFailure {
  if (failure.code === 'not_found_or_expired') return { code: 'code_unknown' }
  return failure.code === 'conflict' ? { code: 'code_used' } : serverFailureOf(failure)
}

export interface InvitesPorts {
  readonly store: SessionStore
  readonly rest: Pick<Rest, 'createInvite' | 'acceptInvite'>
  readonly clock: Clock
  readonly random: Random
  /** Default name of a session that the person did not name. `number`: counts up from 1 until the name is free. */
  readonly nameFor: (number: number) => string
}

export interface Invites {
  /** `server`: origin, such as https://chat.example. */
  readonly create: (server: string, input: NewInvite) => Promise<Result<SessionId, CreateFailure>>
  readonly join: (server: string, invite: FoundInvite) => Promise<Result<SessionId, JoinFailure>>
}

const newSeat = (random: Random): Seat => bytesToBase64url(random.bytes(SEAT_BYTES)) as Seat

const newIdentity = (random: Random): SessionIdentity => ({
  deviceId: random.uuid() as SessionIdentity['deviceId'],
  seat: newSeat(random),
})

const newCode = (random: Random): JoinCode =>
  String(random.below(CODES)).padStart(JOIN_CODE_DIGITS, '0') as JoinCode

const wordsToSecret = (words: string | null) => (words === null ? null : createSecret(textToBytes(words)))

function freeName({ store, nameFor }: InvitesPorts): string {
  const taken = new Set(store.records.value.map(({ name }) => name))
  let number = 1
  while (taken.has(nameFor(number))) number += 1
  return nameFor(number)
}

/** A new record with its own key; fields that are not given get their initial values. */
function newRecord(
  ports: InvitesPorts,
  given: Pick<SessionRecord, 'server' | 'name' | 'state' | 'identity' | 'ephemeral'>,
  pairing: KeptKeys['pairing'],
): SessionRecord {
  const { clock, random } = ports
  return {
    ...given,
    id: random.uuid() as SessionId,
    name: given.name.trim() || freeName(ports),
    createdAt: clock.now(),
    lastActivityAt: clock.now(),
    pinned: false,
    hideAddress: false,
    viaServer: false,
    lifetime: noLifetime,
    role: given.state.kind === 'pending' ? 'host' : 'guest',
    keys: {
      own: createSecret(random.bytes(KEY_BYTES)),
      peer: null,
      resumes: [],
      pairing,
      cutChecks: 0,
    },
  }
}

async function keep(
  { store }: InvitesPorts,
  made: SessionRecord,
): Promise<Result<SessionId, FailureOf<'storage_failed'>>> {
  const kept = await store.put(made)
  return kept.ok ? ok(made.id) : err({ code: 'storage_failed' })
}

/** Registers a free code on the server; draws a new one if the code is taken. */
async function register(
  { rest, random }: InvitesPorts,
  server: string,
  client1: SessionIdentity['deviceId'],
  expiresInSeconds: number,
): Promise<Result<JoinCode, ServerFailure>> {
  for (let tries = 1; tries <= CODE_TRIES; tries += 1) {
    const joinid = newCode(random)
    const answer = await rest.createInvite(server, { joinid, expiresInSeconds, client1 })
    if (answer.ok) return ok(joinid)
    if (answer.error.code !== 'conflict') return err(serverFailureOf(answer.error))
  }
  return err({ code: 'server_refused' })
}

async function create(
  ports: InvitesPorts,
  server: string,
  input: NewInvite,
): Promise<Result<SessionId, CreateFailure>> {
  const { store, clock, random } = ports
  if (input.name.trim().length > NAME_CHARS_MAX) return err({ code: 'name_too_long' })
  if (store.records.value.length >= SESSIONS_MAX) return err({ code: 'too_many_sessions' })
  const identity = newIdentity(random)
  const expiresInSeconds = Math.min(INVITE_SECONDS_MAX, input.expiresInSeconds)
  const words = input.withWords ? (await lazyInviteWords.load()).drawWords(random) : null
  const registered = await register(ports, server, identity.deviceId, expiresInSeconds)
  if (!registered.ok) return registered
  const joinCode = registered.value
  // The server alone decides the expiry; this only shows the person the time left.
  const expiresAt = clock.now() + expiresInSeconds * 1_000
  const state = { kind: 'pending' as const, joinCode, expiresAt }
  const made = newRecord(
    ports,
    { server, name: input.name, state, identity, ephemeral: input.ephemeral },
    {
      code: joinCode,
      link: createSecret(random.bytes(KEY_BYTES)),
      words: wordsToSecret(words),
      guessesLeft: GUESSES_MAX,
      until: null,
    },
  )
  return keep(ports, made)
}

interface Asking {
  readonly identity: SessionIdentity
  readonly retryKey: Seat
}

/** Checks code and words before asking any server. */
async function readInvite(
  { store }: InvitesPorts,
  server: string,
  invite: FoundInvite,
): Promise<Result<{ readonly joinid: JoinCode; readonly words: string | null }, JoinFailure>> {
  if (!CODE.test(invite.code)) return err({ code: 'code_malformed' })
  const joinid = invite.code as JoinCode
  const words = invite.words === null ? null : (await lazyInviteWords.load()).readWords(invite.words)
  if (invite.words !== null && words === null) return err({ code: 'words_unknown' })
  if (store.records.value.length >= SESSIONS_MAX) return err({ code: 'too_many_sessions' })
  const own = store.records.value.some(
    ({ state, server: theirs }) => state.kind === 'pending' && state.joinCode === joinid && theirs === server,
  )
  return own ? err({ code: 'own_code' }) : ok({ joinid, words })
}

async function join(
  ports: InvitesPorts,
  asking: Map<string, Asking>,
  server: string,
  invite: FoundInvite,
): Promise<Result<SessionId, JoinFailure>> {
  const { rest, clock, random } = ports
  const read = await readInvite(ports, server, invite)
  if (!read.ok) return read
  const { joinid, words } = read.value
  const key = `${server} ${joinid}`
  const ask = asking.get(key) ?? { identity: newIdentity(random), retryKey: newSeat(random) }
  asking.set(key, ask)
  for (let tries = 1; ; tries += 1) {
    const body = { joinid, client2: ask.identity.deviceId, retryKey: ask.retryKey }
    const answer = await rest.acceptInvite(server, body)
    const lost = !answer.ok && answer.error.code === 'server_unreachable'
    if (lost && tries < ACCEPT_TRIES) continue
    if (!lost) asking.delete(key)
    if (!answer.ok) return err(joinFailureOf(answer.error))
    const state = { kind: 'accepted' as const, roomId: answer.value.roomid, left: false }
    const made = newRecord(
      ports,
      { server, name: '', state, identity: ask.identity, ephemeral: false },
      {
        code: joinid,
        link: invite.secret === null ? null : decodeSecret(invite.secret, KEY_BYTES),
        words: wordsToSecret(words),
        guessesLeft: GUESSES_MAX,
        until: clock.now() + WORDS_COUNT_MS,
      },
    )
    return keep(ports, made)
  }
}

export function createInvites(ports: InvitesPorts): Invites {
  /** Keeps a guest's seat per code: after a lost answer, tapping Join again asks as the same guest. */
  const asking = new Map<string, Asking>()
  return {
    create: (server, input) => create(ports, server, input),
    join: (server, invite) => join(ports, asking, server, invite),
  }
}
