/** What a live session is given, and what can be told to it. */

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
  readonly gate: Semaphore
  readonly log: Log
  readonly online: () => boolean
  readonly rest: Pick<Rest, 'turn'>
}

export interface Live {
  /** The page came back: `stale` when it was away long enough that no socket can be believed. */
  readonly resume: (stale: boolean) => void
  /** The network of the device changed its mind about being there. */
  readonly refresh: () => void
  /** Says that the page is hidden: what sleeps next cannot say it. */
  readonly pageHidden: () => void
  /** Says goodbye as the page goes away; keeps everything in case it does not. */
  readonly pageGone: () => void
  /** The person left: the link ends first, then the server is told. */
  readonly leave: () => void
  /** The app locks: hears nothing more from now on, says goodbye, and ends. */
  readonly suspend: () => void
  readonly stop: () => void
}
