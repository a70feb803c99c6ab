/** Makes a session live: watches its invite, or enters its room. This file loads all code needed for that. */
import type { RoomId } from '../../../protocol/ids.ts'
import { testPlatform } from '../../channel/secure-link.ts'
import { preloadMlKem768 } from '../../crypto/noise/kem.ts'
import type { Rest } from '../../transport/api/rest.ts'
import { createSemaphore, type Semaphore } from '../../transport/link/semaphore.ts'
import type { PeerInbox } from '../conversation/conversation.types.ts'
import { createPendingInvite } from '../invites/pending-invite.ts'
import type { LiveSession } from '../sessions/live-session.ts'
import type { ClosedReason } from '../sessions/session.ts'
import { createSessionKeys } from '../sessions/session-keys.ts'
import type { SessionRecord } from '../sessions/session-record.ts'
import type { SessionStore } from '../sessions/session-store.ts'
import type { ConnectionPorts } from './connection-ports.ts'
import { createRoomConnection } from './room-connection.ts'
import type { Choices } from './room-entry.ts'

/** Connections that may gather addresses at the same time; more make iOS hang. */
const GATHERING_MAX = 2

/** One for all sessions: limits how many links gather their addresses at once. */
export const createGatherSemaphore = (): Semaphore => createSemaphore(GATHERING_MAX)

export interface StartEvents {
  readonly accepted: (roomId: RoomId) => void
  readonly expired: () => void
  /** Called once: the session is over. */
  readonly gone: (reason: ClosedReason) => void
}

/** Returns null for a session that does not need the server. */
export function startSession(
  ports: Omit<ConnectionPorts, 'rest'> & { readonly rest: Rest },
  store: SessionStore,
  { id, server, identity, role, state }: SessionRecord,
  conversation: PeerInbox,
  on: StartEvents,
): LiveSession | null {
  if (state.kind === 'pending') {
    testPlatform().catch(() => {
      // Tried again before the handshake.
    })
    const { joinCode, expiresAt } = state
    return createPendingInvite(ports, { server, identity, joinCode, expiresAt }, on)
  }
  if (state.kind !== 'accepted') return null
  const keys = createSessionKeys({ store, clock: ports.clock, random: ports.random }, id)
  const choices: Choices = {
    hideAddress: () => store.find(id)?.hideAddress ?? false,
    viaServer: () => store.find(id)?.viaServer ?? false,
    setViaServer: async (viaServer) => (await store.change(id, (record) => ({ ...record, viaServer }))).ok,
  }
  const session = { server, identity, role, choices, roomId: state.roomId }
  return createRoomConnection(ports, session, keys, conversation, on.gone)
}

export { preloadMlKem768, testPlatform }
