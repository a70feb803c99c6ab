/** What of the own stream was handed to the open channel, what goes next, and when sending the same again helps no more. */

import type { StreamId } from '../../protocol/message.ts'
import type { OutboxEntry, OwnStream } from './ledger.types.ts'

export type Transmission =
  /** No channel is open. */
  | { readonly kind: 'closed' }
  /** The other side has yet to say what it holds. `held`: nothing own goes before the person has decided. */
  | { readonly kind: 'waiting'; readonly held: boolean }
  | {
      readonly kind: 'going'
      readonly held: boolean
      /** The last own number that was handed to this channel. */
      readonly handed: number
      /** The place that the last `have` named, and how often it was named again after everything was handed over. */
      readonly asked: { readonly s: StreamId; readonly n: number; readonly again: number }
    }
  /** The other side keeps asking for what it was given: nothing more goes until it confirms something, or the next channel. */
  | { readonly kind: 'stopped'; readonly held: boolean; readonly handed: number }

/** So often everything is handed over again for the same `have`; an app that drops a kind it does not know would ask for ever. */
const AGAIN_MAX = 2

export const CLOSED: Transmission = { kind: 'closed' }

const last = (own: OwnStream): number => own.acked + own.entries.length

/** The last own number that may have left already. */
export const handedOf = (now: Transmission): number => ('handed' in now ? now.handed : 0)

export const heldBack = (now: Transmission): Transmission =>
  now.kind === 'closed' ? now : { ...now, held: true }
export const released = (now: Transmission): Transmission =>
  now.kind === 'closed' ? now : { ...now, held: false }

/** The other side said what it holds: sending goes on after what is acknowledged. */
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

/** The own stream changed: one that began anew goes from its first, and what is confirmed sets a stopped one going. */
export function changed(now: Transmission, own: OwnStream, before: OwnStream): Transmission {
  if (now.kind === 'closed' || now.kind === 'waiting') return now
  if (own.s !== before.s) return { ...now, handed: own.acked }
  if (now.kind === 'going' || own.acked <= before.acked) return now
  const { held, handed } = now
  return { kind: 'going', held, handed, asked: { s: own.s, n: own.acked, again: 0 } }
}

/** What may go now; null when nothing may. */
export function nextEntry(now: Transmission, own: OwnStream): OutboxEntry | null {
  if (now.kind !== 'going' || now.held) return null
  const entry = own.entries[now.handed - own.acked]
  // One that was given up waits, with all behind it, until the other side has said what it holds.
  return entry && entry.state !== 'failed' ? entry : null
}

export const handedOver = (now: Transmission, n: number): Transmission =>
  now.kind === 'going' ? { ...now, handed: n } : now
