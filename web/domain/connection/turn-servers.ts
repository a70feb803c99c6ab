/** The TURN servers of a room: fetched when both people are there, and again before the credential expires. */
import type { DeviceId, RoomId } from '../../../protocol/ids.ts'
import type { IceServer } from '../../../protocol/signal.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Rest } from '../../transport/api/rest.ts'

/** Longest wait for TURN servers before a connection starts without them. */
const WAIT_MS = 3_000
/** A credential is used only for links that start within this share of its lifetime. */
const SHARE_USED = 0.5
const SECOND_MS = 1_000

/** Resolves to the TURN servers, or null when the server did not answer in time; never rejects. */
export function createTurnServers(
  ports: { readonly rest: Pick<Rest, 'turn'>; readonly clock: Clock },
  session: { readonly server: string; readonly roomId: RoomId; readonly deviceId: DeviceId },
): () => Promise<readonly IceServer[] | null> {
  const { clock, rest } = ports
  let known: readonly IceServer[] = []
  let until = Number.NEGATIVE_INFINITY
  return async () => {
    if (clock.elapsed() < until) return known
    const timeout = new Promise<null>((resolve) => clock.after(WAIT_MS, () => resolve(null)))
    const { server, roomId, deviceId } = session
    const answer = await Promise.race([rest.turn(server, { roomid: roomId, deviceId }), timeout])
    if (!answer?.ok) return null
    known = answer.value.iceServers
    until = clock.elapsed() + answer.value.expiresInSeconds * SECOND_MS * SHARE_USED
    return known
  }
}
