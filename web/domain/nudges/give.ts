/** Gives the other side this phone's ticket: the peer over the open channel, or the server with an invite that waits for its guest. */
import { err, ok, type Result } from '../../../base/result.ts'
import { INVITE_SECONDS_MIN } from '../../../protocol/limits.ts'
import type { PushAddress } from '../../platform/page/push.ts'
import type { Rest } from '../../transport/api/rest.ts'
import type { SessionId } from '../sessions/session.ts'
import type { SessionRecord } from '../sessions/session-record.ts'
import type { NudgeFailure } from './nudges.model.ts'
import type { SwitchesPorts } from './nudges.types.ts'

/** A repeat takes a moment; an invite that ends sooner is left alone, since a repeat after its end would make it anew. */
const INVITE_LEFT_MS_MIN = 15_000
/** An invite's ticket outlives the invite by this, since this phone's clock may be behind the server's. */
const CLOCK_MARGIN_MS = 3_600_000
const SECOND_MS = 1_000

type Pending = SessionRecord & { readonly state: { readonly kind: 'pending' } }
export const isPending = (record: SessionRecord): record is Pending => record.state.kind === 'pending'

/** Repeats the invite with a ticket, which the server keeps sealed until somebody accepts; null takes it back. Nothing to do is no failure. */
export async function repeatInvite(
  { clock, rest }: { readonly clock: SwitchesPorts['clock']; readonly rest: Pick<Rest, 'createInvite'> },
  { server, identity, state }: Pending,
  ticket: string | null,
): Promise<Result<void, 'server_unreachable' | 'server_refused'>> {
  const left = state.expiresAt - clock.now()
  if (left < INVITE_LEFT_MS_MIN) return ok(undefined)
  const expiresInSeconds = Math.max(INVITE_SECONDS_MIN, Math.floor(left / SECOND_MS))
  const body = { joinid: state.joinCode, client1: identity.deviceId, expiresInSeconds, ticket }
  const repeated = await rest.createInvite(server, body)
  // A conflict: somebody accepted it meanwhile.
  if (repeated.ok || repeated.error.code === 'conflict') return ok(undefined)
  return err(repeated.error.code === 'server_unreachable' ? 'server_unreachable' : 'server_refused')
}

export interface Giving {
  /** Gives a ticket of a session that is on; a channel to the peer must be open, or the invite be pending. */
  readonly give: (id: SessionId) => Promise<Result<void, NudgeFailure>>
  /** Gives tickets to pending invites that have none: made anew, or of a page that was here before. */
  readonly giveInvites: () => Promise<void>
  readonly forget: () => void
}

export function createGiving(
  ports: SwitchesPorts,
  subscriptions: {
    readonly subscribeAnew: (
      record: SessionRecord,
      scope: string,
    ) => Promise<Result<PushAddress, NudgeFailure>>
    readonly setLost: (id: SessionId, isLost: boolean) => void
  },
): Giving {
  const { store, log, push, tickets, say } = ports
  /** The code that a session's ticket went to; one for each pending session that is on. */
  const given = new Map<SessionId, string>()
  const addressOf = async (
    record: SessionRecord,
    scope: string,
    vapid: string,
  ): Promise<PushAddress | null> => {
    const found = await push.find(scope, vapid)
    // A browser that is too busy to say has lost nothing; the next channel asks again.
    if (found === 'no_answer') return null
    let address = found
    // The server has another key now, or the browser lost the subscription; where it was allowed, no tap is needed.
    if (!address && push.state() === 'granted') {
      const again = await subscriptions.subscribeAnew(record, scope)
      if (again.ok) address = again.value
    }
    subscriptions.setLost(record.id, !address && store.find(record.id)?.nudges?.scope === scope)
    return address
  }
  const give: Giving['give'] = async (id) => {
    const record = store.find(id)
    if (!record?.nudges) return ok(undefined)
    const { server, nudges, state } = record
    if (state.kind === 'pending') given.set(id, state.joinCode)
    const keys = await tickets.keys(server)
    if (!keys.ok) {
      given.delete(id)
      return keys
    }
    const address = await addressOf(record, nudges.scope, keys.value.vapid)
    const isOn = (): boolean => store.find(id)?.nudges?.scope === nudges.scope
    if (isPending(record)) {
      const ticket =
        address && (await tickets.forInvite(server, record.state.expiresAt + CLOCK_MARGIN_MS, address))
      if (address && !ticket) return err('absent')
      if (!ticket) given.delete(id)
      if (!ticket || !isOn()) return ok(undefined)
      const repeated = await repeatInvite(ports, record, ticket)
      if (!repeated.ok) given.delete(id)
      return repeated
    }
    if (state.kind !== 'accepted' || !address) return ok(undefined)
    const made = await tickets.forRoom(server, state.roomId, address)
    // A browser without X25519, or a server's key that is none: this phone cannot be rung.
    if (!made) return err('absent')
    // Turned off meanwhile.
    if (!isOn()) return ok(undefined)
    if (say(id, { t: 'ticket', ticket: made.ticket, until: made.until }))
      log.add('info', 'nudge.ticket_given')
    return ok(undefined)
  }
  return {
    give,
    async giveInvites() {
      const pending = store.records.peek().filter(isPending)
      for (const id of given.keys()) if (!pending.some((record) => record.id === id)) given.delete(id)
      for (const { id, nudges, state } of pending)
        if (nudges && !ports.busy.has(nudges.scope) && given.get(id) !== state.joinCode) await give(id)
    },
    forget: () => given.clear(),
  }
}
