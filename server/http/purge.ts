/** Purge: deletes every invite and room of the ids that a device made. */
import * as v from 'valibot'
import { deviceIdSchema } from '../../protocol/ids.ts'
import { PURGE_IDS_MAX } from '../../protocol/limits.ts'
import type { Api } from './api.ts'
import { fail, json } from './call/answers.ts'
import { type Call, readBody } from './call/call.ts'

const idsSchema = v.pipe(v.array(deviceIdSchema), v.maxLength(PURGE_IDS_MAX))

export async function purge(api: Api, call: Call): Promise<Response> {
  const body = await readBody(call.request)
  if (!body.ok) return body.error
  const { deviceIds, deviceId } = body.value
  if (deviceIds === undefined && deviceId === undefined) return fail(400, 'missing_deviceIds_or_deviceId')
  const given = deviceIds === undefined ? [deviceId] : deviceIds
  if (Array.isArray(given) && given.length === 0) return fail(400, 'empty_deviceIds_array')
  const ids = v.safeParse(idsSchema, given)
  if (!ids.success) return fail(400, 'invalid_device_ids')
  const unique = [...new Set(ids.output)]
  const { rooms, invites } = await api.store.purge(unique)
  for (const roomId of rooms) api.bus.publish({ kind: 'room_deleted', roomId })
  for (const { joinCode, client1 } of invites) api.bus.publish({ kind: 'invite_deleted', joinCode, client1 })
  return json(200, {
    success: true,
    deviceIdCount: unique.length,
    roomsDeleted: rooms.length,
    pendingsDeleted: invites.length,
  })
}
