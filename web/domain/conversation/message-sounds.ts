/** When a message sounds: once it came or was delivered, while the person can see the app, and not more often than people can bear. */
import { isMessage } from '../../ledger/content.ts'
import type { LedgerState } from '../../ledger/ledger.types.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Sound, Sounds } from '../../platform/device/sounds.ts'
import { lazy } from '../../platform/lazy.ts'

/** Later than this after its message a sound would belong to nothing. */
const STALE_MS = 500
/** All that comes within it is one sound, such as what waited for a link. */
const QUIET_MS = 2_000

export interface SoundPorts {
  readonly clock: Clock
  /** Loads the sounds; may reject. */
  readonly openSounds: () => Promise<Sounds>
  /** The person's choice. */
  readonly soundsWanted: () => boolean
  /** Whether the screen is visible to the person (not hidden or covered). */
  readonly looking: () => boolean
}

export type PlaySound = (sound: Sound) => void

export function createMessageSounds(ports: SoundPorts): PlaySound {
  const { clock } = ports
  const sounds = lazy(ports.openSounds)
  let quietUntil = Number.NEGATIVE_INFINITY
  return (sound) => {
    if (!ports.soundsWanted() || !ports.looking() || clock.elapsed() < quietUntil) return
    const asked = clock.elapsed()
    quietUntil = asked + QUIET_MS
    sounds.load().then(
      (loaded) => {
        const left = STALE_MS - (clock.elapsed() - asked)
        if (ports.looking() && left > 0) loaded.play(sound, left)
      },
      () => {
        // Without the network there is no sound, and nothing to say about it.
      },
    )
  }
}

/** Answers for each state of a ledger whether an own message was delivered since the state before. */
export function createDeliveries(): (state: LedgerState) => boolean {
  let waiting: ReadonlySet<string> = new Set()
  return ({ own, failed, items }) => {
    const before = waiting
    const messages = own.entries.filter((entry) => isMessage(entry) && entry.state !== 'again')
    waiting = new Set(messages.flatMap((entry) => (isMessage(entry) ? [entry.id] : [])))
    const settled = [...before].filter((id) => !waiting.has(id) && !failed.some((other) => other === id))
    // A message that was unsent or removed meanwhile says nothing.
    return settled.some((id) =>
      items.some((item) => item.kind === 'own' && item.id === id && item.unsent === undefined),
    )
  }
}
