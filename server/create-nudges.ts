/** Creates what nudges need: keys, the sender with its limits, and the grace of accepted invites. */
import { createHmac, randomBytes } from 'node:crypto'
import type { DeviceId, RoomId } from '../protocol/ids.ts'
import type { NudgeConfig } from './config-nudges.ts'
import type { Client } from './core/client.ts'
import type { ServerClock } from './core/clock.ts'
import {
  NUDGE_CALLS_BURST,
  NUDGE_CALLS_PER_SECOND,
  OWN_RINGS_PER_SECOND,
  RINGS_BURST,
  RINGS_PER_SECOND,
  TEST_RINGS_BURST,
  TEST_RINGS_PER_SECOND,
} from './core/limits.ts'
import { createBuckets } from './core/rate.ts'
import { createGrace } from './http/grace.ts'
import type { NudgePorts } from './http/nudge-ports.ts'
import { ringHost } from './http/nudges.ts'
import { createEndpointLimits } from './push/endpoint-limits.ts'
import { createNudgeKeys } from './push/nudge-keys.ts'
import { createPushSender, type SenderPorts } from './push/sender.ts'
import { createTicketOpener } from './push/tickets.ts'
import { createVapid } from './push/vapid.ts'
import type { Store } from './store/store.ts'

const KEY_BYTES = 32

/** Names members in rooms by hashes under a key of this process, so that no room's id stays in the budgets. */
function createRingerNames(): (roomId: RoomId, deviceId: DeviceId) => Client {
  const key = randomBytes(KEY_BYTES)
  return (roomId, deviceId) => {
    const name = createHmac('sha256', key).update(`${roomId}\0${deviceId}`).digest('base64url')
    return [{ now: name, before: name, lasting: name, share: 1 }]
  }
}

export interface Nudges extends NudgePorts {
  readonly stop: () => void
}

/** How the outside world is reached; tests replace it. */
export interface Outside {
  readonly fetch: SenderPorts['fetch']
  readonly after: (act: () => void, ms: number) => () => void
}

export function createNudges(
  { contact, hosts, keysPath, vapidPath }: NudgeConfig,
  limited: boolean,
  ports: Outside & {
    readonly store: Store
    readonly clock: ServerClock
    readonly answered: SenderPorts['answered']
    readonly onFault: (fault: unknown) => void
  },
): Nudges {
  const { store, clock, onFault } = ports
  const keys = createNudgeKeys(keysPath, clock.now, clock.elapsed)
  const vapid = createVapid(vapidPath, contact, clock.elapsed)
  const sender = createPushSender({ ...ports, vapid, limits: createEndpointLimits(), limited })
  const buckets = (burst: number, perSecond: number) => createBuckets({ burst, perSecond }, 'loose')
  const grace = createGrace({
    store,
    after: ports.after,
    ring: (ticket) => ringHost(nudges, ticket, clock.now()),
    onFault,
  })
  const nudges: Nudges = {
    keys,
    vapid,
    open: createTicketOpener(keys, hosts),
    sender,
    calls: buckets(NUDGE_CALLS_BURST, NUDGE_CALLS_PER_SECOND),
    tests: buckets(TEST_RINGS_BURST, TEST_RINGS_PER_SECOND),
    rings: buckets(RINGS_BURST, RINGS_PER_SECOND),
    ownRings: buckets(RINGS_BURST, OWN_RINGS_PER_SECOND),
    ringer: createRingerNames(),
    accepted: grace.begin,
    stop: grace.stop,
  }
  return nudges
}
