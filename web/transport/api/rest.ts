/** The REST calls: each answer checked at the door, each failure one of a closed list. */
import * as v from 'valibot'
import { parseJson } from '../../../base/bytes.ts'
import { err, ok, type Result } from '../../../base/result.ts'
import type { RestError } from '../../../protocol/errors.ts'
import type { DeviceId, RoomId } from '../../../protocol/ids.ts'
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
  restErrorSchema,
  roomRecordSchema,
  type TurnAsked,
  type TurnMade,
  turnMadeSchema,
  versionSchema,
} from '../../../protocol/rest.ts'
import { doWork } from '../../../protocol/work.ts'
import type { Clock } from '../../platform/clock.ts'

export type RestFailure =
  | { readonly code: RestError; readonly retryAfterMs?: number | undefined }
  | { readonly code: 'server_unreachable' }
  | { readonly code: 'bad_answer' }
type Answer<T> = Promise<Result<T, RestFailure>>

/** Null when nobody answered in time. */
type Reply = { readonly status: number; readonly json: unknown } | null

/** `server` is an origin such as https://chat.example. */
export interface Rest {
  readonly createInvite: (server: string, body: CreateInvite) => Answer<{ readonly exp: string }>
  readonly acceptInvite: (server: string, body: AcceptInvite) => Answer<{ readonly roomid: RoomId }>
  /** Null: still pending. */
  readonly checkInvite: (server: string, body: CheckInvite) => Answer<{ readonly roomid: RoomId } | null>
  /** What the server holds of a room, as it answers it to anybody who knows the room; null for nothing. */
  readonly room: (server: string, roomId: RoomId) => Answer<RoomRecord | null>
  /** Short-lived credentials for a TURN server; `unavailable` and the like where there is none. */
  readonly turn: (server: string, body: TurnAsked) => Answer<TurnMade>
  readonly purge: (server: string, deviceId: DeviceId) => Answer<void>
  /** Whether an Inviso server answers there. */
  readonly probe: (
    server: string,
  ) => Promise<Result<{ readonly build: string }, 'server_unreachable' | 'not_inviso'>>
}

/** Waits before a server that has trouble is asked again: some seconds in all, while the person watches. */
const TROUBLE_WAITS_MS: readonly number[] = [1_000, 3_000]
/** A train's tunnel is longer, but a person does not wait longer. */
const ANSWER_WITHIN_MS = 10_000
/** The longest real answer is a few hundred bytes. */
const ANSWER_CHARS_MAX = 64 * 1024

export function createRest(send: typeof fetch, clock: Clock): Rest {
  const call = async (url: string, init: RequestInit): Promise<Reply> => {
    const abort = new AbortController()
    const cancel = clock.after(ANSWER_WITHIN_MS, () => abort.abort())
    try {
      const answer = await send(url, {
        ...init,
        signal: abort.signal,
        cache: 'no-store',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        redirect: 'error',
      })
      const text = await answer.text()
      return { status: answer.status, json: text.length > ANSWER_CHARS_MAX ? undefined : parseJson(text) }
    } catch {
      return null
    } finally {
      cancel()
    }
  }
  const failure = (json: unknown): RestFailure => {
    const parsed = v.safeParse(restErrorSchema, json)
    return parsed.success
      ? { code: parsed.output.error, retryAfterMs: parsed.output.retryAfterMs }
      : { code: 'bad_answer' }
  }
  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      clock.after(ms, resolve)
    })
  const postOnce = (server: string, path: string, body: unknown) =>
    call(server + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      // A page that goes away, or is erased, still gets its last word out.
      keepalive: path === API.purge,
    })
  const isTrouble = (answer: Reply): boolean =>
    answer?.status === 503 && failure(answer.json).code === 'unavailable'
  /** Asks a server that has trouble again. Every call that comes here may be repeated. */
  const post = async (server: string, path: string, body: unknown): Promise<Reply> => {
    let answer = await postOnce(server, path, body)
    for (const ms of TROUBLE_WAITS_MS) {
      if (!isTrouble(answer)) break
      await pause(ms)
      answer = await postOnce(server, path, body)
    }
    return answer
  }
  /** A server where codes are guessed from everywhere asks for a little work, and takes the call with it. */
  const postCode = async (
    server: string,
    path: string,
    body: CreateInvite | AcceptInvite,
  ): Promise<Reply> => {
    const first = await post(server, path, body)
    const refused = v.safeParse(restErrorSchema, first?.status === 429 ? first.json : undefined)
    const asked = refused.success ? refused.output.work : undefined
    if (!asked) return first
    return post(server, path, { ...body, work: await doWork(asked, body.joinid, () => pause(0)) })
  }
  const expecting = async <T>(answer: Reply, schema: v.GenericSchema<unknown, T>): Answer<T> => {
    if (!answer) return err({ code: 'server_unreachable' })
    if (isTrouble(answer)) return err({ code: 'unavailable' })
    // A proxy that cannot reach the server behind it answers for it.
    if (answer.status >= 500) return err({ code: 'server_unreachable' })
    if (answer.status >= 400) return err(failure(answer.json))
    const parsed = v.safeParse(schema, answer.json)
    return parsed.success ? ok(parsed.output) : err({ code: 'bad_answer' })
  }

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
    // `unavailable` is also what a server without TURN says: nothing to wait for.
    turn: async (server, body) => expecting(await postOnce(server, API.turn, body), turnMadeSchema),
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
