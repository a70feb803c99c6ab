/** The door that a kept talk comes back through: sealed by us, and still checked. */
import * as v from 'valibot'
import { messageIdSchema } from '../../protocol/ids.ts'
import { TEXT_BYTES_MAX } from '../../protocol/limits.ts'
import type { StreamId } from '../../protocol/message.ts'
import { NOTICES } from './conversation.model.ts'
import type { LedgerItem, LedgerState } from './ledger.types.ts'

const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const millis = v.pipe(v.number(), v.minValue(0))
const textSchema = v.pipe(v.string(), v.maxLength(TEXT_BYTES_MAX))
const chainSchema = v.pipe(v.string(), v.maxLength(22))
const streamSchema = v.pipe(
  v.string(),
  v.maxLength(22),
  v.transform((s) => s as StreamId),
)
const place = { k: count, at: millis }

const itemSchema = v.variant('kind', [
  v.object({
    ...place,
    kind: v.literal('own'),
    id: messageIdSchema,
    text: textSchema,
    s: streamSchema,
    n: count,
    read: v.optional(v.boolean()),
  }),
  v.object({ ...place, kind: v.literal('theirs'), id: messageIdSchema, text: textSchema }),
  v.object({ ...place, kind: v.literal('notice'), notice: v.picklist(NOTICES) }),
])
const pageSchema = v.array(itemSchema)

const headSchema = v.object({
  version: v.literal(2),
  own: v.object({
    s: streamSchema,
    acked: count,
    ackedChain: chainSchema,
    entries: v.array(
      v.object({
        id: messageIdSchema,
        n: count,
        chain: chainSchema,
        text: textSchema,
        at: millis,
        bytes: count,
        state: v.picklist(['waiting', 'sent', 'failed', 'again']),
      }),
    ),
    same: v.boolean(),
    missing: count,
  }),
  theirs: v.object({ s: v.nullable(streamSchema), n: count, chain: chainSchema, same: v.boolean() }),
  count,
  seen: v.array(messageIdSchema),
  failed: v.array(messageIdSchema),
  /** Own items that did not arrive, kept whatever the lifetime is. */
  open: pageSchema,
  pages: v.array(count),
  draft: v.string(),
})

export interface Head extends Omit<LedgerState, 'items'> {
  readonly version: 2
  readonly open: readonly LedgerItem[]
  readonly pages: readonly number[]
  readonly draft: string
}

/** Null for what is no head. */
export function decodeHead(raw: unknown): Head | null {
  const parsed = v.safeParse(headSchema, raw)
  return parsed.success ? (parsed.output as Head) : null
}

/** What of a page can be read. */
export function decodePage(raw: unknown): readonly LedgerItem[] {
  const items: LedgerItem[] = []
  for (const item of Array.isArray(raw) ? raw : []) {
    const parsed = v.safeParse(itemSchema, item)
    if (parsed.success) items.push(parsed.output as LedgerItem)
  }
  return items
}
