/** The REST calls: each answer is checked by a schema, each failure is one of a closed union. */
import * as v from 'valibot'
import { err, ok, type Result } from '../../../base/result.ts'
import type { DeviceId, RoomId } from '../../../protocol/ids.ts'
import {
  NUDGE_API,
  type NudgeKeys,
  nudgeKeysSchema,
  type Rang,
  rangSchema,
  type ringSchema,
} from '../../../protocol/nudges.ts'
import {
  type AcceptInvite,
  API,
  type CheckInvite,
  type CreateInvite,
  healthSchema,
  inviteAcceptedSchema,
  inviteCreatedSchema,
  purgedSchema,
  type RoomRecord,
  roomRecordSchema,
  type TurnAsked,
  type TurnMade,
  turnMadeSchema,
  versionSchema,
} from '../../../protocol/rest.ts'
import type { Clock } from '../../platform/clock.ts'
import { createCalls, expecting, type RestFailure } from './calls.ts'

export type { RestFailure } from './calls.ts'

type Ring = v.InferOutput<typeof ringSchema>
type Answer<T> = Promise<Result<T, RestFailure>>

/** In every call `server` is an origin such as https://chat.example. */
export interface Rest {
  readonly createInvite: (server: string, body: CreateInvite) => Answer<{ readonly exp: string }>
  readonly acceptInvite: (server: string, body: AcceptInvite) => Answer<{ readonly roomid: RoomId }>
  /** Resolves to null while the invite is pending. */
  readonly checkInvite: (server: string, body: CheckInvite) => Answer<{ readonly roomid: RoomId } | null>
  /** What the server stores about a room, which it tells anyone who knows the room's id; null for nothing. */
  readonly room: (server: string, roomId: RoomId) => Answer<RoomRecord | null>
  /** Short-lived credentials for a TURN server; `unavailable` where there is none. */
  readonly turn: (server: string, body: TurnAsked) => Answer<TurnMade>
  /** The keys with which this phone can be rung through that server; `unavailable` where it does not ring. */
  readonly nudgeKeys: (server: string) => Answer<NudgeKeys>
  /** Rings the phone of the other member of a room; sent even while the page is closing. */
  readonly ring: (server: string, body: Ring) => Answer<Rang>
  /** Rings this phone itself. */
  readonly testRing: (server: string, ticket: string) => Answer<Rang>
  readonly purge: (server: string, deviceId: DeviceId) => Answer<void>
  /** Whether an Inviso server answers at this origin. */
  readonly probe: (
    server: string,
  ) => Promise<Result<{ readonly build: string }, 'server_unreachable' | 'not_inviso'>>
}

export function createRest(send: typeof fetch, clock: Clock): Rest {
  const { call, postOnce, post, postCode } = createCalls(send, clock)
  return {
    createInvite: async (server, body) =>
      expecting(await postCode(server, API.rooms, body), inviteCreatedSchema),
    acceptInvite: async (server, body) =>
      expecting(await postCode(server, API.accept, body), inviteAcceptedSchema),
    async checkInvite(server, body) {
      const answer = await post(server, API.check, body)
      return answer?.status === 204 ? ok(null) : expecting(answer, inviteAcceptedSchema)
    },
    async room(server, roomId) {
      const answer = await call(`${server}${API.rooms}?roomid=${encodeURIComponent(roomId)}`, {})
      return answer?.status === 404 ? ok(null) : expecting(answer, roomRecordSchema)
    },
    // A server without TURN also answers `unavailable`, so there is no retry.
    turn: async (server, body) => expecting(await postOnce(server, API.turn, body), turnMadeSchema),
    // A server that does not ring also answers `unavailable`, so there is no retry.
    nudgeKeys: async (server) => expecting(await call(server + NUDGE_API.nudges, {}), nudgeKeysSchema),
    ring: async (server, body) => expecting(await postOnce(server, NUDGE_API.nudges, body), rangSchema),
    testRing: async (server, ticket) =>
      expecting(await postOnce(server, NUDGE_API.test, { ticket }), rangSchema),
    async purge(server, deviceId) {
      const answer = await expecting(await post(server, API.purge, { deviceIds: [deviceId] }), purgedSchema)
      return answer.ok ? ok(undefined) : answer
    },
    async probe(server) {
      const health = await call(`${server}/healthz`, {})
      if (!health) return err('server_unreachable')
      const version = await call(`${server}/version.json`, {})
      if (!version || health.status >= 500 || version.status >= 500) return err('server_unreachable')
      const build = v.safeParse(versionSchema, version.json)
      return v.is(healthSchema, health.json) && build.success
        ? ok({ build: build.output.build })
        : err('not_inviso')
    },
  }
}
