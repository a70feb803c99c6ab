/** What every REST call shares: the body at the door, answers as JSON, and who may call from where. */
import * as v from 'valibot'
import { parseJson } from '../../base/bytes.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { RestError } from '../../protocol/errors.ts'
import { BODY_BYTES_MAX } from '../../protocol/limits.ts'
import type { Bus } from '../bus/bus.ts'
import type { Buckets, ClientKey, GuessBudget } from '../core/rate.ts'
import type { Store } from '../store/store.ts'
import type { Challenges } from './passkeys/challenges.ts'
import type { PasskeyBlobs } from './passkeys/sealed-credential.ts'
import type { TurnCredentials } from './turn-credentials.ts'

/** What a noun's handlers need. */
export interface Api {
  readonly store: Store
  readonly bus: Bus
  readonly now: () => number
  readonly calls: Buckets
  readonly guesses: GuessBudget
  readonly limited: boolean
  readonly passkeys: {
    /** Null: each host that we are called by is its own. */
    readonly publicOrigin: string | null
    readonly challenges: Challenges
    readonly blobs: PasskeyBlobs
    readonly calls: Buckets
  }
  readonly turn: {
    /** Null: the operator has none. */
    readonly credentials: TurnCredentials | null
    readonly calls: Buckets
  }
  readonly newRoomId: () => string
}

export interface Call {
  readonly request: Request
  readonly url: URL
  readonly client: ClientKey
}

export const json = (
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store', ...headers },
  })

export const fail = (status: number, error: RestError, details?: string): Response =>
  json(status, details === undefined ? { error } : { error, details })

export const tooMany = (retryAfterMs: number): Response =>
  json(
    429,
    { error: 'too_many_requests', retryAfterMs },
    { 'Retry-After': String(Math.ceil(retryAfterMs / 1_000)) },
  )

/** The body as an object. Anything else is answered here: too large, not JSON, not an object. */
export async function readBody(
  request: Request,
): Promise<Result<Readonly<Record<string, unknown>>, Response>> {
  if (Number(request.headers.get('Content-Length') ?? 0) > BODY_BYTES_MAX) return err(fail(413, 'too_large'))
  const text = await request.text().catch(() => null)
  if (text === null) return err(fail(400, 'invalid_json'))
  if (Buffer.byteLength(text) > BODY_BYTES_MAX) return err(fail(413, 'too_large'))
  const body = parseJson(text)
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body)
  return isObject ? ok(body as Readonly<Record<string, unknown>>) : err(fail(400, 'invalid_json'))
}

/** Checks field after field in the schema's order: the first that is missing or wrong is named. */
export function checkFields<T extends v.ObjectEntries>(
  schema: v.ObjectSchema<T, undefined>,
  body: Readonly<Record<string, unknown>>,
): Result<v.InferOutput<v.ObjectSchema<T, undefined>>, Response> {
  for (const [field, entry] of Object.entries(schema.entries)) {
    const value = Object.hasOwn(body, field) ? body[field] : undefined
    const missing = value === undefined || value === null || value === ''
    if (missing && entry.type === 'optional') continue
    if (missing) return err(fail(400, `missing_${field}` as RestError))
    const parsed = v.safeParse(entry, value)
    if (!parsed.success) return err(fail(400, `invalid_${field}` as RestError, parsed.issues[0]?.message))
  }
  const parsed = v.safeParse(schema, body)
  return parsed.success ? ok(parsed.output) : err(fail(400, 'invalid_json'))
}
