/** Settles a ledger's own stream as the peer confirms it, or restarts it with what the peer lacks. */
import { contentOfItem, isMessage } from './content.ts'
import type { LedgerItem, LedgerState, LedgerTools, OutboxEntry } from './ledger.types.ts'
import {
  ACT_BYTES,
  begin,
  messageIds,
  type NewEntry,
  OUTBOX_MESSAGES_MAX,
  settle,
  unsettledIds,
} from './outbox.ts'

/** Most own messages marked as not delivered; older ones become ordinary lines. */
const FAILED_MAX = 500

const isUnsent = (entry: OutboxEntry): entry is Extract<OutboxEntry, { kind: 'unsend' }> =>
  entry.kind === 'unsend'

/** The peer has everything up to `n` with a matching chain, so its pending unsends are done. */
export function settled(state: LedgerState, n: number): LedgerState {
  const { own } = state
  const asked = own.entries.filter((entry) => entry.n <= n).filter(isUnsent)
  const done = new Set(asked.map(({ id }) => id))
  const items = state.items.map(
    (item): LedgerItem =>
      item.kind === 'own' && item.unsent === 'asked' && done.has(item.id)
        ? { ...item, unsent: 'done' }
        : item,
  )
  const next = { ...settle(own, n), same: true, missing: 0 }
  return { ...state, own: next, items: done.size === 0 ? state.items : items }
}

/** The current reactions and requests to unsend, as entries to send again; repeating one changes nothing. */
function actsOf(items: readonly LedgerItem[]): readonly NewEntry[] {
  const rest = { bytes: ACT_BYTES, state: 'again' as const }
  const acts = items.flatMap((item): readonly NewEntry[] => {
    if (item.kind === 'notice') return []
    const { id, at } = item
    if (item.unsent) return item.kind === 'own' ? [{ kind: 'unsend', id, at, ...rest }] : []
    const reaction = item.reactions?.me
    const by = item.kind === 'own' ? 'me' : 'you'
    return reaction ? [{ kind: 'react', to: { by, id }, reaction, at, ...rest }] : []
  })
  return acts.slice(-OUTBOX_MESSAGES_MAX)
}

type OwnItem = Extract<LedgerItem, { kind: 'own' }>

/**
 * The lost messages as entries to send again, each as it first was and then as it is now. The peer takes a change of the last
 * message alone, so a change follows its message; the message before the lost ones may have lost its change too. Messages in the
 * outbox bring their changes themselves, or were given up with them.
 */
function messagesOf({ items, own: stream }: LedgerState, lost: ReadonlySet<LedgerItem>): readonly NewEntry[] {
  const waits = new Set(messageIds(stream.entries))
  const own = items.filter((item): item is OwnItem => item.kind === 'own' && !waits.has(item.id))
  const first = own.findIndex((item) => lost.has(item))
  return own.slice(Math.max(0, (first < 0 ? own.length : first) - 1)).flatMap((item): readonly NewEntry[] => {
    const { id, at, text, earlier, unsent } = item
    if (unsent) return []
    const rest = { at, bytes: 0, state: 'again' as const }
    const message = { ...contentOfItem({ ...item, text: earlier?.[0] ?? text }), ...rest }
    return [
      ...(lost.has(item) ? [message] : []),
      ...(earlier ? [{ kind: 'edit' as const, id, text, ...rest }] : []),
    ]
  })
}

/** Returns the content after number `n` that the peer had and lost and that is still here, and the number of messages that are not. */
export function lostOver(
  state: LedgerState,
  n: number,
): { readonly entries: readonly NewEntry[]; readonly missing: number } {
  const { own, items } = state
  const lost = items.filter(
    (item) => item.kind === 'own' && item.s === own.s && item.n > n && item.n <= own.acked,
  )
  const acts = own.acts.filter((number) => number > n)
  return {
    entries: [...messagesOf(state, new Set(lost)), ...(acts.length > 0 ? actsOf(items) : [])],
    missing: Math.max(0, own.acked - n - lost.length - acts.length),
  }
}

/** Nobody ever saw what it said before. */
const withoutEarlier = (item: OwnItem): OwnItem => (item.earlier ? { ...item, earlier: undefined } : item)

/** Puts unacknowledged messages into a new stream and marks given-up ones as not delivered. */
export async function restart(
  state: LedgerState,
  tools: LedgerTools,
  again: readonly NewEntry[] = [],
  missing = 0,
): Promise<LedgerState> {
  const { entries } = state.own
  const failed = entries.filter((entry) => entry.state === 'failed')
  const lost = new Set(messageIds(failed))
  // A change of a message that did not arrive is in its text already.
  const isOver = (entry: OutboxEntry): boolean =>
    entry.state === 'failed' || (entry.kind === 'edit' && lost.has(entry.id))
  const own = await begin(
    tools,
    [...again, ...entries.filter((entry) => !isOver(entry))],
    state.own.missing + missing,
  )
  const places = new Map(own.entries.filter(isMessage).map(({ id, n }) => [id, n] as const))
  const items = state.items.map((item) => {
    const n = item.kind === 'own' ? places.get(item.id) : undefined
    if (item.kind === 'own' && lost.has(item.id)) return withoutEarlier(item)
    return item.kind === 'own' && n !== undefined ? { ...item, s: own.s, n } : item
  })
  const undelivered = new Set([...state.failed, ...unsettledIds(failed)])
  return { ...state, own, items, failed: [...undelivered].slice(-FAILED_MAX) }
}
