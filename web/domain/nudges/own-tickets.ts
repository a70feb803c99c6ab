/** Tickets for this phone: a subscription under a scope of its own, sealed to the server's nudge key. */
import { err, ok, type Result } from '../../../base/result.ts'
import type { RoomId } from '../../../protocol/ids.ts'
import { TEST_TICKET_SECONDS, TICKET_SECONDS_MAX } from '../../../protocol/limits.ts'
import { type NudgeKeys, readNudgeKey, roomMark, type Ticket } from '../../../protocol/nudges.ts'
import { loadSealTicket } from '../../crypto/lazy.ts'
import type { Clock } from '../../platform/clock.ts'
import type { PushAddress } from '../../platform/page/push.ts'
import type { Rest } from '../../transport/api/rest.ts'
import type { NudgeFailure } from './nudges.model.ts'

const SECOND_MS = 1_000
/** A ticket that has less left is sealed anew; so each lives nearly as long as the messages that wait. */
const RENEW_BELOW_MS = 6 * 86_400_000
/** Servers whose keys are remembered: more than anybody uses. */
const SERVERS_MAX = 16
/** Sealed tickets that are remembered: one for each session that may ring. */
const SEALED_MAX = 64

export interface OwnTicket {
  readonly ticket: string
  /** When it runs out, wall clock, milliseconds. */
  readonly until: number
}

/** Kept below the longest life that a server accepts, since this phone's clock may be ahead of the server's. */
const CLOCK_MARGIN_SECONDS = 3_600
const TEST_MARGIN_SECONDS = 60

export interface OwnTickets {
  readonly keys: (server: string) => Promise<Result<NudgeKeys, NudgeFailure>>
  /** For the members of a room. The address must be of the key that `keys` gave. */
  readonly forRoom: (server: string, room: RoomId, address: PushAddress) => Promise<OwnTicket | null>
  /** For an invite that has no room yet, until then (wall clock, milliseconds). */
  readonly forInvite: (server: string, until: number, address: PushAddress) => Promise<string | null>
  /** For a try of this phone's own ring. */
  readonly forTest: (server: string, address: PushAddress) => Promise<string | null>
  readonly forget: () => void
}

export interface OwnTicketsPorts {
  readonly clock: Clock
  readonly rest: Pick<Rest, 'nudgeKeys'>
  readonly page: { readonly origin: string }
  /** What the notifications say, in the language of this phone. */
  readonly words: () => Ticket['w']
}

export function createOwnTickets({ clock, rest, page, words }: OwnTicketsPorts): OwnTickets {
  const known = new Map<string, { readonly keys: NudgeKeys; readonly until: number }>()
  /** By room: what was sealed last, and for which address, key and language. */
  const sealed = new Map<string, OwnTicket & { readonly of: string }>()
  const keys: OwnTickets['keys'] = async (server) => {
    const before = known.get(server)
    if (before && before.until > clock.elapsed()) return ok(before.keys)
    const asked = await rest.nudgeKeys(server)
    if (!asked.ok) {
      const { code } = asked.error
      if (code === 'too_many_requests') return err('server_refused')
      // A server that has no such path is an older one.
      return err(code === 'server_unreachable' ? 'server_unreachable' : 'server_does_not_ring')
    }
    if (known.size >= SERVERS_MAX) known.clear()
    known.set(server, {
      keys: asked.value,
      until: clock.elapsed() + asked.value.expiresInSeconds * SECOND_MS,
    })
    return ok(asked.value)
  }
  const seal = async (
    server: string,
    { endpoint, p256dh, auth }: PushAddress,
    room: string,
    until: number,
  ): Promise<string | null> => {
    const asked = await keys(server)
    const key = asked.ok ? readNudgeKey(asked.value.key) : null
    if (!key) return null
    // Code that did not load makes no ticket; the next channel tries again.
    const sealing = await loadSealTicket().catch(() => null)
    if (!sealing) return null
    const x = Math.floor(until / SECOND_MS)
    return sealing.sealTicket(key, {
      e: endpoint,
      p: p256dh,
      a: auth,
      x,
      r: room,
      o: page.origin,
      w: words(),
    })
  }
  return {
    keys,
    async forRoom(server, room, address) {
      const asked = await keys(server)
      if (!asked.ok) return null
      const of = `${asked.value.key} ${address.endpoint} ${words().waiting.lang}`
      const before = sealed.get(room)
      if (before?.of === of && before.until - clock.now() > RENEW_BELOW_MS) return before
      const until = clock.now() + (TICKET_SECONDS_MAX - CLOCK_MARGIN_SECONDS) * SECOND_MS
      const ticket = await seal(server, address, roomMark(room), until)
      if (!ticket) return null
      if (sealed.size >= SEALED_MAX) sealed.clear()
      sealed.set(room, { ticket, until, of })
      return { ticket, until }
    },
    forInvite: (server, until, address) => seal(server, address, '', until),
    forTest: (server, address) =>
      seal(server, address, '', clock.now() + (TEST_TICKET_SECONDS - TEST_MARGIN_SECONDS) * SECOND_MS),
    forget() {
      known.clear()
      sealed.clear()
    },
  }
}
