/** A link that relays sealed frames through the server, for two people who both agreed because no direct connection is possible. */
import { base64urlToBytes, bytesToBase64url } from '../../../base/bytes.ts'
import { FRAME_BYTES_MAX, RELAY_BURST_BYTES, RELAY_BYTES_PER_SECOND } from '../../../protocol/limits.ts'
import type { Clock } from '../../platform/clock.ts'
import { type Link, type LinkEvent, RETRY_FIRST_MS, RETRY_MAX_MS } from './link.ts'

/** The share of the server's limit that is used, since its clock and ours may differ. */
const SHARE = 0.8
const BURST_BYTES = RELAY_BURST_BYTES * SHARE
const BYTES_PER_SECOND = RELAY_BYTES_PER_SECOND * SHARE
/** The server accepts twenty messages a second, heartbeats included. */
const FRAMES_PER_SECOND = 12
const FRAMES_BURST = 60
const SECOND_MS = 1_000
/** After a link stayed open this long, its next failure is retried at once. */
const PROVED_AFTER_MS = 30_000

export interface RelayLink extends Link {
  /** Both agreed: frames pass from now on. */
  readonly agreed: () => void
  /** Handles a frame relayed by the server, in base64url. */
  readonly relayed: (data: string) => void
}

/** The rate limits for sending, in bytes and in frames. */
function createBudget(clock: Clock) {
  let bytes = BURST_BYTES
  let frames = FRAMES_BURST
  let filledAt = clock.elapsed()
  return {
    /** Takes `size` bytes from the budget; false when they are not available yet. */
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
  /** `cancelWait`: cancels the timer that pauses sending; null while frames may be sent. */
  | { readonly kind: 'open'; readonly since: number; readonly cancelWait: (() => void) | null }
  | { readonly kind: 'closed' }

const WAITING: State = { kind: 'waiting', cancelRetry() {} }

export function createRelayLink(ports: {
  readonly clock: Clock
  readonly on: (event: LinkEvent) => void
  /** Sends one frame through the server, in base64url. */
  readonly relay: (data: string) => void
  /** Rejoins the room, so that both sides begin again. */
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
  /** Waits until the budget has room for at least one more frame. */
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
      // The listener may have closed this link, or agreed to the relay again.
      if (isWaiting())
        state = {
          kind: 'waiting',
          cancelRetry: clock.after(Math.min(RETRY_MAX_MS, RETRY_FIRST_MS * 2 ** tries), ports.rejoin),
        }
    },
    peerLeft: lose,
    peerLost: lose,
    // The socket has its own heartbeat, and there is no other path to try.
    negotiation: null,
    close() {
      if (state.kind === 'waiting') state.cancelRetry()
      if (state.kind === 'open') state.cancelWait?.()
      state = { kind: 'closed' }
    },
  }
}
