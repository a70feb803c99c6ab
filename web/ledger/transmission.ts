/** Tracks how much of the own stream was handed to the channel, what to send next, and when to stop resending. */

import type { StreamId } from '../../protocol/message.ts'
import type { OutboxEntry, OwnStream } from './ledger.types.ts'

export type Transmission =
  /** No channel is open. */
  | { readonly kind: 'closed' }
  /** The peer has not announced what it holds yet. `held`: own messages wait until the person has decided. */
  | { readonly kind: 'waiting'; readonly held: boolean }
  | {
      readonly kind: 'going'
      readonly held: boolean
      /** The last own number that was handed to this channel. */
      readonly handed: number
      /** The place in the last `have`, and how often it was repeated after everything was handed over. */
      readonly asked: { readonly s: StreamId; readonly n: number; readonly again: number }
    }
  /** The peer keeps asking for messages it was sent: nothing more is sent until it confirms one, or until the next channel. */
  | { readonly kind: 'stopped'; readonly held: boolean; readonly handed: number }

/** Most resends for the same `have`; an app that drops an unknown kind would ask for ever. */
const AGAIN_MAX = 2

export const CLOSED: Transmission = { kind: 'closed' }

const last = (own: OwnStream): number => own.acked + own.entries.length

/** The last own number that may already have been sent. */
export const handedOf = (now: Transmission): number => ('handed' in now ? now.handed : 0)

export const heldBack = (now: Transmission): Transmission =>
  now.kind === 'closed' ? now : { ...now, held: true }
export const released = (now: Transmission): Transmission =>
  now.kind === 'closed' ? now : { ...now, held: false }

/** The peer announced what it holds: sending continues after the acknowledged number. */
export function asked(now: Transmission, own: OwnStream): Transmission {
  if (now.kind === 'closed' || now.kind === 'stopped') return now
  const isSame =
    now.kind === 'going' &&
    now.asked.s === own.s &&
    now.asked.n === own.acked &&
    own.entries.length > 0 &&
    now.handed === last(own)
  const again = isSame ? now.asked.again + 1 : 0
  if (again >= AGAIN_MAX) return { kind: 'stopped', held: now.held, handed: handedOf(now) }
  return { kind: 'going', held: now.held, handed: own.acked, asked: { s: own.s, n: own.acked, again } }
}

/** The own stream changed: a new stream is sent from its start, and a confirmation resumes a stopped one. */
export function changed(now: Transmission, own: OwnStream, before: OwnStream): Transmission {
  if (now.kind === 'closed' || now.kind === 'waiting') return now
  if (own.s !== before.s) return { ...now, handed: own.acked }
  if (now.kind === 'going' || own.acked <= before.acked) return now
  const { held, handed } = now
  return { kind: 'going', held, handed, asked: { s: own.s, n: own.acked, again: 0 } }
}

/** The next entry to send; null when none may be sent now. */
export function nextEntry(now: Transmission, own: OwnStream): OutboxEntry | null {
  if (now.kind !== 'going' || now.held) return null
  const entry = own.entries[now.handed - own.acked]
  // A given-up entry and all after it wait until the peer has announced what it holds.
  return entry && entry.state !== 'failed' ? entry : null
}

export const handedOver = (now: Transmission, n: number): Transmission =>
  now.kind === 'going' ? { ...now, handed: n } : now
