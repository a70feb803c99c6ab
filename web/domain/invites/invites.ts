/** Creates and accepts invites: the two ways a session begins. */
import { err, ok, type Result } from '../../../base/result.ts'
import type { JoinCode, MessageId, Seat } from '../../../protocol/ids.ts'
import { INVITE_SECONDS_DEFAULT, INVITE_SECONDS_MAX, JOIN_CODE_DIGITS } from '../../../protocol/limits.ts'
import { createSecret, decodeSecret } from '../../crypto/secret.ts'
import type { Random } from '../../platform/random.ts'
import type { RestFailure } from '../../transport/api/rest.ts'
import type { FailureOf } from '../failure.ts'
import { noLifetime } from '../lifetime/lifetime.types.ts'
import type { SessionId } from '../sessions/session.ts'
import {
  GUESSES_MAX,
  NAME_CHARS_MAX,
  SESSIONS_MAX,
  type SessionIdentity,
  type SessionRecord,
  WORDS_COUNT_MS,
  wipeKeys,
} from '../sessions/session-record.ts'
import type { CreateFailure, FoundInvite, JoinFailure, NewInvite } from './invite.model.ts'
import {
  type InvitesPorts,
  KEY_BYTES,
  newIdentity,
  newRecord,
  newSeat,
  wordsToSecret,
} from './invite-record.ts'
import { lazyInviteWords } from './lazy.ts'

/** Codes drawn before giving up: with a thousand live codes, a fourth is needed once in a billion times. */
const CODE_TRIES = 4
/** Attempts with the same key, in case an answer got lost. */
const ACCEPT_TRIES = 2
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

export interface Invites {
  /** `server`: origin, such as https://chat.example. */
  readonly create: (server: string, input: NewInvite) => Promise<Result<SessionId, CreateFailure>>
  /** Replaces an invite that nobody has accepted by one with a new code. On failure the old one stays. */
  readonly renew: (id: SessionId) => Promise<Result<SessionId, CreateFailure>>
  readonly join: (server: string, invite: FoundInvite) => Promise<Result<SessionId, JoinFailure>>
}

const newCode = (random: Random): JoinCode =>
  String(random.below(CODES)).padStart(JOIN_CODE_DIGITS, '0') as JoinCode

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

/** Registers a code on the server and creates its session, with fresh identity and keys. */
async function offer(
  ports: InvitesPorts,
  server: string,
  { name, ephemeral, expiresInSeconds, withWords }: Omit<NewInvite, 'lifetimeSeconds'>,
): Promise<Result<SessionRecord, ServerFailure>> {
  const { clock, random } = ports
  const identity = newIdentity(random)
  const seconds = Math.min(INVITE_SECONDS_MAX, expiresInSeconds)
  const words = withWords ? (await lazyInviteWords.load()).drawWords(random) : null
  const registered = await register(ports, server, identity.deviceId, seconds)
  if (!registered.ok) return registered
  const joinCode = registered.value
  // The server alone decides the expiry; this only shows the person the time left.
  const state = { kind: 'pending' as const, joinCode, expiresAt: clock.now() + seconds * 1_000 }
  const invite = { seconds, words: withWords }
  const pairing = {
    code: joinCode,
    link: createSecret(random.bytes(KEY_BYTES)),
    words: wordsToSecret(words),
    guessesLeft: GUESSES_MAX,
    until: null,
  }
  return ok(newRecord(ports, { server, name, state, identity, ephemeral, invite }, pairing))
}

async function create(
  ports: InvitesPorts,
  server: string,
  input: NewInvite,
): Promise<Result<SessionId, CreateFailure>> {
  if (input.name.trim().length > NAME_CHARS_MAX) return err({ code: 'name_too_long' })
  if (ports.store.records.value.length >= SESSIONS_MAX) return err({ code: 'too_many_sessions' })
  const made = await offer(ports, server, input)
  if (!made.ok) return made
  const seconds = input.ephemeral ? 0 : input.lifetimeSeconds
  // Only a proposal, as if made in the chat: the old lifetime holds until the other person accepts.
  const mine = seconds === 0 ? [] : [{ id: ports.random.uuid() as MessageId, seconds }]
  return keep(ports, { ...made.value, lifetime: { ...noLifetime, mine } })
}

/** Replaces an expiring or expired code: the session stays, the old code's secrets are deleted. */
async function renew(ports: InvitesPorts, id: SessionId): Promise<Result<SessionId, CreateFailure>> {
  const { store } = ports
  const isOpen = ({ state }: SessionRecord): boolean => state.kind === 'pending' || state.kind === 'expired'
  const old = store.find(id)
  if (!old || !isOpen(old)) return ok(id)
  const { seconds = INVITE_SECONDS_DEFAULT, words = false } = old.invite ?? {}
  const asked = { name: old.name, ephemeral: old.ephemeral, expiresInSeconds: seconds, withWords: words }
  const made = await offer(ports, old.server, asked)
  if (!made.ok) return made
  const { identity, keys, state, invite } = made.value
  const kept = await store.change(id, (now) =>
    isOpen(now) ? { ...now, identity, keys, state, invite, lastActivityAt: ports.clock.now() } : now,
  )
  const isNew = store.find(id)?.identity.deviceId === identity.deviceId
  // When somebody joined by the old code meanwhile, they stay and the new code is dropped.
  ports.forget(old.server, isNew ? old.identity.deviceId : identity.deviceId)
  if (isNew && old.keys) wipeKeys(old.keys)
  return kept.ok ? ok(id) : err({ code: 'storage_failed' })
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
    renew: (id) => renew(ports, id),
    join: (server, invite) => join(ports, asking, server, invite),
  }
}
