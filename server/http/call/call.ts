/** One REST call: its address, and its body checked by a schema. */
import * as v from 'valibot'
import { parseJson } from '../../../base/bytes.ts'
import { err, ok, type Result } from '../../../base/result.ts'
import type { RestError } from '../../../protocol/errors.ts'
import { BODY_BYTES_MAX } from '../../../protocol/limits.ts'
import type { Client } from '../../core/client.ts'
import { fail } from './answers.ts'

export interface Call {
  readonly request: Request
  readonly url: URL
  readonly client: Client
  /** Whether the call comes from another site's page. */
  readonly foreign: boolean
}

/**
 * Returns the requested address; null when request line and Host header, both of which the client chose, form no valid one.
 * HTTP/1.0 may leave the host out.
 */
export function urlOf(request: Request): URL | null {
  if (URL.canParse(request.url)) return new URL(request.url)
  if (request.headers.get('Host') !== null) return null
  const text = `http://localhost${request.url}`
  return URL.canParse(text) ? new URL(text) : null
}

/** Reads the body as an object. The error is the response to send: too large, not JSON, or not an object. */
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

/** Checks the fields in the schema's order; the error names the first that is missing or invalid. */
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
