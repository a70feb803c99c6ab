/** The schemas of a stored ledger, checked on read because an older or faulty version of the app may have written it. */
import * as v from 'valibot'
import { messageIdSchema } from '../../protocol/ids.ts'
import { EDITS_MAX, TEXT_BYTES_MAX } from '../../protocol/limits.ts'
import { locationSchema } from '../../protocol/location.ts'
import { peerMessageSchema, type Reference, referenceSchema, type StreamId } from '../../protocol/message.ts'
import { reactionSchema } from '../../protocol/reaction.ts'
import { isAct } from './content.ts'
import { type LedgerItem, type LedgerState, NOTICES } from './ledger.types.ts'
import { isPlainItem, STREAM_CHARS_MAX } from './plain-item.ts'

const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const millis = v.pipe(v.number(), v.minValue(0))
const textSchema = v.pipe(v.string(), v.maxLength(TEXT_BYTES_MAX))
const chainSchema = v.pipe(v.string(), v.maxLength(22))
const streamSchema = v.pipe(
  v.string(),
  v.maxLength(STREAM_CHARS_MAX),
  v.transform((s) => s as StreamId),
)
const place = { k: count, at: millis }

const onMessage = {
  location: v.optional(locationSchema),
  re: v.optional(referenceSchema),
  reactions: v.optional(v.object({ me: v.optional(reactionSchema), you: v.optional(reactionSchema) })),
  earlier: v.optional(v.pipe(v.array(textSchema), v.maxLength(EDITS_MAX))),
}

export const itemSchema = v.variant('kind', [
  v.object({
    ...place,
    kind: v.literal('own'),
    id: messageIdSchema,
    text: textSchema,
    s: streamSchema,
    n: count,
    read: v.optional(v.boolean()),
    followed: v.optional(v.boolean()),
    unsent: v.optional(v.picklist(['asked', 'done'])),
    ...onMessage,
  }),
  v.object({
    ...place,
    kind: v.literal('theirs'),
    id: messageIdSchema,
    text: textSchema,
    unsent: v.optional(v.literal('done')),
    ...onMessage,
  }),
  v.object({ ...place, kind: v.literal('notice'), notice: v.picklist(NOTICES) }),
])
const pageSchema = v.array(itemSchema)

const waits = {
  n: count,
  chain: chainSchema,
  at: millis,
  bytes: count,
  state: v.picklist(['waiting', 'sent', 'failed', 'again']),
}
const entrySchema = v.variant('kind', [
  v.object({
    ...waits,
    kind: v.literal('text'),
    id: messageIdSchema,
    text: textSchema,
    re: v.optional(referenceSchema),
  }),
  v.object({
    ...waits,
    kind: v.literal('location'),
    id: messageIdSchema,
    location: locationSchema,
    re: v.optional(referenceSchema),
  }),
  v.object({
    ...waits,
    kind: v.literal('react'),
    to: referenceSchema,
    reaction: v.nullable(reactionSchema),
  }),
  v.object({ ...waits, kind: v.literal('unsend'), id: messageIdSchema }),
  v.object({ ...waits, kind: v.literal('edit'), id: messageIdSchema, text: textSchema }),
])

/** Absent in older stored ledgers. */
const heldSchema = v.optional(
  v.nullable(
    v.object({
      requests: v.array(v.pipe(peerMessageSchema, v.check(isAct))),
      confirmed: v.nullable(v.object({ n: count, chain: chainSchema })),
    }),
  ),
  null,
)

const headSchema = v.object({
  version: v.literal(3),
  own: v.object({
    s: streamSchema,
    acked: count,
    ackedChain: chainSchema,
    entries: v.array(entrySchema),
    same: v.boolean(),
    missing: count,
    acts: v.array(count),
  }),
  theirs: v.object({
    s: v.nullable(streamSchema),
    n: count,
    chain: chainSchema,
    same: v.boolean(),
    held: heldSchema,
  }),
  count,
  seen: v.array(messageIdSchema),
  failed: v.array(messageIdSchema),
  /** Undelivered own items, stored whatever the lifetime is. */
  open: pageSchema,
  pages: v.array(count),
  draft: v.string(),
  answering: v.nullable(referenceSchema),
})

export interface Head extends Omit<LedgerState, 'items'> {
  readonly version: 3
  readonly open: readonly LedgerItem[]
  readonly pages: readonly number[]
  readonly draft: string
  readonly answering: Reference | null
}

/** Null when `raw` is not a valid head. */
export function decodeHead(raw: unknown): Head | null {
  const parsed = v.safeParse(headSchema, raw)
  return parsed.success ? (parsed.output as Head) : null
}

/** The readable items of a page. */
export function decodePage(raw: unknown): readonly LedgerItem[] {
  const items: LedgerItem[] = []
  for (const item of Array.isArray(raw) ? raw : []) {
    if (isPlainItem(item)) {
      items.push(item)
      continue
    }
    const parsed = v.safeParse(itemSchema, item)
    if (parsed.success) items.push(parsed.output as LedgerItem)
  }
  return items
}
