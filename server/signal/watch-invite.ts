/** Lets a socket watch an invite: it is told at once, or later, that a guest has accepted. */
import { unreachable } from '../../base/result.ts'
import type { SignalError } from '../../protocol/errors.ts'
import type { ClientSignal, ServerSignal } from '../../protocol/signal.ts'
import type { Store } from '../store/store.ts'
import type { InviteWatchers } from './invite-watchers.ts'
import type { Peer } from './peer.ts'

/** Watches an invite. Rejects when the store does; the socket then watches nothing. */
export async function watchInvite(
  ports: {
    readonly store: Store
    readonly watchers: InviteWatchers
    /** Milliseconds since 1970. */
    readonly now: () => number
    readonly tell: (peer: Peer, signal: ServerSignal) => void
    readonly fail: (peer: Peer, code: SignalError) => void
  },
  peer: Peer,
  { joinid, client1 }: Extract<ClientSignal, { type: 'watch' }>,
): Promise<void> {
  const { watchers } = ports
  // Registered before the store is asked, or an acceptance in between would be missed.
  watchers.add(peer.data, joinid, client1)
  const found = await ports.store.checkInvite(joinid, client1, ports.now()).catch((fault: unknown) => {
    watchers.remove(peer.data)
    throw fault
  })
  // Already told, or closed.
  if (peer.data.over || !watchers.has(peer.data, joinid, client1)) return
  switch (found.kind) {
    case 'accepted':
      watchers.remove(peer.data)
      return ports.tell(peer, { type: 'room_accepted', joinid, roomid: found.roomId })
    case 'missing':
      watchers.remove(peer.data)
      return ports.fail(peer, 'invite_not_found')
    case 'pending':
      return
    default:
      return unreachable(found)
  }
}
