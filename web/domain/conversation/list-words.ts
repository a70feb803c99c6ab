/** What the list of sessions shows of a conversation: its last words, and how its connection stands. */
import { unreachable } from '../../../base/result.ts'
import type { LedgerState } from '../../ledger/ledger.types.ts'
import type { LastWords, RowConnection } from '../sessions/session.ts'
import type { ConnectionState, TimelineItem } from './conversation.model.ts'
import { createTimelineView } from './timeline.ts'

/** More than the widest row shows. */
const LAST_CHARS_MAX = 120
/** Notices and unsent messages stand behind the last message now and then, but seldom so many. */
const LOOK_BACK_ITEMS = 40

const toWords = (by: LastWords['by'], text: string, mark: LastWords['mark']): LastWords => ({
  by,
  text: text.slice(0, LAST_CHARS_MAX).replace(/\s+/g, ' ').trim(),
  mark,
})

/** The last message that is still there to be read. */
export function lastWordsOf(items: readonly TimelineItem[]): LastWords | null {
  const item = items.findLast(({ kind }) => kind === 'own' || kind === 'theirs')
  if (item?.kind === 'theirs') return toWords('you', item.text, null)
  if (item?.kind !== 'own') return null
  const { state } = item
  return toWords('me', item.text, state === 'waiting' || state === 'failed' ? state : null)
}

/** The same of a ledger that no screen shows. */
export const lastWordsIn = (ledger: LedgerState): LastWords | null =>
  lastWordsOf(createTimelineView()({ ...ledger, items: ledger.items.slice(-LOOK_BACK_ITEMS) }))

export function rowConnectionOf(state: ConnectionState): RowConnection {
  switch (state.kind) {
    case 'connected':
      return 'online'
    case 'connecting':
      return state.again ? 'reconnecting' : 'connecting'
    case 'away':
      return state.why === 'left' ? 'peer_left' : 'away'
    case 'securing':
    case 'offline':
      return state.kind
    // The record says so too, and its word goes first.
    case 'closed':
      return 'away'
    default:
      return unreachable(state)
  }
}
