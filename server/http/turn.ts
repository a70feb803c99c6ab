/** A member of a room asks for the way through a TURN server. */
import { turnSchema } from '../../protocol/rest.ts'
import { type Api, type Call, checkFields, fail, json, readBody, tooMany } from './route.ts'

export async function makeTurn(api: Api, call: Call): Promise<Response> {
  const body = await readBody(call.request)
  if (!body.ok) return body.error
  const fields = checkFields(turnSchema, body.value)
  if (!fields.ok) return fields.error
  const { roomid, deviceId } = fields.value
  const wait = api.limited ? api.turn.calls.take(call.client, api.now()) : 0
  if (wait > 0) return tooMany(wait)
  const room = api.store.room(roomid)
  // One answer for both: who is no member learns nothing of the room.
  if (!room || (room.client1 !== deviceId && room.client2 !== deviceId)) return fail(404, 'not_found')
  if (!api.turn.credentials) return fail(503, 'unavailable')
  return json(200, api.turn.credentials.make(api.now()))
}
