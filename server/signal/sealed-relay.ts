/** Relays sealed frames: only when the operator allows it and both members agreed; nothing is stored. */
import type { SignalError } from '../../protocol/errors.ts'
import { takeRelayed } from './allowance.ts'
import type { Peer } from './peer.ts'

export interface SealedRelay {
  /** Relays `text`, whose sealed frame is `data`, to the other member. */
  readonly frame: (peer: Peer, data: string, text: string) => void
  /** Records consent of the sender, or ends the relay for both when it declines. Tells the other member. */
  readonly agree: (peer: Peer, yes: boolean, text: string) => void
}

export function createSealedRelay(ports: {
  readonly relay: boolean
  readonly limited: boolean
  /** Monotonic clock, milliseconds. */
  readonly elapsed: () => number
  readonly otherIn: (peer: Peer) => Peer | undefined
  readonly fail: (peer: Peer, code: SignalError) => void
  readonly pass: (peer: Peer, text: string) => void
}): SealedRelay {
  const { otherIn, fail, pass } = ports
  return {
    frame(peer, data, text) {
      if (!ports.relay) return fail(peer, 'relay_off')
      if (!peer.data.relays || !otherIn(peer)?.data.relays) return fail(peer, 'relay_not_agreed')
      if (!takeRelayed(peer.data, data.length, ports.elapsed()) && ports.limited)
        return fail(peer, 'rate_limited')
      pass(peer, text)
    },
    agree(peer, yes, text) {
      if (!ports.relay) return fail(peer, 'relay_off')
      const other = otherIn(peer)
      if (!other) return fail(peer, 'not_ready')
      peer.data.relays = yes
      if (!yes) other.data.relays = false
      pass(peer, text)
    },
  }
}
