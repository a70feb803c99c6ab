/** Turns the events of a returning page into a single resume, at most one at a time. */
import { type Clock, startAbsence } from '../../platform/clock.ts'
import type { Edge } from '../../platform/page/page.ts'

/** After this long in the background no socket is assumed alive: iOS suspends a page within seconds. */
const STALE_AFTER_MS = 5_000
/** Events within this time (visible, focus, pageshow) count as one return. */
const SETTLE_MS = 50

export interface Resume {
  readonly onEdge: (edge: Edge) => void
  readonly stop: () => void
}

export function createResume(clock: Clock, resume: (stale: boolean, reason: Edge['kind']) => void): Resume {
  let absence: (() => number) | null = null
  let staleEdge = false
  let cancel: (() => void) | null = null
  const back = (reason: Edge['kind'], surelyStale: boolean): void => {
    staleEdge ||= surelyStale || (absence !== null && absence() >= STALE_AFTER_MS)
    absence = null
    cancel ??= clock.after(SETTLE_MS, () => {
      cancel = null
      const stale = staleEdge
      staleEdge = false
      resume(stale, reason)
    })
  }
  return {
    onEdge(edge) {
      switch (edge.kind) {
        case 'hidden':
        case 'pagehide':
        case 'freeze':
          absence ??= startAbsence(clock)
          return
        case 'blur':
        case 'offline':
          return
        case 'visible':
        case 'focus':
        case 'touch':
          return back(edge.kind, false)
        case 'pageshow':
        case 'resume':
        case 'online':
        case 'clock_jump':
          return back(edge.kind, true)
        default:
          return
      }
    },
    stop: () => cancel?.(),
  }
}
