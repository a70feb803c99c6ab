/** TURN credentials for a member of a room. */
import { turnSchema } from '../../protocol/rest.ts'
import type { Api } from './api.ts'
import { fail, json, tooMany } from './call/answers.ts'
import { type Call, checkFields, readBody } from './call/call.ts'

export async function makeTurn(api: Api, call: Call): Promise<Response> {
  const body = await readBody(call.request)
  if (!body.ok) return body.error
  const fields = checkFields(turnSchema, body.value)
  if (!fields.ok) return fields.error
  const { roomid, deviceId } = fields.value
  const wait = api.limited ? api.turn.calls.take(call.client, api.clock.elapsed()) : 0
  if (wait > 0) return tooMany(wait)
  const room = await api.store.room(roomid)
  // The same answer for both cases, so that a stranger does not learn whether the room exists.
  if (!room || (room.client1 !== deviceId && room.client2 !== deviceId)) return fail(404, 'not_found')
  if (!api.turn.credentials) return fail(503, 'unavailable')
  return json(200, api.turn.credentials.make(api.clock.now()))
}
