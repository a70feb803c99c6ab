/** Believes one ticket of a peer a minute; of those that come meanwhile, the last one when the minute is over. */
import type { Clock } from '../../platform/clock.ts'

/** A ticket lasts for days; a peer that gives more than one a minute is broken or hostile. */
export const TICKET_EVERY_MS = 60_000

export interface TicketDoor {
  /** `until`: wall clock, milliseconds. */
  readonly heard: (ticket: string | null, until: number) => void
  readonly stop: () => void
}

export function createTicketDoor(
  clock: Clock,
  take: (ticket: string | null, until: number) => void,
): TicketDoor {
  let cancel: (() => void) | null = null
  let next: (() => void) | null = null
  const believe = (act: () => void): void => {
    next = null
    cancel = clock.after(TICKET_EVERY_MS, () => {
      cancel = null
      if (next) believe(next)
    })
    act()
  }
  return {
    heard(ticket, until) {
      const act = (): void => take(ticket, until)
      if (cancel) next = act
      else believe(act)
    },
    stop: () => cancel?.(),
  }
}
