/** What was said in one session, as the screen shows it; in memory only, and bounded. */
import { type ReadonlySignal, signal } from '@preact/signals'
import type { MessageId } from '../../protocol/ids.ts'
import type { MessageState, Notice, TimelineItem } from './conversation.model.ts'

/** Older messages fall out of memory first. */
export const TIMELINE_ITEMS_MAX = 5_000
/** Ids that recognise a duplicate; more than the outbox of the other side can hold. */
const SEEN_IDS_MAX = 10_000
/** How many of the oldest go at once, so that the set is not copied for every message. */
const SEEN_IDS_DROPPED = 1_000

export interface Timeline {
  readonly items: ReadonlySignal<readonly TimelineItem[]>
  readonly addOwn: (id: MessageId, text: string, at: number) => void
  /** False when this message was here before. */
  readonly addTheirs: (id: MessageId, text: string, at: number) => boolean
  readonly addNotice: (notice: Notice, at: number) => void
  /** Marks an own message; a mark that would go backwards is ignored. */
  readonly mark: (id: MessageId, state: MessageState) => void
  /** Drops what is older (wall clock, milliseconds), but own messages that did not arrive yet. */
  readonly expire: (before: number) => void
  readonly clear: () => void
  /** All of it as plain data, and back: for the time while the app is locked. */
  readonly snapshot: () => TimelineSnapshot
  readonly restore: (snapshot: TimelineSnapshot) => void
}

export interface TimelineSnapshot {
  readonly items: readonly TimelineItem[]
  readonly seen: readonly MessageId[]
}

export const isUndelivered = (item: TimelineItem): boolean =>
  item.kind === 'own' && item.state !== 'delivered'

const RANK: Readonly<Record<MessageState, number>> = { waiting: 0, sent: 1, delivered: 2 }

export function createTimeline(): Timeline {
  const items = signal<readonly TimelineItem[]>([])
  const seen = new Set<MessageId>()
  let notices = 0
  const add = (item: TimelineItem): void => {
    items.value = [...items.value.slice(1 - TIMELINE_ITEMS_MAX), item]
  }
  return {
    items,
    addOwn: (id, text, at) => add({ kind: 'own', id, text, at, state: 'waiting' }),
    addTheirs(id, text, at) {
      if (seen.has(id)) return false
      seen.add(id)
      if (seen.size > SEEN_IDS_MAX)
        for (const oldest of [...seen].slice(0, SEEN_IDS_DROPPED)) seen.delete(oldest)
      add({ kind: 'theirs', id, text, at })
      return true
    },
    addNotice(notice, at) {
      const last = items.value.at(-1)
      if (last?.kind === 'notice' && last.notice === notice) return
      notices += 1
      add({ kind: 'notice', id: `notice-${notices}`, notice, at })
    },
    mark(id, state) {
      items.value = items.value.map((item) =>
        item.kind === 'own' && item.id === id && RANK[state] > RANK[item.state] ? { ...item, state } : item,
      )
    },
    expire(before) {
      const left = items.value.filter((item) => item.at >= before || isUndelivered(item))
      if (left.length !== items.value.length) items.value = left
    },
    clear() {
      items.value = []
    },
    snapshot: () => ({ items: items.value, seen: [...seen] }),
    restore(snapshot) {
      for (const id of snapshot.seen) seen.add(id)
      items.value = [...snapshot.items, ...items.value]
    },
  }
}
