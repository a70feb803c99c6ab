/** Making an invite and taking one up: the two ways a session begins. */

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
  NAME_CHARS_MAX,
  SESSIONS_MAX,
  type SessionIdentity,
  type SessionKeys,
  type SessionRecord,
  WORDS_COUNT_MS,
} from '../sessions/session-record.ts'
import type { SessionStore } from '../sessions/session-store.ts'
import type { CreateFailure, FoundInvite, JoinFailure, NewInvite } from './invite.model.ts'

/** Fresh codes tried when one is taken: at a thousand live codes the fourth is needed once in a billion times. */
const CODE_TRIES = 4
/** Asking again with the same key when an answer got lost on the way. */
const ACCEPT_TRIES = 2
/** 144 bits: nobody guesses a seat. */
const SEAT_BYTES = 18
const KEY_BYTES = 32

const CODE_MANY = 10 ** JOIN_CODE_DIGITS
const CODE = new RegExp(`^[0-9]{${JOIN_CODE_DIGITS}}$`)

/** The server names no time only when its answer was cut short. */
const RETRY_UNKNOWN_MS = 60_000

type ServerFailure = FailureOf<'too_many_requests' | 'server_unreachable' | 'server_refused'>

function serverFailureOf(failure: RestFailure): ServerFailure {
  switch (failure.code) {
    case 'too_many_requests':
      return { code: 'too_many_requests', retryAfterMs: failure.retryAfterMs ?? RETRY_UNKNOWN_MS }
    case 'server_unreachable':
      return { code: 'server_unreachable' }
    default:
      return { code: 'server_refused' }
  }
}

function joinFailureOf(failure: RestFailure): JoinFailure {
  if (failure.code === 'not_found_or_expired') return { code: 'code_unknown' }
  return failure.code === 'conflict' ? { code: 'code_used' } : serverFailureOf(failure)
}

export interface Invites {
  readonly create: (server: string, input: NewInvite) => Promise<Result<SessionId, CreateFailure>>
  readonly join: (server: string, invite: FoundInvite) => Promise<Result<SessionId, JoinFailure>>
}

export function createInvites(ports: {
  readonly store: SessionStore
  readonly rest: Rest
  readonly clock: Clock
  readonly random: Random
  /** A neutral name for a session that got none. */
  readonly nameFor: (number: number) => string
}): Invites {
  const { store, rest, clock, random } = ports
  const secret = (): Seat => bytesToBase64url(random.bytes(SEAT_BYTES)) as Seat
  const identity = (): SessionIdentity => ({
    deviceId: random.uuid() as SessionIdentity['deviceId'],
    seat: secret(),
  })
  const freshCode = (): JoinCode =>
    String(random.below(CODE_MANY)).padStart(JOIN_CODE_DIGITS, '0') as JoinCode
  const record = (
    server: string,
    name: string,
    state: SessionRecord['state'],
    who: SessionIdentity,
    pairing: SessionKeys['pairing'],
  ): SessionRecord => ({
    id: random.uuid() as SessionId,
    name: name.trim() || ports.nameFor(freeNumber(store, ports.nameFor)),
    server,
    createdAt: clock.now(),
    lastActivityAt: clock.now(),
    pinned: false,
    ephemeral: false,
    hideAddress: false,
    viaServer: false,
    identity: who,
    lifetime: noLifetime,
    role: state.kind === 'pending' ? 'host' : 'guest',
    keys: {
      own: createSecret(random.bytes(KEY_BYTES)),
      peer: null,
      resumes: [],
      pairing,
      cutChecks: 0,
    },
    state,
  })
  const keep = async (made: SessionRecord): Promise<Result<SessionId, FailureOf<'storage_failed'>>> => {
    const kept = await store.put(made)
    return kept.ok ? ok(made.id) : err({ code: 'storage_failed' })
  }
  /** A guest whose answer got lost asks again as the same guest, also when the person taps Join once more. */
  const asking = new Map<string, { readonly who: SessionIdentity; readonly retryKey: Seat }>()

  return {
    async create(server, input) {
      if (input.name.trim().length > NAME_CHARS_MAX) return err({ code: 'name_too_long' })
      if (store.records.value.length >= SESSIONS_MAX) return err({ code: 'too_many_sessions' })
      const who = identity()
      const expiresInSeconds = Math.min(INVITE_SECONDS_MAX, input.expiresInSeconds)
      const words = input.withWords ? (await import('./invite-words.ts')).drawWords(random) : null
      for (let tries = 1; ; tries += 1) {
        const joinCode = freshCode()
        const answer = await rest.createInvite(server, {
          joinid: joinCode,
          expiresInSeconds,
          client1: who.deviceId,
        })
        if (answer.ok) {
          // The server alone decides when it is over; this only tells the person how long is left.
          const expiresAt = clock.now() + expiresInSeconds * 1_000
          const made = record(server, input.name, { kind: 'pending', joinCode, expiresAt }, who, {
            code: joinCode,
            link: createSecret(random.bytes(KEY_BYTES)),
            words: words === null ? null : createSecret(textToBytes(words)),
            guessesLeft: GUESSES_MAX,
            until: null,
          })
          return keep({ ...made, ephemeral: input.ephemeral })
        }
        if (answer.error.code !== 'conflict') return err(serverFailureOf(answer.error))
        if (tries >= CODE_TRIES) return err({ code: 'server_refused' })
      }
    },
    async join(server, invite) {
      if (!CODE.test(invite.code)) return err({ code: 'code_malformed' })
      const joinid = invite.code as JoinCode
      const words = invite.words === null ? null : (await import('./invite-words.ts')).readWords(invite.words)
      if (invite.words !== null && words === null) return err({ code: 'words_unknown' })
      if (store.records.value.length >= SESSIONS_MAX) return err({ code: 'too_many_sessions' })
      const own = store.records.value.some(
        ({ state, server: theirs }) =>
          state.kind === 'pending' && state.joinCode === joinid && theirs === server,
      )
      if (own) return err({ code: 'own_code' })
      const key = `${server} ${joinid}`
      const ask = asking.get(key) ?? { who: identity(), retryKey: secret() }
      asking.set(key, ask)
      for (let tries = 1; ; tries += 1) {
        const answer = await rest.acceptInvite(server, {
          joinid,
          client2: ask.who.deviceId,
          retryKey: ask.retryKey,
        })
        const lost = !answer.ok && answer.error.code === 'server_unreachable'
        if (lost && tries < ACCEPT_TRIES) continue
        if (!lost) asking.delete(key)
        if (!answer.ok) return err(joinFailureOf(answer.error))
        return keep(
          record(server, '', { kind: 'accepted', roomId: answer.value.roomid, left: false }, ask.who, {
            code: joinid,
            link: invite.secret === null ? null : decodeSecret(invite.secret, KEY_BYTES),
            words: words === null ? null : createSecret(textToBytes(words)),
            guessesLeft: GUESSES_MAX,
            until: clock.now() + WORDS_COUNT_MS,
          }),
        )
      }
    },
  }
}

function freeNumber(store: SessionStore, nameFor: (number: number) => string): number {
  const taken = new Set(store.records.value.map(({ name }) => name))
  let number = 1
  while (taken.has(nameFor(number))) number += 1
  return number
}
