/** Makes a REST call: with a timeout, retries when the server has trouble, and proof of work when it asks for some. */
import * as v from 'valibot'
import { parseJson } from '../../../base/bytes.ts'
import { err, ok, type Result } from '../../../base/result.ts'
import type { RestError } from '../../../protocol/errors.ts'
import { NUDGE_API } from '../../../protocol/nudges.ts'
import { type AcceptInvite, API, type CreateInvite, restErrorSchema } from '../../../protocol/rest.ts'
import { doWork } from '../../../protocol/work.ts'
import type { Clock } from '../../platform/clock.ts'

export type RestFailure =
  | { readonly code: RestError; readonly retryAfterMs?: number | undefined }
  | { readonly code: 'server_unreachable' }
  | { readonly code: 'bad_answer' }

/** Null when there was no answer in time. */
type Reply = { readonly status: number; readonly json: unknown } | null

/** Waits before a server that has trouble is asked again: a few seconds in all, while the person watches. */
const TROUBLE_WAITS_MS: readonly number[] = [1_000, 3_000]
/** A network gap in a tunnel lasts longer, but a person does not wait longer. */
const ANSWER_WITHIN_MS = 10_000
/** The longest real answer is a few hundred bytes. */
const ANSWER_CHARS_MAX = 64 * 1024

const failure = (json: unknown): RestFailure => {
  const parsed = v.safeParse(restErrorSchema, json)
  return parsed.success
    ? { code: parsed.output.error, retryAfterMs: parsed.output.retryAfterMs }
    : { code: 'bad_answer' }
}
const isTrouble = (answer: Reply): boolean =>
  answer?.status === 503 && failure(answer.json).code === 'unavailable'

/** Returns the answer when it matches `schema`, else the failure. */
export async function expecting<T>(
  answer: Reply,
  schema: v.GenericSchema<unknown, T>,
): Promise<Result<T, RestFailure>> {
  if (!answer) return err({ code: 'server_unreachable' })
  if (isTrouble(answer)) return err({ code: 'unavailable' })
  // A proxy answers like this when it cannot reach the server behind it.
  if (answer.status >= 500) return err({ code: 'server_unreachable' })
  if (answer.status >= 400) return err(failure(answer.json))
  const parsed = v.safeParse(schema, answer.json)
  return parsed.success ? ok(parsed.output) : err({ code: 'bad_answer' })
}

export function createCalls(send: typeof fetch, clock: Clock) {
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
  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      clock.after(ms, resolve)
    })
  const postOnce = (server: string, path: string, body: unknown) =>
    call(server + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      // Sent even while the page is closing or being erased.
      keepalive: path === API.purge || path === NUDGE_API.nudges,
    })
  /** Posts, and retries when the server has trouble. Only for calls that may be repeated. */
  const post = async (server: string, path: string, body: unknown): Promise<Reply> => {
    let answer = await postOnce(server, path, body)
    for (const ms of TROUBLE_WAITS_MS) {
      if (!isTrouble(answer)) break
      await pause(ms)
      answer = await postOnce(server, path, body)
    }
    return answer
  }
  /** Posts a call with a code. When the server asks for proof of work, does the work and repeats the call with it. */
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
  return { call, postOnce, post, postCode }
}
