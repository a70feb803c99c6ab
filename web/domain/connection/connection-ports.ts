/** The outside world as a live session receives it. */
import type { Log } from '../../log/log.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Rtc } from '../../platform/network/rtc.types.ts'
import type { Sockets } from '../../platform/network/socket.ts'
import type { Random } from '../../platform/random.ts'
import type { Rest } from '../../transport/api/rest.ts'
import type { Semaphore } from '../../transport/link/semaphore.ts'

export interface ConnectionPorts {
  readonly sockets: Sockets
  readonly clock: Clock
  readonly random: Random
  readonly rtc: Rtc
  /** Limits how many links gather their addresses at once, over all sessions. */
  readonly gathering: Semaphore
  readonly log: Log
  /** Whether the browser says that there is a network. */
  readonly online: () => boolean
  readonly rest: Pick<Rest, 'turn'>
}
