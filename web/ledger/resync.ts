/** Settles a ledger's own stream as the peer confirms it, or restarts it with what the peer lacks. */
import type { LedgerItem, LedgerState, LedgerTools, OutboxEntry } from './ledger.types.ts'
import { ACT_BYTES, begin, type Draft, OUTBOX_MESSAGES_MAX, settle, textIds } from './outbox.ts'

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

/** The current acts on messages, as drafts to send again; repeating one changes nothing. */
function actsOf(items: readonly LedgerItem[]): readonly Draft[] {
  const rest = { bytes: ACT_BYTES, state: 'again' as const }
  const acts = items.flatMap((item): readonly Draft[] => {
    if (item.kind === 'notice') return []
    const { id, at } = item
    if (item.unsent) return item.kind === 'own' ? [{ kind: 'unsend', id, at, ...rest }] : []
    const reaction = item.reactions?.me
    const by = item.kind === 'own' ? 'me' : 'you'
    return reaction ? [{ kind: 'react', to: { by, id }, reaction, at, ...rest }] : []
  })
  return acts.slice(-OUTBOX_MESSAGES_MAX)
}

/** Returns the content after number `n` that the peer had and lost and that is still here, and the number of messages that are not. */
export function lostOver(
  state: LedgerState,
  n: number,
): { readonly drafts: readonly Draft[]; readonly missing: number } {
  const { own, items } = state
  const lost = items.filter(
    (item) => item.kind === 'own' && item.s === own.s && item.n > n && item.n <= own.acked,
  )
  const texts = lost.flatMap((item): readonly Draft[] => {
    if (item.kind !== 'own' || item.unsent) return []
    const { id, text, re, at } = item
    return [{ kind: 'text', id, text, ...(re && { re }), at, bytes: 0, state: 'again' }]
  })
  const acts = own.acts.filter((number) => number > n)
  return {
    drafts: [...texts, ...(acts.length > 0 ? actsOf(items) : [])],
    missing: Math.max(0, own.acked - n - lost.length - acts.length),
  }
}

/** Puts unacknowledged messages into a new stream and marks given-up ones as not delivered. */
export async function restart(
  state: LedgerState,
  tools: LedgerTools,
  again: readonly Draft[] = [],
  missing = 0,
): Promise<LedgerState> {
  const { entries } = state.own
  const lost = textIds(entries.filter((entry) => entry.state === 'failed'))
  const own = await begin(
    tools,
    [...again, ...entries.filter((entry) => entry.state !== 'failed')],
    state.own.missing + missing,
  )
  const places = new Map(
    own.entries.flatMap((entry) => (entry.kind === 'text' ? [[entry.id, entry.n] as const] : [])),
  )
  const items = state.items.map((item) => {
    const n = item.kind === 'own' ? places.get(item.id) : undefined
    return item.kind === 'own' && n !== undefined ? { ...item, s: own.s, n } : item
  })
  return { ...state, own, items, failed: [...state.failed, ...lost].slice(-FAILED_MAX) }
}
