/** Everything that a live session needs, loaded when there is one: signaling, link, handshake, ML-KEM. The list of sessions opens without it. */
import type { RoomId } from '../../protocol/ids.ts'
import type { Rest } from '../transport/rest.ts'
import { createConnection } from './connection.ts'
import type { Talk } from './conversation.ts'
import { createKeyRing } from './key-ring.ts'
import type { ConnectionPorts, Live } from './live.types.ts'
import type { ClosedReason } from './model.ts'
import type { SessionRecord } from './record.ts'
import { testPlatform } from './secured-link.ts'
import type { SessionStore } from './store.ts'
import { createWatch } from './watch.ts'

export interface LiveEvents {
  readonly accepted: (roomId: RoomId) => void
  readonly expired: () => void
  readonly gone: (reason: ClosedReason) => void
}

/** Watches a pending invite, or enters an accepted room; null for a session that wants nothing of the server. */
export function startLive(
  ports: ConnectionPorts & { readonly rest: Rest },
  store: SessionStore,
  { id, server, identity, role, state }: SessionRecord,
  talk: Talk,
  on: LiveEvents,
): Live | null {
  if (state.kind === 'pending') {
    void testPlatform()
    const { joinCode, expiresAt } = state
    return createWatch(ports, { server, identity, joinCode, expiresAt }, on)
  }
  if (state.kind !== 'accepted') return null
  const ring = createKeyRing({ store, clock: ports.clock, random: ports.random }, id)
  return createConnection(ports, { server, identity, role, roomId: state.roomId }, ring, talk, on.gone)
}

export { testPlatform }
