/** Invites and rooms: create, accept, check, look up, delete. */
import { createHash } from 'node:crypto'
import * as v from 'valibot'
import { unreachable } from '../../base/result.ts'
import { type RoomId, roomIdSchema } from '../../protocol/ids.ts'
import { acceptInviteSchema, checkInviteSchema, createInviteSchema } from '../../protocol/rest.ts'
import type { Api } from './api.ts'
import { fail, json, tooMany } from './call/answers.ts'
import { type Call, checkFields, readBody } from './call/call.ts'

/** A client that guesses is refused before its code is looked up, or the answer would say whether the code is live. */
const guessWait = (api: Api, call: Call): number =>
  api.limited ? api.guesses.wait(call.client, api.clock.elapsed()) : 0
const charge = (api: Api, call: Call): void => {
  if (api.limited) api.guesses.charge(call.client, api.clock.elapsed())
}

export async function createInvite(api: Api, call: Call): Promise<Response> {
  const body = await readBody(call.request)
  if (!body.ok) return body.error
  const fields = checkFields(createInviteSchema, body.value)
  if (!fields.ok) return fields.error
  const wait = guessWait(api, call)
  if (wait > 0) return tooMany(wait)
  const now = api.clock.now()
  const { joinid: joinCode, client1, expiresInSeconds } = fields.value
  const made = await api.store.createInvite(
    { joinCode, client1, expiresAt: now + expiresInSeconds * 1_000 },
    now,
  )
  switch (made.kind) {
    case 'created':
      return json(201, { ok: true, exp: new Date(made.expiresAt).toISOString() })
    case 'conflict':
      charge(api, call)
      return fail(409, 'conflict')
    default:
      return unreachable(made)
  }
}

export async function acceptInvite(api: Api, call: Call): Promise<Response> {
  const body = await readBody(call.request)
  if (!body.ok) return body.error
  const fields = checkFields(acceptInviteSchema, body.value)
  if (!fields.ok) return fields.error
  const wait = guessWait(api, call)
  if (wait > 0) return tooMany(wait)
  const { joinid: joinCode, client2, retryKey } = fields.value
  const retryHash = retryKey === undefined ? null : createHash('sha256').update(retryKey).digest('base64url')
  const roomId = api.newRoomId() as RoomId
  const taken = await api.store.acceptInvite({ joinCode, client2, retryHash, roomId }, api.clock.now())
  switch (taken.kind) {
    case 'accepted':
      api.bus.publish({
        kind: 'invite_accepted',
        joinCode,
        client1: taken.room.client1,
        roomId: taken.room.roomId,
      })
      return json(200, { roomid: taken.room.roomId })
    case 'again':
      return json(200, { roomid: taken.room.roomId })
    case 'used':
      charge(api, call)
      return fail(409, 'conflict')
    case 'missing':
      charge(api, call)
      return fail(404, 'not_found_or_expired')
    default:
      return unreachable(taken)
  }
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
