/** Logs what push services answer: each refusal, and the other outcomes as hourly counts. Never a host or URL. */
import { RING_OUTCOMES, type RingOutcome } from '../protocol/nudges.ts'
import type { ServerLog } from './log.ts'
import type { PushService } from './push/push-hosts.ts'

export interface PushLog {
  readonly answered: (service: PushService, outcome: RingOutcome, status: number | null) => void
  /** Logs the counts since the last call, if there are any. */
  readonly report: () => void
}

export function createPushLog(log: ServerLog): PushLog {
  const counts = new Map<RingOutcome, number>()
  return {
    answered(service, outcome, status) {
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
      if (outcome === 'refused') log.warn('push.refused', { service, status: status ?? 0 })
    },
    report() {
      if (counts.size === 0) return
      log.info('push.counts', Object.fromEntries(RING_OUTCOMES.map((name) => [name, counts.get(name) ?? 0])))
      counts.clear()
    },
  }
}
