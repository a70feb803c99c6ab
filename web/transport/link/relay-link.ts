/** A link whose frames pass the server, sealed: for two people whose networks or browsers allow no other, and who both said yes. */
import { base64urlToBytes, bytesToBase64url } from '../../../base/bytes.ts'
import { FRAME_BYTES_MAX, RELAY_BURST_BYTES, RELAY_BYTES_PER_SECOND } from '../../../protocol/limits.ts'
import type { Clock } from '../../platform/clock.ts'
import { type Link, type LinkEvent, RETRY_FIRST_MS, RETRY_MAX_MS } from './link.ts'

/** A part of what the server allows, so that its clock and ours need not agree. */
const SHARE = 0.8
const BURST_BYTES = RELAY_BURST_BYTES * SHARE
const BYTES_PER_SECOND = RELAY_BYTES_PER_SECOND * SHARE
/** The server takes twenty messages a second, its own heartbeats among them. */
const FRAMES_PER_SECOND = 12
const FRAMES_BURST = 60
const SECOND_MS = 1_000
/** A link that stayed open this long was a good one: the next failure is tried again at once. */
const PROVED_AFTER_MS = 30_000

export interface RelayLink extends Link {
  /** Both said yes: frames pass from now on. */
  readonly agreed: () => void
  /** A frame as the server passed it on, in base64url. */
  readonly relayed: (data: string) => void
}

/** What may leave now, in bytes and in frames. */
function createBudget(clock: Clock) {
  let bytes = BURST_BYTES
  let frames = FRAMES_BURST
  let filledAt = clock.elapsed()
  return {
    /** False when there is no room for so many bytes yet. */
    take(size: number): boolean {
      const seconds = (clock.elapsed() - filledAt) / SECOND_MS
      filledAt = clock.elapsed()
      bytes = Math.min(BURST_BYTES, bytes + seconds * BYTES_PER_SECOND)
      frames = Math.min(FRAMES_BURST, frames + seconds * FRAMES_PER_SECOND)
      if (frames < 1 || bytes < size) return false
      frames -= 1
      bytes -= size
      return true
    },
  }
}

type State =
  | { readonly kind: 'waiting'; readonly cancelRetry: () => void }
  /** `cancelWait`: the server takes no frame until it is called or due; null while it does. */
  | { readonly kind: 'open'; readonly since: number; readonly cancelWait: (() => void) | null }
  | { readonly kind: 'closed' }

const WAITING: State = { kind: 'waiting', cancelRetry() {} }

export function createRelayLink(ports: {
  readonly clock: Clock
  readonly on: (event: LinkEvent) => void
  /** Hands one frame to the server, in base64url. */
  readonly relay: (data: string) => void
  /** Asks for the room again, so that both begin anew. */
  readonly rejoin: () => void
}): RelayLink {
  const { clock } = ports
  const budget = createBudget(clock)
  let state: State = WAITING
  let tries = 0

  const isWaiting = (): boolean => state.kind === 'waiting'
  const lose = (): void => {
    if (state.kind !== 'open') return
    state.cancelWait?.()
    state = WAITING
    ports.on({ kind: 'lost' })
  }
  /** By then there is surely room for one more frame. */
  const wait = (since: number): void => {
    const cancelWait = clock.after(SECOND_MS / 2, () => {
      state = { kind: 'open', since, cancelWait: null }
      ports.on({ kind: 'drained' })
    })
    state = { kind: 'open', since, cancelWait }
  }
  return {
    agreed() {
      if (state.kind !== 'waiting') return
      state.cancelRetry()
      state = { kind: 'open', since: clock.elapsed(), cancelWait: null }
      ports.on({ kind: 'open', path: 'server' })
    },
    relayed(data) {
      const frame = state.kind === 'open' ? base64urlToBytes(data) : null
      if (frame && frame.length > 0 && frame.length <= FRAME_BYTES_MAX)
        ports.on({ kind: 'frame', bytes: frame })
    },
    send(frame) {
      if (state.kind !== 'open' || state.cancelWait) return false
      const data = bytesToBase64url(frame)
      if (!budget.take(data.length)) {
        wait(state.since)
        return false
      }
      ports.relay(data)
      return true
    },
    binding: () => (state.kind === 'open' ? 'server' : null),
    giveUp() {
      if (state.kind !== 'open') return
      tries = clock.elapsed() - state.since > PROVED_AFTER_MS ? 0 : tries + 1
      lose()
      // Who hears of the loss may have closed this link, or agreed to it anew.
      if (isWaiting())
        state = {
          kind: 'waiting',
          cancelRetry: clock.after(Math.min(RETRY_MAX_MS, RETRY_FIRST_MS * 2 ** tries), ports.rejoin),
        }
    },
    peerLeft: lose,
    peerLost: lose,
    // The socket proves itself; there is no second path to look for.
    negotiation: null,
    close() {
      if (state.kind === 'waiting') state.cancelRetry()
      if (state.kind === 'open') state.cancelWait?.()
      state = { kind: 'closed' }
    },
  }
}
