/** A socket watches an invite: it hears at once, or when it happens, that a guest has accepted. */
import { unreachable } from '../../base/result.ts'
import type { SignalError } from '../../protocol/errors.ts'
import type { ClientSignal, ServerSignal } from '../../protocol/signal.ts'
import type { Store } from '../store/store.ts'
import type { InviteWatchers } from './invite-watchers.ts'
import type { Peer } from './peer.ts'

/** Rejects when the store does; the socket then watches nothing. */
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
  // Before the store is asked, or an acceptance in between would be heard by nobody.
  watchers.add(peer.data, joinid, client1)
  const found = await ports.store.checkInvite(joinid, client1, ports.now()).catch((fault: unknown) => {
    watchers.remove(peer.data)
    throw fault
  })
  // Told already, or gone.
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
