/** Handles every HTTP request: the API by path and method, the two probes, and the app's files, each with its headers. */
import type { RestError } from '../../protocol/errors.ts'
import { NUDGE_API } from '../../protocol/nudges.ts'
import { PASSKEY_API } from '../../protocol/passkeys.ts'
import { isReservedPath } from '../../protocol/reserved-paths.ts'
import { API } from '../../protocol/rest.ts'
import { type Client, onForeignPage } from '../core/client.ts'
import type { Api } from './api.ts'
import { fail, json, tooMany } from './call/answers.ts'
import type { Call } from './call/call.ts'
import { isForeign, type OwnOrigins } from './call/origins.ts'
import { corsHeaders, type HeaderOptions, securityHeaders } from './headers.ts'
import { offerNudges, ring, testRing } from './nudges.ts'
import { passkeyOptions, registerPasskey, unlockWithPasskey } from './passkeys/routes.ts'
import { purge } from './purge.ts'
import { acceptInvite, checkInvite, createInvite, deleteRoom, getRoom } from './rooms.ts'
import type { Statics } from './static/static.ts'
import { makeTurn } from './turn.ts'

type Handler = (api: Api, call: Call) => Response | Promise<Response>

const ROUTES: Readonly<Record<string, Readonly<Record<string, Handler>>>> = {
  [API.rooms]: { POST: createInvite, GET: getRoom, DELETE: deleteRoom },
  [API.accept]: { POST: acceptInvite },
  [API.check]: { POST: checkInvite },
  [API.purge]: { POST: purge },
  [API.turn]: { POST: makeTurn },
  [NUDGE_API.nudges]: { GET: offerNudges, POST: ring },
  [NUDGE_API.test]: { POST: testRing },
  [PASSKEY_API.registerOptions]: { POST: ({ passkeys }, call) => passkeyOptions('register', passkeys, call) },
  [PASSKEY_API.registerVerify]: { POST: ({ passkeys }, call) => registerPasskey(passkeys, call) },
  [PASSKEY_API.unlockOptions]: { POST: ({ passkeys }, call) => passkeyOptions('unlock', passkeys, call) },
  [PASSKEY_API.unlockVerify]: { POST: ({ passkeys }, call) => unlockWithPasskey(passkeys, call) },
}
/** Only our own page may call these paths; other origins get no CORS headers, not even for a preflight. */
const OWN_PAGE_ONLY = '/api/passkeys/'
const PROBES = ['/healthz', '/version.json']

const isApiPath = (pathname: string): boolean => pathname === '/api' || pathname.startsWith('/api/')
/** Whether pages other than our own may request this path. */
const isShared = (pathname: string): boolean =>
  (isApiPath(pathname) && !pathname.startsWith(OWN_PAGE_ONLY)) || PROBES.includes(pathname)

export interface HttpOptions extends HeaderOptions, OwnOrigins {
  /** Called for an exception, a bug of ours; receives nothing of the request. */
  readonly onFault: (fault: unknown) => void
}

/** A request as received; its address may be invalid. */
export interface ReceivedRequest {
  readonly request: Request
  readonly url: URL | null
  readonly client: Client
}

/** Builds the call. One from another site's page spends separate budgets, not those of its visitor. */
function callOf(options: HttpOptions, request: Request, url: URL, client: Client): Call {
  const foreign = isForeign(options, request, url.host)
  return { request, url, client: foreign ? onForeignPage(client) : client, foreign }
}

export function createHttp(
  api: Api,
  statics: Statics,
  options: HttpOptions,
): (asked: ReceivedRequest) => Promise<Response> {
  const answerApi = async (call: Call): Promise<Response> => {
    const verbs = Object.hasOwn(ROUTES, call.url.pathname) ? ROUTES[call.url.pathname] : undefined
    if (!verbs) return fail(404, 'not_found')
    const handler = Object.hasOwn(verbs, call.request.method) ? verbs[call.request.method] : undefined
    if (!handler) {
      const own = call.url.pathname.startsWith(OWN_PAGE_ONLY)
      const allow = Object.keys(verbs)
        .concat(own ? [] : 'OPTIONS')
        .join(', ')
      return json(405, { error: 'method_not_allowed' satisfies RestError }, { Allow: allow })
    }
    const wait = api.limited ? api.calls.take(call.client, api.clock.elapsed()) : 0
    return wait > 0 ? tooMany(wait) : handler(api, call)
  }
  const answerPage = (call: Call): Response => {
    const { method } = call.request
    const { pathname } = call.url
    if (method !== 'GET' && method !== 'HEAD')
      return json(405, { error: 'method_not_allowed' }, { Allow: 'GET, HEAD' })
    if (pathname === '/healthz')
      return api.store.keepsWrites() ? json(200, { ok: true }) : fail(503, 'unavailable')
    if (pathname === '/version.json')
      return json(200, { name: 'inviso', build: statics.build }, { 'Cache-Control': 'no-cache' })
    return (isReservedPath(pathname) ? null : statics.serve(call.request, pathname)) ?? fail(404, 'not_found')
  }

  const answerCall = async (call: Call, shared: boolean, mayShare: boolean): Promise<Response> => {
    const isApi = isApiPath(call.url.pathname)
    if (shared && call.request.method === 'OPTIONS')
      return new Response(null, { status: mayShare ? 204 : 403 })
    try {
      return isApi ? await answerApi(call) : answerPage(call)
    } catch (fault) {
      options.onFault(fault)
      return fail(503, 'unavailable')
    }
  }

  return async ({ request, url, client }) => {
    const shared = url !== null && isShared(url.pathname)
    const cors = shared ? corsHeaders(options.corsOrigins, request.headers.get('Origin')) : {}
    const answer = url
      ? await answerCall(callOf(options, request, url, client), shared, cors !== null)
      : fail(400, 'invalid_host')
    const host = request.headers.get('Host') ?? ''
    for (const [name, value] of Object.entries({ ...securityHeaders(options, host), ...cors }))
      if (name !== 'Vary' || !answer.headers.has('Vary')) answer.headers.set(name, value)
    // An answer that other pages may read may also be loaded by them without CORS.
    if (cors && 'Access-Control-Allow-Origin' in cors)
      answer.headers.set('Cross-Origin-Resource-Policy', 'cross-origin')
    return answer
  }
}
