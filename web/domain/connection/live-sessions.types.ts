/** What live sessions need and offer, shared by their door and their code. */
import type { RoomId } from '../../../protocol/ids.ts'
import type { Lazy } from '../../platform/lazy.ts'
import type { Rtc } from '../../platform/network/rtc.types.ts'
import type { Rest } from '../../transport/api/rest.ts'
import type { ClosedReason, SessionId } from '../sessions/session.ts'
import type { ConnectionPorts } from './connection-ports.ts'

export interface LiveSessions {
  /** Starts and stops sessions until they match the records. */
  readonly sync: () => void
  /** Loads the code of a live session ahead of time. */
  readonly preload: () => Promise<void>
  /** Loads the code and warms it up, when a session is about to go live. */
  readonly prepare: () => void
  readonly show: (id: SessionId | null) => void
  readonly resume: (stale: boolean) => void
  readonly refresh: () => void
  readonly pageHidden: () => void
  readonly pageGone: () => void
  /** Ends one session and tells the peer that the person left. */
  readonly leave: (id: SessionId) => void
  /** Whether any session is live or about to be. */
  readonly any: () => boolean
  /** Ends one session that was deleted here, and tells a peer that is connected. */
  readonly end: (id: SessionId) => void
  /** Ends all sessions and tells the peers; from now on everything that arrives is ignored. */
  readonly suspendAll: () => void
}

export interface LiveSessionsPorts extends Omit<ConnectionPorts, 'rtc' | 'rest' | 'gathering'> {
  readonly rest: Lazy<Rest>
  readonly openRtc: () => Promise<Rtc>
}

export interface LiveSessionsEvents {
  /** Stores the acceptance of an invite; false when that failed, and then the invite is checked again. */
  readonly accepted: (id: SessionId, roomId: RoomId) => Promise<boolean>
  readonly expired: (id: SessionId) => Promise<boolean>
  /** Called once when the session is over for good. */
  readonly gone: (id: SessionId, reason: ClosedReason) => void
  /** Whether a session has ended, even if its end could not be stored. */
  readonly isOver: (id: SessionId) => boolean
}
