/** The messages that two apps exchange over a channel: one JSON object each, decoded and checked here first. */
import * as v from 'valibot'
import { bytesToText, parseJson, textToBytes } from '../base/bytes.ts'
import { err, ok, type Result } from '../base/result.ts'
import { messageIdSchema } from './ids.ts'
import { LIFETIMES, MESSAGE_BYTES_MAX, TEXT_BYTES_MAX, TICKET_CHARS } from './limits.ts'
import { locationEntries } from './location.ts'
import { reactionSchema } from './reaction.ts'
import { renegotiationSchema } from './signal.ts'

const textSchema = v.pipe(
  v.string(),
  v.minLength(1),
  v.check((text) => textToBytes(text).length <= TEXT_BYTES_MAX, 'too long'),
)
/** Milliseconds since 1970 by the sender's clock; only shown, never trusted. */
const sentAtSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8_640_000_000_000_000))

/** A stream is the sequence of one side's messages until it loses its state or restarts; 16 random bytes name it. */
const streamIdSchema = v.pipe(v.string(), v.regex(/^[\w-]{22}$/), v.brand('StreamId'))
export type StreamId = v.InferOutput<typeof streamIdSchema>
const numberSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000_000))
const chainSchema = v.pipe(v.string(), v.regex(/^[\w-]{22}$/))

/** Refers to an earlier message by its author, as the sender sees it, and its id; its number changes when a stream restarts. */
export const referenceSchema = v.object({ by: v.picklist(['me', 'you']), id: messageIdSchema })
export type Reference = v.InferOutput<typeof referenceSchema>
/** The same reference as the other side sees it. */
export const turned = ({ by, id }: Reference): Reference => ({ by: by === 'me' ? 'you' : 'me', id })
/** Most kinds that `can` lists, and the longest name of a kind (a value of `t`). */
const KINDS_MAX = 32
const KIND_CHARS_MAX = 32

const placeInStream = { s: streamIdSchema, n: numberSchema, c: chainSchema }

const secondsSchema = v.picklist(LIFETIMES)
const revSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000_000))

export const peerMessageSchema = v.variant('t', [
  /** The numbered kinds that the sender's app knows, sent first on each channel. An app that sends it also counts the number of unknown kinds. */
  v.object({
    t: v.literal('can'),
    v: v.pipe(v.number(), v.integer(), v.minValue(1)),
    kinds: v.pipe(v.array(v.pipe(v.string(), v.maxLength(KIND_CHARS_MAX))), v.maxLength(KINDS_MAX)),
    /** The sender seals its signals, and from now on accepts no unsealed ones in this session. */
    seals: v.optional(v.literal(true)),
    /** The sender's app takes any one emoji as a reaction. */
    emoji: v.optional(v.literal(true)),
  }),
  /** `n` counts the messages of this stream from 1; `c` is the hash chain up to this one; `re` is the message that it replies to. */
  v.object({
    t: v.literal('text'),
    id: messageIdSchema,
    at: sentAtSchema,
    text: textSchema,
    re: v.optional(referenceSchema),
    ...placeInStream,
  }),
  /** Where the sender was when it was sent, as exact as they chose. Sent only to an app whose `can` names it. */
  v.object({
    t: v.literal('location'),
    id: messageIdSchema,
    at: sentAtSchema,
    ...locationEntries,
    re: v.optional(referenceSchema),
    ...placeInStream,
  }),
  /** The sender's reaction to a message; null removes it. */
  v.object({
    t: v.literal('react'),
    to: referenceSchema,
    reaction: v.nullable(reactionSchema),
    ...placeInStream,
  }),
  /** Asks the peer to erase the text of one of the sender's messages. */
  v.object({ t: v.literal('unsend'), id: messageIdSchema, ...placeInStream }),
  /** The sender's last message says `text` now. Sent only to an app whose `can` names it. */
  v.object({ t: v.literal('edit'), id: messageIdSchema, text: textSchema, ...placeInStream }),
  /** Everything in that stream up to this number is stored: its author may mark it Delivered. */
  v.object({ t: v.literal('ack'), s: streamIdSchema, n: numberSchema, c: chainSchema }),
  /** Read up to this number; sent only when both people show read receipts. */
  v.object({ t: v.literal('read'), s: streamIdSchema, n: numberSchema }),
  /**
   * How much of the peer's stream this side has (null: nothing), sent when a channel opens and when a message leaves a gap;
   * the peer continues from there. `missing`: own messages that were lost here and cannot be sent again.
   */
  v.object({
    t: v.literal('have'),
    s: v.nullable(streamIdSchema),
    n: numberSchema,
    c: v.nullable(chainSchema),
    missing: numberSchema,
  }),
  /** Whether this person shares typing and read receipts; below, that they are typing now. */
  v.object({ t: v.literal('signs'), on: v.boolean() }),
  v.object({ t: v.literal('typing') }),
  /** The person left the session, or deleted it; deleting ends it for both. An app that does not know `deleted` drops the message. */
  v.object({ t: v.literal('bye'), why: v.picklist(['left', 'deleted']) }),
  /** The page is visible again. */
  v.object({ t: v.literal('here') }),
  /** A ticket with which the peer can ring this phone until `until`, milliseconds since 1970; null withdraws the last one. */
  v.object({
    t: v.literal('ticket'),
    ticket: v.nullable(v.pipe(v.string(), v.length(TICKET_CHARS), v.regex(/^[\w-]+$/))),
    until: sentAtSchema,
  }),
  v.object({ t: v.literal('signal'), signal: renegotiationSchema }),
  /** The message lifetime: a proposal, its answer, and what this side takes as agreed (sent on each new channel). */
  v.variant('step', [
    v.object({
      t: v.literal('lifetime'),
      step: v.literal('propose'),
      id: messageIdSchema,
      seconds: secondsSchema,
      rev: revSchema,
    }),
    v.object({ t: v.literal('lifetime'), step: v.literal('accept'), id: messageIdSchema, rev: revSchema }),
    v.object({ t: v.literal('lifetime'), step: v.literal('decline'), id: messageIdSchema }),
    v.object({
      t: v.literal('lifetime'),
      step: v.literal('state'),
      seconds: secondsSchema,
      rev: revSchema,
      accepted: v.nullable(messageIdSchema),
    }),
  ]),
  /** The safety check: its protocol (`ask` to `reveal`, docs/CRYPTOGRAPHY.md), then the person's verdict. */
  v.object({
    t: v.literal('check'),
    step: v.picklist(['ask', 'commit', 'nonce', 'reveal', 'match', 'mismatch']),
    /** 32 bytes in base64url, for steps that carry a value. */
    value: v.optional(v.pipe(v.string(), v.regex(/^[\w-]{43}$/))),
  }),
])
export type PeerMessage = v.InferOutput<typeof peerMessageSchema>

/** A numbered message of an unknown kind or shape: it takes its number, and its content is ignored. */
const unknownSchema = v.object({
  t: v.string(),
  id: v.fallback(v.optional(messageIdSchema), undefined),
  ...placeInStream,
})
export interface UnknownMessage extends Omit<v.InferOutput<typeof unknownSchema>, 't'> {
  readonly t: 'unknown'
}
/** Every message that may arrive. */
export type HeardMessage = PeerMessage | UnknownMessage

/** Kinds that take a number in a stream. */
const NUMBERED_KINDS = ['text', 'react', 'unsend', 'edit', 'location'] as const
/** All other kinds of this version; a malformed message of these takes no number. */
const OTHER_KINDS: Readonly<Record<Exclude<PeerMessage['t'], (typeof NUMBERED_KINDS)[number]>, true>> = {
  can: true,
  ack: true,
  read: true,
  have: true,
  signs: true,
  typing: true,
  bye: true,
  here: true,
  ticket: true,
  signal: true,
  lifetime: true,
  check: true,
}

/** The capabilities that this app announces. */
export const CAPABILITIES: Extract<PeerMessage, { t: 'can' }> = {
  t: 'can',
  v: 1,
  kinds: [...NUMBERED_KINDS, 'ticket'],
  seals: true,
  emoji: true,
}

export const encodePeerMessage = (message: PeerMessage): Uint8Array => textToBytes(JSON.stringify(message))

/**
 * Decodes one message of at most MESSAGE_BYTES_MAX bytes. A numbered one of an unknown kind or shape becomes an `UnknownMessage`.
 * Errors: `too_large`, `not_utf8`, `not_json`, `unknown` (neither known nor numbered).
 */
export function decodePeerMessage(
  bytes: Uint8Array,
): Result<HeardMessage, 'too_large' | 'not_utf8' | 'not_json' | 'unknown'> {
  if (bytes.length > MESSAGE_BYTES_MAX) return err('too_large')
  const text = bytesToText(bytes)
  if (text === null) return err('not_utf8')
  const json = parseJson(text)
  if (json === undefined) return err('not_json')
  const parsed = v.safeParse(peerMessageSchema, json)
  if (parsed.success) return ok(parsed.output)
  const numbered = v.safeParse(unknownSchema, json)
  if (!numbered.success || numbered.output.t in OTHER_KINDS) return err('unknown')
  return ok({ ...numbered.output, t: 'unknown' })
}
