/** The server app without a socket, on a clock that the test sets; a request may come from any address. */
import { afterAll } from 'bun:test'
import { createServerApp } from './app.ts'
import type { Config } from './config.ts'
import { BUSY_WITHIN_MS } from './core/limits.ts'
import { createServerLog } from './log.ts'
import { openSqliteStore } from './store/sqlite.ts'

const CONFIG: Config = {
  port: 0,
  host: 'localhost',
  databasePath: ':memory:',
  passkeyKeyPath: null,
  publicOrigin: null,
  tls: null,
  iceServers: [],
  turn: null,
  relay: true,
  nudges: 'turned_off',
  corsOrigins: null,
  trustProxy: 0,
  rateLimit: true,
  roomIdleMs: 30 * 86_400_000,
  logLevel: 'off',
  dist: 'no-such-folder',
}
const stops: (() => Promise<void>)[] = []
afterAll(() => {
  for (const stop of stops) stop()
})

export function startApp(change: Partial<Config> = {}) {
  let wall = 1_700_000_000_000
  let elapsed = 0
  const lines: string[] = []
  const app = createServerApp(
    { ...CONFIG, ...change },
    createServerLog('debug', (line) => lines.push(line)),
    {
      store: openSqliteStore(change.databasePath ?? CONFIG.databasePath, BUSY_WITHIN_MS),
      clock: { now: () => wall, elapsed: () => elapsed },
    },
  )
  stops.push(app.stop)
  const call = async (method: string, path: string, body?: unknown, address = '10.0.0.1', headers = {}) => {
    const init = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }
    const answer = await app.answer(
      new Request(`http://localhost${path}`, { method, headers, ...init }),
      address,
    )
    const text = await answer.text()
    return {
      status: answer.status,
      body: text.startsWith('{') ? JSON.parse(text) : text,
      headers: answer.headers,
    }
  }
  return {
    call,
    lines,
    post: (path: string, body?: unknown, address?: string) => call('POST', path, body, address),
    wait: (ms: number) => {
      wall += ms
      elapsed += ms
    },
    now: () => wall,
    /** Sets the wall clock. */
    setWall: (ms: number) => {
      wall = ms
    },
  }
}
export const invite = (joinid: string, client1 = 'HOST-1', expiresInSeconds = 300) => ({
  joinid,
  client1,
  expiresInSeconds,
})
