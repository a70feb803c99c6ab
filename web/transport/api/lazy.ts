/** What is asked of a server over HTTP, loaded with the first call: the list of sessions is on the screen without it. */
import { err, type Result } from '../../../base/result.ts'
import type { Clock } from '../../platform/clock.ts'
import { type Lazy, lazy } from '../../platform/lazy.ts'
import type { PasskeyApi } from './passkey-api.ts'
import type { Rest, RestFailure } from './rest.ts'

export const lazyRest = (send: typeof fetch, clock: Clock): Lazy<Rest> =>
  lazy(async () => (await import('./rest.ts')).createRest(send, clock))

/** `origin`: that of this page, for no other server is asked for its share of a key. */
export const lazyPasskeyApi = (origin: string, send: typeof fetch): Lazy<PasskeyApi> =>
  lazy(async () => (await import('./passkey-api.ts')).createPasskeyApi(origin, send))

/** One call from code that is loaded at once. When the code of the call does not load, the server that it comes from cannot be reached. */
export async function callRest<T, E, R>(
  rest: Lazy<R>,
  call: (rest: R) => Promise<Result<T, E>>,
): Promise<Result<T, E | Extract<RestFailure, { code: 'server_unreachable' }>>> {
  const loaded = await rest.load().catch(() => null)
  return loaded ? call(loaded) : err({ code: 'server_unreachable' })
}
