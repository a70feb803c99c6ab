/** Own messages on their way: counted, chained, acknowledged from the front, and begun anew when the two sides do not agree. */
import type { MessageId } from '../../protocol/ids.ts'
import type { LedgerTools, OutboxEntry, OwnStream } from './ledger.types.ts'

/** Messages that may wait for an ack; the composer says so when it is full. */
export const OUTBOX_MESSAGES_MAX = 500
/** UTF-8 bytes of all of them together: what a phone holds without being killed for it. */
export const OUTBOX_BYTES_MAX = 4 * 1024 * 1024

export type Draft = Pick<OutboxEntry, 'id' | 'text' | 'at' | 'bytes' | 'state'>

/** Whether one more message of this size may wait. */
export const outboxTakes = ({ entries }: OwnStream, bytes: number): boolean =>
  entries.length < OUTBOX_MESSAGES_MAX &&
  entries.reduce((sum, entry) => sum + entry.bytes, bytes) <= OUTBOX_BYTES_MAX

export async function emptyStream(tools: LedgerTools, missing = 0): Promise<OwnStream> {
  const s = tools.newStream()
  const ackedChain = await tools.startChain(s)
  return { s, acked: 0, ackedChain, entries: [], same: true, missing }
}

export async function append(tools: LedgerTools, own: OwnStream, draft: Draft): Promise<OwnStream> {
  const last = own.entries.at(-1)
  const n = own.acked + own.entries.length + 1
  const chain = await tools.nextChain(last?.chain ?? own.ackedChain, n, draft.id, draft.text)
  const { id, text, at, bytes, state } = draft
  return { ...own, entries: [...own.entries, { id, text, at, bytes, state, n, chain }] }
}

/** The chain up to a number that is acknowledged last or still waits; undefined for all others. */
export const chainAt = (own: OwnStream, n: number): string | undefined =>
  n === own.acked ? own.ackedChain : own.entries[n - own.acked - 1]?.chain

/** The other side holds everything up to `n`, and the very same. */
export function settle(own: OwnStream, n: number): OwnStream {
  const ackedChain = chainAt(own, n)
  if (n <= own.acked || ackedChain === undefined) return own
  return { ...own, acked: n, ackedChain, entries: own.entries.slice(n - own.acked), missing: 0 }
}

/** The same messages in a stream of their own: the other side lost its place, or holds something else under these numbers. */
export async function begin(
  tools: LedgerTools,
  drafts: readonly Draft[],
  missing: number,
): Promise<OwnStream> {
  let own = await emptyStream(tools, missing)
  for (const draft of drafts) own = await append(tools, own, draft)
  return own
}

export const markHanded = (own: OwnStream, n: number): OwnStream => {
  if (own.entries[n - own.acked - 1]?.state !== 'waiting') return own
  return {
    ...own,
    entries: own.entries.map((entry) => (entry.n === n ? { ...entry, state: 'sent' } : entry)),
  }
}

/** Too old to be sent; whether it arrived is still open. */
export function giveUp(own: OwnStream, before: number): OwnStream {
  const old = ({ at, state }: OutboxEntry): boolean => at < before && state !== 'failed' && state !== 'again'
  if (!own.entries.some(old)) return own
  return {
    ...own,
    entries: own.entries.map((entry) => (old(entry) ? { ...entry, state: 'failed' } : entry)),
  }
}

/** One that was given up is tried again. */
export const revive = (own: OwnStream, id: MessageId, at: number): OwnStream => ({
  ...own,
  entries: own.entries.map((entry) => (entry.id === id ? { ...entry, state: 'waiting', at } : entry)),
})
