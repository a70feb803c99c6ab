/** Creates what the REST handlers need: the store, the budgets and the keys. */
import { randomBytes } from 'node:crypto'
import { bytesToBase64url } from '../base/bytes.ts'
import { ROOM_ID_BYTES } from '../protocol/limits.ts'
import type { Bus } from './bus/bus.ts'
import type { Config } from './config.ts'
import type { ServerClock } from './core/clock.ts'
import {
  CALLS_BURST,
  CALLS_PER_SECOND,
  HOUR_MS,
  PASSKEY_CALLS_BURST,
  PASSKEY_CALLS_PER_SECOND,
  ROOMS_BURST,
  ROOMS_PER_HOUR,
  TURN_CALLS_BURST,
  TURN_CALLS_PER_SECOND,
} from './core/limits.ts'
import { createBuckets, createGuessBudget } from './core/rate.ts'
import type { Api } from './http/api.ts'
import { createChallenges } from './http/call/challenges.ts'
import { createInviteQuota } from './http/invite-quota.ts'
import type { NudgePorts } from './http/nudge-ports.ts'
import { createPasskeyBlobs } from './http/passkeys/sealed-credential.ts'
import { createSealingKey } from './http/passkeys/sealing-key.ts'
import { createTurnCredentials } from './http/turn-credentials.ts'
import type { Store } from './store/store.ts'

const SECOND_MS = 1_000
const buckets = (burst: number, perSecond: number) => createBuckets({ burst, perSecond }, 'loose')

export function createApi(
  config: Config,
  store: Store,
  bus: Bus,
  clock: ServerClock,
  nudges: NudgePorts | null,
): Api {
  const limited = config.rateLimit
  const invites = createInviteQuota()
  // An ended invite makes room in its client's quota.
  bus.subscribe((event) => {
    if (event.kind !== 'room_deleted') invites.release(event.joinCode)
  })
  const challenges = createChallenges()
  return {
    store,
    bus,
    clock,
    limited,
    calls: buckets(CALLS_BURST, CALLS_PER_SECOND),
    guesses: createGuessBudget(),
    rooms: buckets(ROOMS_BURST, (ROOMS_PER_HOUR / HOUR_MS) * SECOND_MS),
    invites,
    challenges,
    passkeys: {
      publicOrigin: config.publicOrigin,
      challenges,
      blobs: createPasskeyBlobs(createSealingKey(config.passkeyKeyPath)),
      calls: buckets(PASSKEY_CALLS_BURST, PASSKEY_CALLS_PER_SECOND),
      limited,
      elapsed: clock.elapsed,
    },
    turn: {
      credentials: config.turn && createTurnCredentials(config.turn.urls, config.turn.secret),
      calls: buckets(TURN_CALLS_BURST, TURN_CALLS_PER_SECOND),
    },
    nudges,
    newRoomId: () => bytesToBase64url(randomBytes(ROOM_ID_BYTES)),
  }
}
