/** Nudges: the server's keys, rings of a member's peer, a phone's trial of itself, and the host of an accepted invite. */
import { err, ok, type Result } from '../../base/result.ts'
import { TEST_TICKET_SECONDS, TICKET_SECONDS_MAX } from '../../protocol/limits.ts'
import { ringSchema, roomMark, testRingSchema } from '../../protocol/nudges.ts'
import type { Client } from '../core/client.ts'
import { CLOCKS_APART_SECONDS, NUDGE_KEY_ASK_SECONDS, TEST_CLOCKS_APART_SECONDS } from '../core/limits.ts'
import type { Buckets } from '../core/rate.ts'
import type { OpenTicket, TicketFault } from '../push/tickets.ts'
import type { Api } from './api.ts'
import { fail, json, tooMany } from './call/answers.ts'
import { type Call, checkFields, readBody } from './call/call.ts'
import type { NudgePorts } from './nudge-ports.ts'

const STATUS: Readonly<Record<TicketFault, 400 | 403>> = { invalid_ticket: 400, ticket_expired: 403 }
const refuse = (fault: TicketFault): Response => fail(STATUS[fault], fault)

/** From when to when a ticket may end, in seconds from now. */
interface Ends {
  readonly after: number
  readonly before: number
}
const IN_A_WEEK: Ends = { after: 0, before: TICKET_SECONDS_MAX + CLOCKS_APART_SECONDS }
const AT_ONCE: Ends = {
  after: -TEST_CLOCKS_APART_SECONDS,
  before: TEST_TICKET_SECONDS + TEST_CLOCKS_APART_SECONDS,
}

/** Opens a ticket that ends in time. `now`: milliseconds since 1970. */
async function openInTime(
  { open }: NudgePorts,
  text: string,
  now: number,
  ends: Ends,
): Promise<Result<OpenTicket, TicketFault>> {
  const opened = await open(text)
  if (!opened.ok) return opened
  const seconds = opened.value.endsAt - now / 1_000
  if (seconds <= ends.after) return err('ticket_expired')
  return seconds > ends.before ? err('invalid_ticket') : opened
}

/** Opens a ticket of no room, as an invite or a trial has it. */
async function openRoomless(
  ports: NudgePorts,
  text: string,
  now: number,
  ends: Ends,
): Promise<Result<OpenTicket, TicketFault>> {
  const opened = await openInTime(ports, text, now, ends)
  return opened.ok && opened.value.room !== '' ? err('invalid_ticket') : opened
}

const waitOf = ({ limited, clock }: Api, buckets: Buckets, client: Client): number =>
  limited ? buckets.take(client, clock.elapsed()) : 0

/** Takes one ring of a member; one that nobody pressed for has a narrower budget too. Returns the milliseconds to wait, 0 when it may. */
function takeRing({ limited, clock }: Api, ports: NudgePorts, ringer: Client, pressed: boolean): number {
  if (!limited) return 0
  const now = clock.elapsed()
  const wait = Math.max(ports.rings.wait(ringer, now), pressed ? 0 : ports.ownRings.wait(ringer, now))
  if (wait > 0) return wait
  ports.rings.take(ringer, now)
  return pressed ? 0 : ports.ownRings.take(ringer, now)
}

export function offerNudges({ nudges }: Api): Response {
  if (!nudges) return fail(503, 'unavailable')
  const { keyId, publicKey } = nudges.keys.current()
  return json(200, {
    key: Buffer.concat([keyId, publicKey]).toString('base64url'),
    vapid: nudges.vapid.publicKey(),
    expiresInSeconds: NUDGE_KEY_ASK_SECONDS,
  })
}

export async function ring(api: Api, call: Call): Promise<Response> {
  const body = await readBody(call.request)
  if (!body.ok) return body.error
  const fields = checkFields(ringSchema, body.value)
  if (!fields.ok) return fields.error
  const { nudges } = api
  if (!nudges) return fail(503, 'unavailable')
  const { roomid, deviceId, ticket, now: pressed = false } = fields.value
  const wait = waitOf(api, nudges.calls, call.client)
  if (wait > 0) return tooMany(wait)
  const room = await api.store.room(roomid)
  // One answer for no room, no member and a ticket of another room, so that a stranger learns nothing of any.
  if (!room || (room.client1 !== deviceId && room.client2 !== deviceId)) return fail(404, 'not_found')
  // Before the ticket is opened, which takes milliseconds.
  const ringWait = takeRing(api, nudges, nudges.ringer(roomid, deviceId), pressed)
  if (ringWait > 0) return tooMany(ringWait)
  const opened = await openInTime(nudges, ticket, api.clock.now(), IN_A_WEEK)
  if (!opened.ok) return refuse(opened.error)
  if (opened.value.room !== roomMark(roomid)) return fail(404, 'not_found')
  return json(200, await nudges.sender.send({ ticket: opened.value, occasion: 'waiting', urgent: pressed }))
}

export async function testRing(api: Api, call: Call): Promise<Response> {
  const body = await readBody(call.request)
  if (!body.ok) return body.error
  const fields = checkFields(testRingSchema, body.value)
  if (!fields.ok) return fields.error
  const { nudges } = api
  if (!nudges) return fail(503, 'unavailable')
  const wait = waitOf(api, nudges.tests, call.client)
  if (wait > 0) return tooMany(wait)
  const opened = await openRoomless(nudges, fields.value.ticket, api.clock.now(), AT_ONCE)
  if (!opened.ok) return refuse(opened.error)
  return json(200, await nudges.sender.send({ ticket: opened.value, occasion: 'waiting', urgent: true }))
}

/**
 * Checks the ticket that comes with an invite, and returns what to store of it: null drops the one that is stored; undefined changes nothing, and is the answer where this server does not ring.
 * The error is the response: what could not be used later is never stored.
 */
export async function inviteTicket(
  api: Api,
  call: Call,
  ticket: string | null | undefined,
): Promise<Result<string | null | undefined, Response>> {
  const { nudges } = api
  if (ticket === null) return ok(null)
  if (ticket === undefined || !nudges) return ok(undefined)
  const wait = waitOf(api, nudges.calls, call.client)
  if (wait > 0) return err(tooMany(wait))
  const opened = await openRoomless(nudges, ticket, api.clock.now(), IN_A_WEEK)
  return opened.ok ? ok(ticket) : err(refuse(opened.error))
}

/** Rings the host with an invite's ticket. Does nothing when it has run out meanwhile, or its key is gone. */
export async function ringHost(ports: NudgePorts, ticket: string, now: number): Promise<void> {
  const opened = await openRoomless(ports, ticket, now, IN_A_WEEK)
  if (opened.ok) await ports.sender.send({ ticket: opened.value, occasion: 'accepted', urgent: true })
}
