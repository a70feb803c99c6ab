/** Sealed frames through the server: only where the operator allows it, only after both members said yes, never kept. */
import type { SignalError } from '../../protocol/errors.ts'
import { takeRelayBytes } from './allowance.ts'
import type { Peer } from './peer.ts'

export interface SealedRelay {
  readonly frame: (peer: Peer, data: string, text: string) => void
  /** A yes is the speaker's own; a no ends it for both. The other one is told either way. */
  readonly agree: (peer: Peer, yes: boolean, text: string) => void
}

export function createSealedRelay(ports: {
  readonly relay: boolean
  readonly limited: boolean
  readonly otherIn: (peer: Peer) => Peer | undefined
  readonly fail: (peer: Peer, code: SignalError) => void
  readonly pass: (peer: Peer, text: string) => void
}): SealedRelay {
  const { otherIn, fail, pass } = ports
  return {
    frame(peer, data, text) {
      if (!ports.relay) return fail(peer, 'relay_off')
      if (!peer.data.relays || !otherIn(peer)?.data.relays) return fail(peer, 'relay_not_agreed')
      if (!takeRelayBytes(peer.data, data.length) && ports.limited) return fail(peer, 'rate_limited')
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
