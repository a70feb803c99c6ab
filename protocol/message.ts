/** The messages that two apps exchange on a link: JSON, one object each, decoded before anything else sees them. */
import * as v from 'valibot'
import { bytesToText, parseJson, textToBytes } from '../base/bytes.ts'
import { err, ok, type Result } from '../base/result.ts'
import { messageIdSchema } from './ids.ts'
import { LIFETIMES, MESSAGE_BYTES_MAX, REACTIONS, TEXT_BYTES_MAX } from './limits.ts'
import { renegotiationSchema } from './signal.ts'

const textSchema = v.pipe(
  v.string(),
  v.minLength(1),
  v.check((text) => textToBytes(text).length <= TEXT_BYTES_MAX, 'too long'),
)
/** Milliseconds since 1970 by the sender's clock; shown, never trusted. */
const sentAtSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8_640_000_000_000_000))

/** A stream is all that one side says until it loses its memory of that; 16 random bytes name it. */
const streamIdSchema = v.pipe(v.string(), v.regex(/^[\w-]{22}$/), v.brand('StreamId'))
export type StreamId = v.InferOutput<typeof streamIdSchema>
const numberSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000_000))
const chainSchema = v.pipe(v.string(), v.regex(/^[\w-]{22}$/))

/** An earlier message: whose it is from the speaker's side, and its id, since a stream that begins anew numbers it again. */
export const referenceSchema = v.object({ by: v.picklist(['me', 'you']), id: messageIdSchema })
export type Reference = v.InferOutput<typeof referenceSchema>
/** The same message from the other side. */
export const turned = ({ by, id }: Reference): Reference => ({ by: by === 'me' ? 'you' : 'me', id })
/** Names of numbered kinds that an app may list, and their length; a name is a `t`. */
const KINDS_MAX = 32
const KIND_CHARS_MAX = 32

const placeInStream = { s: streamIdSchema, n: numberSchema, c: chainSchema }

const secondsSchema = v.picklist(LIFETIMES)
const revSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000_000))

export const peerMessageSchema = v.variant('t', [
  /** The numbered kinds that the speaker's app knows, said first on each channel. An app that says it takes the number of any other kind too. */
  v.object({
    t: v.literal('can'),
    v: v.pipe(v.number(), v.integer(), v.minValue(1)),
    kinds: v.pipe(v.array(v.pipe(v.string(), v.maxLength(KIND_CHARS_MAX))), v.maxLength(KINDS_MAX)),
    /** The speaker seals signals, and from now on takes no others in this session. */
    seals: v.optional(v.literal(true)),
  }),
  /** `n` counts what is said in this stream from 1; `c` is the chain up to this one; `re` is the message that is answered. */
  v.object({
    t: v.literal('text'),
    id: messageIdSchema,
    at: sentAtSchema,
    text: textSchema,
    re: v.optional(referenceSchema),
    ...placeInStream,
  }),
  /** This person's one reaction to a message, null to take it back. */
  v.object({
    t: v.literal('react'),
    to: referenceSchema,
    reaction: v.nullable(v.picklist(REACTIONS)),
    ...placeInStream,
  }),
  /** Asks the other side to erase what an own message said. */
  v.object({ t: v.literal('unsend'), id: messageIdSchema, ...placeInStream }),
  /** Stored, everything of that stream up to this number: the sender may mark it Delivered. */
  v.object({ t: v.literal('ack'), s: streamIdSchema, n: numberSchema, c: chainSchema }),
  /** Read, up to this number; said only where both people want it. */
  v.object({ t: v.literal('read'), s: streamIdSchema, n: numberSchema }),
  /**
   * What this side has of the other's stream (null: nothing yet), said when a channel opens and when a message does not follow:
   * the other side goes on from there. `missing`: own messages that were lost here and cannot be sent again.
   */
  v.object({
    t: v.literal('have'),
    s: v.nullable(streamIdSchema),
    n: numberSchema,
    c: v.nullable(chainSchema),
    missing: numberSchema,
  }),
  /** Whether this person shows typing and reading; and that they type now. */
  v.object({ t: v.literal('signs'), on: v.boolean() }),
  v.object({ t: v.literal('typing') }),
  /** The person left the session, or deleted it: then it is over for both. An app that does not know `deleted` drops it. */
  v.object({ t: v.literal('bye'), why: v.picklist(['left', 'deleted']) }),
  /** The page is in front again. */
  v.object({ t: v.literal('here') }),
  v.object({ t: v.literal('signal'), signal: renegotiationSchema }),
  /** How long both keep messages: a proposal, its answer, and what this side takes as agreed (said on each new link). */
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
  /** The safety check: its protocol (`ask` to `reveal`, docs/CRYPTOGRAPHY.md), then what the person said of it. */
  v.object({
    t: v.literal('check'),
    step: v.picklist(['ask', 'commit', 'nonce', 'reveal', 'match', 'mismatch']),
    /** 32 bytes in base64url, where the step has any. */
    value: v.optional(v.pipe(v.string(), v.regex(/^[\w-]{43}$/))),
  }),
])
export type PeerMessage = v.InferOutput<typeof peerMessageSchema>

/** A numbered message of a kind or shape that this version does not know: it takes its number, and says nothing. */
const unknownSchema = v.object({
  t: v.string(),
  id: v.fallback(v.optional(messageIdSchema), undefined),
  ...placeInStream,
})
export interface UnknownMessage extends Omit<v.InferOutput<typeof unknownSchema>, 't'> {
  readonly t: 'unknown'
}
/** What may arrive. */
export type HeardMessage = PeerMessage | UnknownMessage

/** Kinds that take a number in a stream. */
const NUMBERED_KINDS = ['text', 'react', 'unsend'] as const
/** Every other kind of this version; a message of these that is malformed takes no number. */
const OTHER_KINDS: Readonly<Record<Exclude<PeerMessage['t'], (typeof NUMBERED_KINDS)[number]>, true>> = {
  can: true,
  ack: true,
  read: true,
  have: true,
  signs: true,
  typing: true,
  bye: true,
  here: true,
  signal: true,
  lifetime: true,
  check: true,
}

/** What this app tells the other that it knows. */
export const CAPABILITIES: Extract<PeerMessage, { t: 'can' }> = {
  t: 'can',
  v: 1,
  kinds: [...NUMBERED_KINDS],
  seals: true,
}

export const encodePeerMessage = (message: PeerMessage): Uint8Array => textToBytes(JSON.stringify(message))

/**
 * Decodes one whole message of at most MESSAGE_BYTES_MAX bytes. A numbered one of an unknown kind or shape is an `UnknownMessage`.
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
