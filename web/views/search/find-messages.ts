/** Which messages of a conversation hold what is searched, and the way from one to the next. */
import type { TimelineItem } from '../../domain/conversation/conversation.model.ts'
import { spokenText } from '../attachments/location-words.ts'
import { foldText } from '../message-text/find-text.ts'

/** Longer texts are folded anew each time, so that 5,000 kept ones stay below 10 MB. */
const KEPT_CHARS_MAX = 1_000

export type FindMessages = (items: readonly TimelineItem[], wanted: string) => readonly number[]

/** `wanted` is folded; an empty one finds nothing. Returns indices of items, oldest first. Folded texts go with the function. */
export function createMessageFinder(): FindMessages {
  const kept = new WeakMap<TimelineItem, string>()
  const foldedOf = (item: Extract<TimelineItem, { readonly text: string }>): string => {
    const known = kept.get(item)
    if (known !== undefined) return known
    const folded = foldText(spokenText(item))
    if (folded.length <= KEPT_CHARS_MAX) kept.set(item, folded)
    return folded
  }
  return (items, wanted) =>
    wanted === ''
      ? []
      : items.flatMap((item, at) => ('text' in item && foldedOf(item).includes(wanted) ? [at] : []))
}

/** The match at or above index `from`, as one searches back from where one reads; else the first below it. */
export const nearestMatch = (matches: readonly number[], from: number): number | undefined =>
  matches.findLast((at) => at <= from) ?? matches[0]

/** The match before (-1) or after (1) index `from`; past either end it begins at the other one. */
export function nextMatch(matches: readonly number[], from: number, step: -1 | 1): number | undefined {
  const next = step < 0 ? matches.findLast((at) => at < from) : matches.find((at) => at > from)
  return next ?? matches.at(step < 0 ? -1 : 0)
}
