/** Typing and read receipts: sent and shown only if both people want them, and never stored. */
import type { PeerMessage, StreamId } from '../../../protocol/message.ts'
import type { Clock } from '../../platform/clock.ts'

/** Interval at which "typing" is resent while it goes on; it is shown a little longer than that. */
const TYPING_EVERY_MS = 3_000
const TYPING_SHOWN_MS = 5_000

export interface TypingAndReceipts {
  /** Sends whether this person shows typing and reading, when a channel opens or the setting changes. */
  readonly tell: () => void
  readonly received: (message: Extract<PeerMessage, { t: 'signs' | 'typing' }>) => void
  readonly typed: (text: string) => void
  /** The peer's message arrived, so it stopped typing. */
  readonly arrived: () => void
  /** The person has seen everything up to number `n` of stream `s`. */
  readonly looked: (s: StreamId | null, n: number) => void
  /** Nothing is shown to a peer that has yet to prove itself. */
  readonly hold: (held: boolean) => void
  readonly lost: () => void
}

export function createTypingAndReceipts(
  ports: {
    readonly clock: Clock
    readonly wanted: () => boolean
    readonly say: (message: PeerMessage) => void
  },
  showTyping: (typing: boolean) => void,
): TypingAndReceipts {
  const { clock } = ports
  let theirs = false
  let saidAt = Number.NEGATIVE_INFINITY
  let read: { readonly s: StreamId; readonly n: number } | null = null
  let cancel = (): void => {}
  let held = false
  const both = (): boolean => !held && theirs && ports.wanted()
  const stop = (): void => {
    cancel()
    showTyping(false)
  }
  return {
    tell() {
      ports.say({ t: 'signs', on: ports.wanted() })
      if (!ports.wanted()) stop()
    },
    received(message) {
      if (message.t === 'signs') {
        theirs = message.on
        return theirs ? undefined : stop()
      }
      if (!both()) return
      showTyping(true)
      cancel()
      cancel = clock.after(TYPING_SHOWN_MS, () => showTyping(false))
    },
    typed(text) {
      if (text === '' || !both() || clock.elapsed() - saidAt < TYPING_EVERY_MS) return
      saidAt = clock.elapsed()
      ports.say({ t: 'typing' })
    },
    arrived: stop,
    looked(s, n) {
      if (!both() || s === null || n === 0 || (read?.s === s && read.n >= n)) return
      read = { s, n }
      ports.say({ t: 'read', s, n })
    },
    hold(now) {
      held = now
    },
    lost() {
      theirs = false
      read = null
      stop()
    },
  }
}
