/** Decides by this device's own time whether the peer may still change its last message. */
import { EDIT_TOLERANCE_MS, EDIT_WITHIN_MS } from '../../../protocol/limits.ts'
import type { Clock } from '../../platform/clock.ts'

export interface EditWindow {
  /** A channel opened, over which changes may come that waited for it. */
  readonly opened: () => void
  /** A new message of the peer arrived. */
  readonly arrived: () => void
  /**
   * Whether a change that arrives now is too late: since the peer's last message a channel was open for longer than a change may
   * take. Time without a channel does not count, since the peer may have changed its message then.
   */
  readonly isOver: () => boolean
}

/** Measured by the monotonic clock: neither the peer's clock nor a jump of this one counts. */
export function createEditWindow({ elapsed }: Pick<Clock, 'elapsed'>): EditWindow {
  let since = elapsed()
  const begin = (): void => {
    since = elapsed()
  }
  return {
    opened: begin,
    arrived: begin,
    isOver: () => elapsed() - since > EDIT_WITHIN_MS + EDIT_TOLERANCE_MS,
  }
}
