/** The outbox: numbered, chained, acknowledged from the front, and restarted as a new stream when the two sides disagree. */

import { unreachable } from '../../base/result.ts'
import type { MessageId } from '../../protocol/ids.ts'
import type { StreamId } from '../../protocol/message.ts'
import { type Content, isMessage, type MessageContent, type NumberedMessage, partsOf } from './content.ts'
import type { LedgerTools, OutboxEntry, OwnStream } from './ledger.types.ts'

/** Messages that may wait for an ack; the composer says so when it is full. */
export const OUTBOX_MESSAGES_MAX = 500
/** UTF-8 bytes of all waiting messages together, small enough that a phone does not kill the page. */
export const OUTBOX_BYTES_MAX = 4 * 1024 * 1024

/** Most acknowledged numbers remembered as acts. */
const ACTS_MAX = 500
/** Bytes that a reaction or unsend request counts in the outbox, about its real size. */
export const ACT_BYTES = 256

/** Bytes that a location counts, about its real size. */
const LOCATION_BYTES = 256
/** Bytes that a message counts in the outbox. */
export const bytesOf = (content: MessageContent): number =>
  content.kind === 'text' ? new TextEncoder().encode(content.text).length : LOCATION_BYTES

/** An outbox entry before it has a number and its place in the chain. */
export type NewEntry = Content & Pick<OutboxEntry, 'at' | 'bytes' | 'state'>

/** The wire form of an outbox entry. */
export function entryToMessage(entry: OutboxEntry, s: StreamId): NumberedMessage {
  const place = { s, n: entry.n, c: entry.chain }
  switch (entry.kind) {
    case 'text': {
      const { id, at, text, re } = entry
      return { t: 'text', id, at, text, ...(re ? { re } : {}), ...place }
    }
    case 'location': {
      const { id, at, location, re } = entry
      return { t: 'location', id, at, ...location, ...(re ? { re } : {}), ...place }
    }
    case 'react':
      return { t: 'react', to: entry.to, reaction: entry.reaction, ...place }
    case 'unsend':
      return { t: 'unsend', id: entry.id, ...place }
    case 'edit':
      return { t: 'edit', id: entry.id, text: entry.text, ...place }
    default:
      return unreachable(entry)
  }
}

/** The ids of those entries that are messages. */
export const messageIds = (entries: readonly OutboxEntry[]): readonly MessageId[] =>
  entries.filter(isMessage).map(({ id }) => id)

/** Whether the entry is this own message or a change of it. */
export const isWordsOf = (
  entry: OutboxEntry,
  id: MessageId,
): entry is Extract<OutboxEntry, { kind: MessageContent['kind'] | 'edit' }> =>
  (isMessage(entry) || entry.kind === 'edit') && entry.id === id

/** The ids of own messages whose words, as they are now, the peer has not acknowledged. */
export const unsettledIds = (entries: readonly OutboxEntry[]): readonly MessageId[] =>
  entries.flatMap((entry) => (isMessage(entry) || entry.kind === 'edit' ? [entry.id] : []))

/** Whether the entry was never given to a channel. `handed`: the last own number that may already have been sent. */
export const neverLeft = (entry: OutboxEntry | undefined, handed: number): boolean =>
  entry?.state === 'waiting' && entry.n > handed

/** Whether the outbox has room for one more message of `bytes`. */
export const outboxTakes = ({ entries }: OwnStream, bytes: number): boolean =>
  entries.length < OUTBOX_MESSAGES_MAX &&
  entries.reduce((sum, entry) => sum + entry.bytes, bytes) <= OUTBOX_BYTES_MAX

export async function emptyStream(tools: LedgerTools, missing = 0): Promise<OwnStream> {
  const s = tools.newStream()
  const ackedChain = await tools.startChain(s)
  return { s, acked: 0, ackedChain, entries: [], same: true, missing, acts: [] }
}

export async function append(tools: LedgerTools, own: OwnStream, entry: NewEntry): Promise<OwnStream> {
  const last = own.entries.at(-1)
  const n = own.acked + own.entries.length + 1
  const chain = await tools.nextChain(last?.chain ?? own.ackedChain, n, ...partsOf(entry))
  return { ...own, entries: [...own.entries, { ...entry, n, chain }] }
}

/** The chain up to number `n`, if that is the last acknowledged or a waiting one; else undefined. */
export const chainAt = (own: OwnStream, n: number): string | undefined =>
  n === own.acked ? own.ackedChain : own.entries[n - own.acked - 1]?.chain

/** Marks everything up to `n` as acknowledged with a matching chain. */
export function settle(own: OwnStream, n: number): OwnStream {
  const ackedChain = chainAt(own, n)
  if (n <= own.acked || ackedChain === undefined) return own
  const settled = own.entries.slice(0, n - own.acked)
  const acts = [...own.acts, ...settled.filter((entry) => !isMessage(entry)).map((entry) => entry.n)]
  const entries = own.entries.slice(n - own.acked)
  return { ...own, acked: n, ackedChain, entries, missing: 0, acts: acts.slice(-ACTS_MAX) }
}

/** Puts the messages into a new stream, because the peer lost its place or holds other messages under these numbers. */
export async function begin(
  tools: LedgerTools,
  entries: readonly NewEntry[],
  missing: number,
): Promise<OwnStream> {
  let own = await emptyStream(tools, missing)
  for (const entry of entries) own = await append(tools, own, entry)
  return own
}

export const markHanded = (own: OwnStream, n: number): OwnStream => {
  if (own.entries[n - own.acked - 1]?.state !== 'waiting') return own
  return {
    ...own,
    entries: own.entries.map((entry) => (entry.n === n ? { ...entry, state: 'sent' } : entry)),
  }
}

/** Marks messages typed before `before` as failed; they may have arrived. Acts never expire. */
export function giveUp(own: OwnStream, before: number): OwnStream {
  const old = (entry: OutboxEntry): boolean =>
    isMessage(entry) && entry.at < before && entry.state !== 'failed' && entry.state !== 'again'
  if (!own.entries.some(old)) return own
  return {
    ...own,
    entries: own.entries.map((entry) => (old(entry) ? { ...entry, state: 'failed' } : entry)),
  }
}

/** Queues a given-up message again. */
export const revive = (own: OwnStream, id: MessageId, at: number): OwnStream => ({
  ...own,
  entries: own.entries.map((entry) =>
    isMessage(entry) && entry.id === id ? { ...entry, state: 'waiting', at } : entry,
  ),
})
