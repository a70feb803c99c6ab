/** Everything that a live session needs, loaded when there is one: signaling, link, handshake, ML-KEM. The list of sessions opens without it. */
import type { RoomId } from '../../../protocol/ids.ts'
import { testPlatform } from '../../channel/secure-link.ts'
import type { Rest } from '../../transport/api/rest.ts'
import type { Talk } from '../conversation/peer-port.ts'
import { createWatch } from '../invites/pending-invite.ts'
import type { ConnectionPorts, Live } from '../sessions/live-session.ts'
import type { ClosedReason } from '../sessions/session.ts'
import { createKeyRing } from '../sessions/session-keys.ts'
import type { SessionRecord } from '../sessions/session-record.ts'
import type { SessionStore } from '../sessions/session-store.ts'
import { createConnection } from './room-connection.ts'
import type { RoomSession } from './room-entry.ts'

export interface LiveEvents {
  readonly accepted: (roomId: RoomId) => void
  readonly expired: () => void
  readonly gone: (reason: ClosedReason) => void
}

/** Watches a pending invite, or enters an accepted room; null for a session that wants nothing of the server. */
export function startLive(
  ports: Omit<ConnectionPorts, 'rest'> & { readonly rest: Rest },
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
  const choices: RoomSession['choices'] = {
    hideAddress: () => store.find(id)?.hideAddress ?? false,
    viaServer: () => store.find(id)?.viaServer ?? false,
    async setViaServer(viaServer) {
      await store.change(id, (record) => ({ ...record, viaServer }))
    },
  }
  const session = { server, identity, role, choices, roomId: state.roomId }
  return createConnection(ports, session, ring, talk, on.gone)
}

export { testPlatform }
