/** Invites and rooms: create, accept, check, look up, delete. */
import { createHash } from 'node:crypto'
import * as v from 'valibot'
import { unreachable } from '../../base/result.ts'
import { type RoomId, roomIdSchema } from '../../protocol/ids.ts'
import { acceptInviteSchema, checkInviteSchema, createInviteSchema } from '../../protocol/rest.ts'
import { INVITES_FULL_WAIT_MS } from '../core/limits.ts'
import type { Api } from './api.ts'
import { fail, json, tooMany } from './call/answers.ts'
import { type Call, checkFields, readBody } from './call/call.ts'
import { guardCode } from './code-guard.ts'
import { inviteTicket } from './nudges.ts'

export async function createInvite(api: Api, call: Call): Promise<Response> {
  const body = await readBody(call.request)
  if (!body.ok) return body.error
  const fields = checkFields(createInviteSchema, body.value)
  if (!fields.ok) return fields.error
  const { joinid: joinCode, client1, expiresInSeconds, work } = fields.value
  const ticket = await inviteTicket(api, call, fields.value.ticket)
  if (!ticket.ok) return ticket.error
  return guardCode(api, call, { joinCode, work }, async () => {
    const { clock, invites } = api
    if (api.limited && !invites.allows(call.client, clock.elapsed()))
      return { answer: tooMany(INVITES_FULL_WAIT_MS), right: true }
    const now = clock.now()
    const lifeMs = expiresInSeconds * 1_000
    const kept = ticket.value === undefined ? {} : { ticket: ticket.value }
    const invite = { joinCode, client1, expiresAt: now + lifeMs, ...kept }
    const made = await api.store.createInvite(invite, now)
    switch (made.kind) {
      case 'created':
        if (api.limited) invites.made(joinCode, call.client, clock.elapsed() + lifeMs)
        return {
          answer: json(201, { ok: true, exp: new Date(made.expiresAt).toISOString() }),
          right: true,
        }
      case 'conflict':
        return { answer: fail(409, 'conflict'), right: false }
      default:
        return unreachable(made)
    }
  })
}

export async function acceptInvite(api: Api, call: Call): Promise<Response> {
  const body = await readBody(call.request)
  if (!body.ok) return body.error
  const fields = checkFields(acceptInviteSchema, body.value)
  if (!fields.ok) return fields.error
  const { joinid: joinCode, client2, retryKey, work } = fields.value
  const wait = api.limited ? api.rooms.wait(call.client, api.clock.elapsed()) : 0
  if (wait > 0) return tooMany(wait)
  return guardCode(api, call, { joinCode, work }, async () => {
    const retryHash =
      retryKey === undefined ? null : createHash('sha256').update(retryKey).digest('base64url')
    const roomId = api.newRoomId() as RoomId
    const taken = await api.store.acceptInvite({ joinCode, client2, retryHash, roomId }, api.clock.now())
    switch (taken.kind) {
      case 'accepted': {
        const { client1 } = taken.room
        if (api.limited) api.rooms.take(call.client, api.clock.elapsed())
        api.bus.publish({ kind: 'invite_accepted', joinCode, client1, roomId: taken.room.roomId })
        if (taken.ticket !== null) api.nudges?.accepted(taken.room.roomId, taken.ticket)
        return { answer: json(200, { roomid: taken.room.roomId }), right: true }
      }
      case 'again':
        return { answer: json(200, { roomid: taken.room.roomId }), right: true }
      case 'used':
        return { answer: fail(409, 'conflict'), right: false }
      case 'missing':
        return { answer: fail(404, 'not_found_or_expired'), right: false }
      default:
        return unreachable(taken)
    }
  })
}

export async function checkInvite(api: Api, call: Call): Promise<Response> {
  const body = await readBody(call.request)
  if (!body.ok) return body.error
  const fields = checkFields(checkInviteSchema, body.value)
  if (!fields.ok) return fields.error
  const { joinid, client1 } = fields.value
  const found = await api.store.checkInvite(joinid, client1, api.clock.now())
  switch (found.kind) {
    case 'pending':
      return new Response(null, { status: 204, headers: { 'Cache-Control': 'no-store' } })
    case 'accepted':
      return json(200, { roomid: found.roomId })
    case 'missing':
      return fail(404, 'not_found_or_expired')
    default:
      return unreachable(found)
  }
}

export async function getRoom(api: Api, call: Call): Promise<Response> {
  const roomId = call.url.searchParams.get('roomid')
  if (!roomId) return fail(400, 'missing_roomid')
  const known = v.safeParse(roomIdSchema, roomId)
  if (!known.success) return fail(404, 'not_found')
  const room = await api.store.room(known.output)
  if (!room) return fail(404, 'not_found')
  return json(200, { roomid: room.roomId, client1: room.client1, client2: room.client2 })
}

export async function deleteRoom(api: Api, call: Call): Promise<Response> {
  const body = await readBody(call.request)
  if (!body.ok) return body.error
  const fields = checkFields(v.object({ roomid: roomIdSchema }), body.value)
  if (!fields.ok) return fields.error
  const { roomid: roomId } = fields.value
  if (await api.store.deleteRoom(roomId)) api.bus.publish({ kind: 'room_deleted', roomId })
  return json(200, { ok: true })
}
