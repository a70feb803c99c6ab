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
/** A link that held this long was a good one: the next failure is tried again at once. */
const HELD_MS = 30_000

export interface RelayLink extends Link {
  /** Both said yes: frames pass from now on. */
  readonly agreed: () => void
  /** A frame as the server passed it on. */
  readonly relayed: (data: string) => void
}

export function createRelayLink(ports: {
  readonly clock: Clock
  readonly on: (event: LinkEvent) => void
  readonly relay: (data: string) => void
  /** Asks for the room again, so that both begin anew. */
  readonly rejoin: () => void
}): RelayLink {
  const { clock } = ports
  let open = false
  let openedAt = 0
  let tries = 0
  let bytes = BURST_BYTES
  let frames = FRAMES_BURST
  let filledAt = clock.elapsed()
  let full = false
  let cancelRetry = (): void => {}
  let cancelRoom = (): void => {}

  const fill = (): void => {
    const seconds = (clock.elapsed() - filledAt) / SECOND_MS
    filledAt = clock.elapsed()
    bytes = Math.min(BURST_BYTES, bytes + seconds * BYTES_PER_SECOND)
    frames = Math.min(FRAMES_BURST, frames + seconds * FRAMES_PER_SECOND)
  }
  const lose = (): void => {
    cancelRoom()
    full = false
    if (!open) return
    open = false
    ports.on({ kind: 'lost' })
  }
  /** Called again when there is surely room for one more frame. */
  const wait = (): void => {
    full = true
    cancelRoom = clock.after(SECOND_MS / 2, () => {
      full = false
      if (open) ports.on({ kind: 'drained' })
    })
  }
  return {
    agreed() {
      if (open) return
      cancelRetry()
      open = true
      openedAt = clock.elapsed()
      ports.on({ kind: 'open', path: 'server' })
    },
    relayed(data) {
      const frame = open ? base64urlToBytes(data) : null
      if (frame && frame.length > 0 && frame.length <= FRAME_BYTES_MAX)
        ports.on({ kind: 'frame', bytes: frame })
    },
    send(frame) {
      if (!open || full) return false
      fill()
      const data = bytesToBase64url(frame)
      if (frames < 1 || bytes < data.length) {
        wait()
        return false
      }
      frames -= 1
      bytes -= data.length
      ports.relay(data)
      return true
    },
    binding: () => (open ? 'server' : null),
    giveUp() {
      if (!open) return
      tries = clock.elapsed() - openedAt > HELD_MS ? 0 : tries + 1
      lose()
      cancelRetry = clock.after(Math.min(RETRY_MAX_MS, RETRY_FIRST_MS * 2 ** tries), ports.rejoin)
    },
    peerLeft: lose,
    peerLost: lose,
    // The socket proves itself; there is no second path to look for.
    negotiation: null,
    close() {
      cancelRetry()
      open = false
      cancelRoom()
    },
  }
}
