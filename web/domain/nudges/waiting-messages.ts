/** Follows the own messages of a conversation that have not arrived. */
import { effect, type Signal, untracked } from '@preact/signals'
import type { Clock } from '../../platform/clock.ts'
import type { Conversation, TimelineItem } from '../conversation/conversation.model.ts'

/** An own message that has not arrived for this long makes the offer to ring each other. */
export const OFFER_AFTER_MS = 10_000

const isWaiting = (item: TimelineItem): boolean =>
  item.kind === 'own' && (item.state === 'waiting' || item.state === 'sent')

/** Tells when the newest one was written (wall clock, milliseconds; null for none), whenever that changes, and whether one has waited for long. */
export function followWaiting(
  clock: Clock,
  { timeline }: Pick<Conversation, 'timeline'>,
  waitsLong: Signal<boolean>,
  tell: (newest: number | null) => void,
): () => void {
  let cancel = (): void => {}
  let told: number | null = null
  const stop = effect(() => {
    const waiting = timeline.value.filter(isWaiting)
    const newest = waiting.at(-1)?.at ?? null
    const left = (waiting[0]?.at ?? Number.POSITIVE_INFINITY) + OFFER_AFTER_MS - clock.now()
    cancel()
    waitsLong.value = left <= 0
    if (left > 0 && left < Number.POSITIVE_INFINITY)
      cancel = clock.after(left, () => {
        waitsLong.value = true
      })
    if (newest === told) return
    told = newest
    untracked(() => tell(newest))
  })
  return () => {
    cancel()
    stop()
  }
}
