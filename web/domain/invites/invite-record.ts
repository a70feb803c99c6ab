/** Creates the record of a new session: fresh identity, fresh keys, an unused name. */
import { bytesToBase64url, textToBytes } from '../../../base/bytes.ts'
import type { DeviceId, Seat } from '../../../protocol/ids.ts'
import { createSecret } from '../../crypto/secret.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Random } from '../../platform/random.ts'
import type { Rest } from '../../transport/api/rest.ts'
import { noLifetime } from '../lifetime/lifetime.types.ts'
import type { SessionId } from '../sessions/session.ts'
import type { KeptKeys, SessionIdentity, SessionRecord } from '../sessions/session-record.ts'
import type { SessionStore } from '../sessions/session-store.ts'

/** 144 random bits, so that nobody can guess a seat. */
const SEAT_BYTES = 18
export const KEY_BYTES = 32

export interface InvitesPorts {
  readonly store: SessionStore
  readonly rest: Pick<Rest, 'createInvite' | 'acceptInvite'>
  readonly clock: Clock
  readonly random: Random
  /** Default name of a session that the person did not name, by when it was made (wall clock, milliseconds). `number`: counts up from 1 until the name is free. */
  readonly nameFor: (at: number, number: number) => string
  /** Has the server delete this identity and its invite, which a new code has replaced. */
  readonly forget: (server: string, deviceId: DeviceId) => void
}

export const newSeat = (random: Random): Seat => bytesToBase64url(random.bytes(SEAT_BYTES)) as Seat

export const newIdentity = (random: Random): SessionIdentity => ({
  deviceId: random.uuid() as SessionIdentity['deviceId'],
  seat: newSeat(random),
})

export const wordsToSecret = (words: string | null) =>
  words === null ? null : createSecret(textToBytes(words))

function freeName({ store, clock, nameFor }: InvitesPorts): string {
  const taken = new Set(store.records.value.map(({ name }) => name))
  const now = clock.now()
  let number = 1
  while (taken.has(nameFor(now, number))) number += 1
  return nameFor(now, number)
}

/** A new record with its own key; fields that are not given get their initial values. */
export function newRecord(
  ports: InvitesPorts,
  given: Pick<SessionRecord, 'server' | 'name' | 'state' | 'identity' | 'ephemeral' | 'invite'>,
  pairing: KeptKeys['pairing'],
): SessionRecord {
  const { clock, random } = ports
  return {
    ...given,
    id: random.uuid() as SessionId,
    name: given.name.trim() || freeName(ports),
    named: given.name.trim() !== '',
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
