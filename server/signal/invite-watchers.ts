/** Sockets that wait for their invites to be accepted. */
import type { DeviceId, JoinCode } from '../../protocol/ids.ts'
import type { PeerData } from './peer.ts'

export interface InviteWatchers {
  /** Registers the invite; a socket watches one at a time. */
  readonly add: (peer: PeerData, joinCode: JoinCode, client1: DeviceId) => void
  /** Whether the socket still watches this invite. */
  readonly has: (peer: PeerData, joinCode: JoinCode, client1: DeviceId) => boolean
  readonly remove: (peer: PeerData) => void
  /** Removes the watchers of an invite and returns their sockets' ids. */
  readonly take: (joinCode: JoinCode, client1: DeviceId) => readonly number[]
}

/** Unique, since a code contains no space. */
const keyOf = (joinCode: JoinCode, client1: DeviceId): string => `${joinCode} ${client1}`

export function createInviteWatchers(): InviteWatchers {
  const watchers = new Map<string, Map<number, PeerData>>()
  const remove = (peer: PeerData): void => {
    const key = peer.watching
    if (key === null) return
    peer.watching = null
    const those = watchers.get(key)
    those?.delete(peer.id)
    if (those?.size === 0) watchers.delete(key)
  }
  return {
    add(peer, joinCode, client1) {
      remove(peer)
      const key = keyOf(joinCode, client1)
      peer.watching = key
      watchers.set(key, (watchers.get(key) ?? new Map()).set(peer.id, peer))
    },
    has: (peer, joinCode, client1) => peer.watching === keyOf(joinCode, client1),
    remove,
    take(joinCode, client1) {
      const those = [...(watchers.get(keyOf(joinCode, client1))?.values() ?? [])]
      for (const peer of those) remove(peer)
      return those.map(({ id }) => id)
    },
  }
}
