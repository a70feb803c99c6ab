/** Watches one pending invite: the server reports when a guest accepts; while the socket is down, we poll. */
import type { JoinCode, RoomId } from '../../../protocol/ids.ts'
import { serverToSocketUrl } from '../../../protocol/signal.ts'
import type { Log } from '../../log/log.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Rtc } from '../../platform/network/rtc.types.ts'
import type { Sockets } from '../../platform/network/socket.ts'
import type { Random } from '../../platform/random.ts'
import type { Rest } from '../../transport/api/rest.ts'
import { createSignaling, type SignalingEvent } from '../../transport/signaling/signaling.ts'
import type { LiveSession } from '../sessions/live-session.ts'
import type { SessionIdentity } from '../sessions/session-record.ts'

/** Polling interval while the socket is down. */
const ASK_EVERY_MS = 5_000
/** Wait after the expiry, so that an acceptance in the last second still arrives. */
const EXPIRY_GRACE_MS = 500
/** Browser timers overflow at 2³¹ ms. Invites last one day at most, so this cap never shortens a wait. */
const TIMER_MS_MAX = 2_000_000_000

export function createPendingInvite(
  ports: {
    readonly sockets: Sockets
    readonly clock: Clock
    readonly random: Random
    readonly rest: Rest
    readonly rtc: Rtc
    readonly log: Log
  },
  invite: {
    readonly server: string
    readonly joinCode: JoinCode
    readonly expiresAt: number
    readonly identity: SessionIdentity
  },
  on: { readonly accepted: (roomId: RoomId) => void; readonly expired: () => void },
): LiveSession {
  const { clock, log } = ports
  let cancelAsk = () => {}
  let ended = false
  const end = (): boolean => {
    if (ended) return false
    ended = true
    cancelAsk()
    cancelExpiry()
    signaling.stop()
    return true
  }
  const accepted = (roomId: RoomId): void => {
    if (end()) on.accepted(roomId)
  }

  const askSoon = (): void => {
    cancelAsk()
    if (!ended) cancelAsk = clock.after(ASK_EVERY_MS, () => void ask())
  }
  const ask = async (): Promise<void> => {
    const answer = await ports.rest.checkInvite(invite.server, {
      joinid: invite.joinCode,
      client1: invite.identity.deviceId,
    })
    if (ended) return
    if (answer.ok && answer.value) return accepted(answer.value.roomid)
    if (answer.ok) return clock.now() >= invite.expiresAt ? askSoon() : undefined
    log.add('info', 'invite.asked', { error: answer.error.code })
    if (answer.error.code !== 'not_found_or_expired') return askSoon()
    if (end()) on.expired()
  }
  const onSignaling = (event: SignalingEvent): void => {
    if (event.kind === 'accepted') accepted(event.roomId)
    else if (event.kind === 'invite_gone') void ask()
    else if (event.kind === 'down') askSoon()
    else if (event.kind === 'up') cancelAsk()
  }

  ports.rtc.warm()
  const untilExpiry = Math.min(TIMER_MS_MAX, Math.max(0, invite.expiresAt - clock.now()) + EXPIRY_GRACE_MS)
  const cancelExpiry = clock.after(untilExpiry, () => void ask())
  const signaling = createSignaling({
    sockets: ports.sockets,
    clock,
    random: ports.random,
    url: serverToSocketUrl(invite.server),
    want: { kind: 'invite', joinid: invite.joinCode, client1: invite.identity.deviceId },
    on: onSignaling,
  })
  return {
    resume(stale) {
      if (stale) signaling.resume()
      if (clock.now() >= invite.expiresAt) void ask()
    },
    refresh() {},
    pageHidden() {},
    pageGone() {},
    leave: () => void end(),
    end: () => void end(),
    suspend: () => void end(),
    stop: () => void end(),
  }
}
