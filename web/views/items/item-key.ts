/** The author of a timeline item, and its key on this screen. */
import type { TimelineItem } from '../../domain/conversation/conversation.model.ts'

/** A timeline item that is not a notice. */
export type Said = Exclude<TimelineItem, { kind: 'notice' }>

export const byOf = (item: Said): 'me' | 'you' => {
  if (item.kind === 'unsent') return item.by
  return item.kind === 'own' ? 'me' : 'you'
}
/** Returns an item's key on this screen; an id alone is not unique, since two people may choose the same one. */
export const keyOf = (item: TimelineItem): string =>
  item.kind === 'notice' ? item.id : `${byOf(item)}-${item.id}`
