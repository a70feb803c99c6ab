/** Assembles the server without listening, so that tests and benches can call it directly. */
import type { Server, WebSocketHandler } from 'bun'
import { BODY_BYTES_MAX, SIGNAL_BYTES_MAX } from '../protocol/limits.ts'
import { createLocalBus } from './bus/local.ts'
import { addressBehind, createClientKeys } from './client-key.ts'
import type { Config } from './config.ts'
import { type Client, onForeignPage } from './core/client.ts'
import type { ServerClock } from './core/clock.ts'
import { HOUR_MS, SEND_QUEUE_BYTES, SWEEP_SOCKETS_MS, SWEEP_STORE_MS } from './core/limits.ts'
import { createRoomClock } from './core/room-clock.ts'
import { createApi } from './create-api.ts'
import { createNudges, type Nudges, type Outside } from './create-nudges.ts'
import { fail } from './http/call/answers.ts'
import { urlOf } from './http/call/call.ts'
import { isForeign } from './http/call/origins.ts'
import { corsHeaders } from './http/headers.ts'
import { createHttp, type ReceivedRequest } from './http/http.ts'
import { createStatics } from './http/static/static.ts'
import { createFaultLog, type ServerLog } from './log.ts'
import { createPushLog } from './push-log.ts'
import { createHub, type Hub } from './signal/hub.ts'
import type { PeerData } from './signal/peer.ts'
import type { Store } from './store/store.ts'
import { createSweeper } from './sweeper.ts'

/** Bun rejects larger bodies with its own 413; our lower limit applies first, so that the answer is JSON. */
const BODY_HARD_CAP = 4 * BODY_BYTES_MAX
/** Bun closes the socket for a frame above this; below it, the hub answers with an error. */
const FRAME_HARD_CAP = 2 * SIGNAL_BYTES_MAX
/** Paths that upgrade to a WebSocket; `/` is for older clients. */
const SOCKET_PATHS = ['/ws', '/']
/** Bun's idle timeout, in seconds; ours is shorter and counts only messages of the client. */
const IDLE_SECONDS = 120

export interface ServerApp {
  readonly fetch: (request: Request, server: Server<PeerData>) => Promise<Response | undefined>
  /** Handles one request as if it came from `address`, for tests without a socket. */
  readonly answer: (request: Request, address: string) => Promise<Response>
  readonly websocket: WebSocketHandler<PeerData>
  /** Bun's handler for uncaught exceptions; replaces its error page, which shows source code. */
  readonly error: (fault: unknown) => Response
  readonly maxRequestBodySize: number
  readonly build: string
  /** Closes the sockets with a reason, and the database cleanly. */
  readonly stop: () => Promise<void>
}

/** Answers requests and upgrades sockets. */
function createFetch(
  config: Config,
  clock: ServerClock,
  hub: Hub,
  http: (asked: ReceivedRequest) => Promise<Response>,
) {
  const clientKey = createClientKeys(clock.elapsed)
  const clientOf = (request: Request, address: string): Client =>
    clientKey(addressBehind(config.trustProxy, address, request.headers.get('X-Forwarded-For')))
  const answer: ServerApp['answer'] = (request, address) =>
    http({ request, url: urlOf(request), client: clientOf(request, address) })
  const fetch: ServerApp['fetch'] = async (request, server) => {
    const address = server.requestIP(request)?.address ?? ''
    const url = urlOf(request)
    const wantsSocket = request.headers.get('Upgrade')?.toLowerCase() === 'websocket'
    if (!url || !wantsSocket || !SOCKET_PATHS.includes(url.pathname)) return answer(request, address)
    if (corsHeaders(config.corsOrigins, request.headers.get('Origin')) === null)
      return fail(403, 'unavailable')
    const client = clientOf(request, address)
    const data = hub.admit(isForeign(config, request, url.host) ? onForeignPage(client) : client)
    if (!data) return fail(429, 'too_many_requests')
    return server.upgrade(request, { data }) ? undefined : fail(400, 'unavailable')
  }
  return { answer, fetch }
}

const createWebSocket = (hub: Hub, guarded: (act: () => void) => void): WebSocketHandler<PeerData> => ({
  maxPayloadLength: FRAME_HARD_CAP,
  backpressureLimit: SEND_QUEUE_BYTES,
  closeOnBackpressureLimit: true,
  idleTimeout: IDLE_SECONDS,
  sendPings: true,
  perMessageDeflate: false,
  open: (socket) => guarded(() => hub.opened(socket)),
  message(socket, message) {
    guarded(() => hub.received(socket, typeof message === 'string' ? message : ''))
  },
  close: (socket) => guarded(() => hub.closed(socket)),
})

const SYSTEM_CLOCK: ServerClock = { now: () => Date.now(), elapsed: () => performance.now() }

/** The network and the timers. */
const OUTSIDE: Outside = {
  fetch: (url, init) => fetch(url, init),
  after(act, ms) {
    const timer = setTimeout(act, ms)
    return () => clearTimeout(timer)
  },
}

/** Creates nudges, when the configuration allows them, and their hourly work. */
function createRinging(
  config: Config,
  log: ServerLog,
  ports: Outside & Pick<Parameters<typeof createNudges>[2], 'store' | 'clock' | 'onFault'>,
): { readonly nudges: Nudges | null; readonly hourly: () => void } {
  if (typeof config.nudges === 'string') return { nudges: null, hourly() {} }
  const pushLog = createPushLog(log)
  const nudges = createNudges(config.nudges, config.rateLimit, { ...ports, answered: pushLog.answered })
  return {
    nudges,
    hourly() {
      pushLog.report()
      nudges.keys.tidy()
    },
  }
}

/** Creates the server app over an open store, which it closes when it stops. */
export function createServerApp(
  config: Config,
  log: ServerLog,
  {
    store,
    clock = SYSTEM_CLOCK,
    outside = OUTSIDE,
  }: { readonly store: Store; readonly clock?: ServerClock; readonly outside?: Outside },
): ServerApp {
  const onFault = createFaultLog(log)
  /** Logs an exception, so that a bug ends neither the process nor another socket. */
  const guarded = (act: () => void): void => {
    try {
      act()
    } catch (fault) {
      onFault(fault)
    }
  }
  const bus = createLocalBus()
  const statics = createStatics(config.dist)
  const roomClock = createRoomClock(clock)
  const hub = createHub({
    store,
    bus,
    clock,
    roomClock,
    iceServers: config.iceServers,
    relay: config.relay,
    turn: config.turn !== null,
    limited: config.rateLimit,
    serverName: 'inviso',
    onFault,
  })
  const https = config.tls !== null || (config.publicOrigin?.startsWith('https:') ?? false)
  const { corsOrigins, publicOrigin } = config
  const { nudges, hourly } = createRinging(config, log, { ...outside, store, clock, onFault })
  const api = createApi(config, store, bus, clock, nudges)
  const http = createHttp(api, statics, { https, corsOrigins, publicOrigin, onFault })
  const sweeper = createSweeper({ store, bus, clock, roomClock, roomIdleMs: config.roomIdleMs, log, onFault })
  void sweeper.sweep()
  guarded(hourly)
  const timers = [
    setInterval(() => guarded(hub.sweep), SWEEP_SOCKETS_MS),
    setInterval(() => void sweeper.sweep(), SWEEP_STORE_MS),
    setInterval(() => guarded(hourly), HOUR_MS),
    setInterval(() => api.invites.sweep(clock.elapsed()), SWEEP_STORE_MS),
  ]

  return {
    ...createFetch(config, clock, hub, http),
    build: statics.build,
    maxRequestBodySize: BODY_HARD_CAP,
    websocket: createWebSocket(hub, guarded),
    error(fault) {
      onFault(fault)
      return fail(503, 'unavailable')
    },
    async stop() {
      for (const timer of timers) clearInterval(timer)
      hub.stop()
      nudges?.stop()
      await sweeper.stop()
      await store.close()
    },
  }
}
