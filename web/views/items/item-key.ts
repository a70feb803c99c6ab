/** Who said an item of the timeline, and its name on this screen. */
import type { TimelineItem } from '../../domain/conversation/conversation.model.ts'

/** What somebody said: an item of the timeline that is no notice. */
export type Said = Exclude<TimelineItem, { kind: 'notice' }>

export const byOf = (item: Said): 'me' | 'you' => {
  if (item.kind === 'unsent') return item.by
  return item.kind === 'own' ? 'me' : 'you'
}
/** Names an item on this screen: two people may give two messages the same id. */
export const keyOf = (item: TimelineItem): string =>
  item.kind === 'notice' ? item.id : `${byOf(item)}-${item.id}`
