/** The REST client, loaded with the first call; the list of sessions does not need it. */
import { err, type Result } from '../../../base/result.ts'
import type { Clock } from '../../platform/clock.ts'
import { type Lazy, lazy } from '../../platform/lazy.ts'
import type { PasskeyApi } from './passkey-api.ts'
import type { Rest, RestFailure } from './rest.ts'

export const lazyRest = (send: typeof fetch, clock: Clock): Lazy<Rest> =>
  lazy(async () => (await import('./rest.ts')).createRest(send, clock))

/** `origin`: the page's own, since no other server is asked for a key share. */
export const lazyPasskeyApi = (origin: string, send: typeof fetch): Lazy<PasskeyApi> =>
  lazy(async () => (await import('./passkey-api.ts')).createPasskeyApi(origin, send))

/** Makes one call. When the client's code does not load, its server counts as unreachable. */
export async function callRest<T, E, R>(
  rest: Lazy<R>,
  call: (rest: R) => Promise<Result<T, E>>,
): Promise<Result<T, E | Extract<RestFailure, { code: 'server_unreachable' }>>> {
  const loaded = await rest.load().catch(() => null)
  return loaded ? call(loaded) : err({ code: 'server_unreachable' })
}
