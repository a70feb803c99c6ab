/** The open sockets: sends to them and closes them. */
import type { SignalError } from '../../protocol/errors.ts'
import type { IceServer, ServerSignal } from '../../protocol/signal.ts'
import { createHoldings } from '../core/holdings.ts'
import { SEND_QUEUE_BYTES, SOCKETS_PER_CLIENT } from '../core/limits.ts'
import { type Peer, SENTENCES } from './peer.ts'

/** What this server offers to the members of a room. */
interface SocketOffer {
  readonly iceServers: readonly IceServer[]
  /** Whether sealed frames are relayed when both members agree. */
  readonly relay: boolean
  /** Whether TURN credentials are available. */
  readonly turn: boolean
}

/** Wraps the open sockets of this process; `forgotten` is called once for each that closes. */
export function createSockets(offer: SocketOffer, forgotten: (peer: Peer) => void) {
  const peers = new Map<number, Peer>()
  const open = createHoldings(SOCKETS_PER_CLIENT, 'loose')
  const offered = {
    ...(offer.iceServers.length > 0 ? { iceServers: [...offer.iceServers] } : {}),
    ...(offer.relay ? { relay: true } : {}),
    ...(offer.turn ? { turn: true } : {}),
  }
  const forget = (peer: Peer): void => {
    if (!peers.delete(peer.data.id)) return
    peer.data.over = true
    peer.data.waiting = null
    peer.data.release()
    forgotten(peer)
  }
  const end = (peer: Peer): void => {
    forget(peer)
    peer.terminate()
  }
  const send = (peer: Peer, text: string): void => {
    if (peer.data.over) return
    // Close a socket that does not read instead of buffering for it.
    if (peer.getBufferedAmount() > SEND_QUEUE_BYTES || peer.send(text) === 0) end(peer)
  }
  const tell = (peer: Peer, signal: ServerSignal): void =>
    send(peer, JSON.stringify(signal.type === 'room_ready' ? { ...signal, ...offered } : signal))
  return {
    peers,
    open,
    forget,
    end,
    send,
    tell,
    fail: (peer: Peer, code: SignalError): void =>
      tell(peer, { type: 'error', error: SENTENCES[code], code }),
  }
}
