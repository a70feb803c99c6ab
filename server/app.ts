/** The server put together, without listening: tests and benches call it as it is. */
import { randomBytes } from 'node:crypto'
import type { Server, WebSocketHandler } from 'bun'
import { bytesToBase64url } from '../base/bytes.ts'
import { BODY_BYTES_MAX, ROOM_ID_BYTES, SIGNAL_BYTES_MAX } from '../protocol/limits.ts'
import { createLocalBus } from './bus/local.ts'
import { addressBehind, createClientKeys } from './client-key.ts'
import type { Config } from './config.ts'
import {
  BUSY_TIMEOUT_MS,
  CALLS_BURST,
  CALLS_PER_SECOND,
  PASSKEY_CALLS_BURST,
  PASSKEY_CALLS_PER_SECOND,
  SEND_QUEUE_BYTES,
  SWEEP_SOCKETS_MS,
  SWEEP_STORE_MS,
  TURN_CALLS_BURST,
  TURN_CALLS_PER_SECOND,
} from './core/limits.ts'
import { createBuckets, createGuessBudget } from './core/rate.ts'
import { corsHeaders } from './http/headers.ts'
import { createHttp } from './http/http.ts'
import { createChallenges } from './http/passkeys/challenges.ts'
import { createPasskeyBlobs } from './http/passkeys/sealed-credential.ts'
import { createSealingKey } from './http/passkeys/sealing-key.ts'
import { fail } from './http/route.ts'
import { createStatics } from './http/static/static.ts'
import { createTurnCredentials } from './http/turn-credentials.ts'
import type { Log } from './log.ts'
import { createHub } from './signal/hub.ts'
import type { PeerData } from './signal/peer.ts'
import { openSqliteStore } from './store/sqlite.ts'

/** Bun answers a larger body with 413 itself; ours is asked first so that the answer is JSON. */
const BODY_HARD_CAP = 4 * BODY_BYTES_MAX
/** A frame over this ends the socket in Bun; up to it, the hub says why. */
const FRAME_HARD_CAP = 2 * SIGNAL_BYTES_MAX
/** Bun's own silence limit, in seconds; ours is shorter and counts only what a client says. */
const IDLE_SECONDS = 120

export interface ServerApp {
  readonly fetch: (request: Request, server: Server<PeerData>) => Promise<Response | undefined>
  /** One request as if it came from `address`: for tests without a socket. */
  readonly answer: (request: Request, address: string) => Promise<Response>
  readonly websocket: WebSocketHandler<PeerData>
  readonly maxRequestBodySize: number
  readonly build: string
  /** Ends the sockets politely and leaves the database clean. */
  readonly stop: () => void
}

/** Throws when the database cannot be opened. */
export function createServerApp(config: Config, log: Log, now: () => number = Date.now): ServerApp {
  const store = openSqliteStore(config.databasePath, BUSY_TIMEOUT_MS)
  const bus = createLocalBus()
  const statics = createStatics(config.dist)
  const clientKey = createClientKeys(now)
  const hub = createHub({
    store,
    bus,
    now,
    iceServers: config.iceServers,
    relay: config.relay,
    turn: config.turn !== null,
    limited: config.rateLimit,
    serverName: 'inviso',
  })
  const api = {
    store,
    bus,
    now,
    calls: createBuckets(CALLS_BURST, CALLS_PER_SECOND),
    guesses: createGuessBudget(),
    limited: config.rateLimit,
    passkeys: {
      publicOrigin: config.publicOrigin,
      challenges: createChallenges(),
      blobs: createPasskeyBlobs(createSealingKey(config.passkeyKeyPath)),
      calls: createBuckets(PASSKEY_CALLS_BURST, PASSKEY_CALLS_PER_SECOND),
    },
    turn: {
      credentials: config.turn && createTurnCredentials(config.turn.urls, config.turn.secret),
      calls: createBuckets(TURN_CALLS_BURST, TURN_CALLS_PER_SECOND),
    },
    newRoomId: () => bytesToBase64url(randomBytes(ROOM_ID_BYTES)),
  }
  const https = config.tls !== null || (config.publicOrigin?.startsWith('https:') ?? false)
  const onFault = (fault: unknown): void =>
    log.error('http.fault', { kind: fault instanceof Error ? fault.name : typeof fault })
  const http = createHttp(api, statics, { https, corsOrigins: config.corsOrigins, onFault })

  const sweepStore = (): void => {
    for (const roomId of store.sweep(now(), config.roomIdleMs)) bus.publish({ kind: 'room_deleted', roomId })
  }
  sweepStore()
  const timers = [setInterval(hub.sweep, SWEEP_SOCKETS_MS), setInterval(sweepStore, SWEEP_STORE_MS)]

  const answer = (request: Request, address: string): Promise<Response> => {
    const behind = addressBehind(config.trustProxy, address, request.headers.get('X-Forwarded-For'))
    return http({ request, url: new URL(request.url), client: clientKey(behind) })
  }
  return {
    answer,
    build: statics.build,
    maxRequestBodySize: BODY_HARD_CAP,
    async fetch(request, server) {
      const address = server.requestIP(request)?.address ?? ''
      const { pathname } = new URL(request.url)
      const wantsSocket = request.headers.get('Upgrade')?.toLowerCase() === 'websocket'
      if (!wantsSocket || (pathname !== '/' && pathname !== '/ws')) return answer(request, address)
      if (corsHeaders(config.corsOrigins, request.headers.get('Origin')) === null)
        return fail(403, 'unavailable')
      const behind = addressBehind(config.trustProxy, address, request.headers.get('X-Forwarded-For'))
      const data = hub.admit(clientKey(behind))
      if (!data) return fail(429, 'too_many_requests')
      return server.upgrade(request, { data }) ? undefined : fail(400, 'unavailable')
    },
    websocket: {
      maxPayloadLength: FRAME_HARD_CAP,
      backpressureLimit: SEND_QUEUE_BYTES,
      closeOnBackpressureLimit: true,
      idleTimeout: IDLE_SECONDS,
      sendPings: true,
      perMessageDeflate: false,
      open: (socket) => hub.opened(socket),
      message(socket, message) {
        hub.received(socket, typeof message === 'string' ? message : '')
      },
      close: (socket) => hub.closed(socket),
    },
    stop() {
      for (const timer of timers) clearInterval(timer)
      hub.stop()
      store.close()
    },
  }
}
