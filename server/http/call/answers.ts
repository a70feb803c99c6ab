/** Builds responses: JSON, an error code, or an error with a wait. */
import type { RestError } from '../../../protocol/errors.ts'

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
