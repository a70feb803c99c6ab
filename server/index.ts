/** Starts the server: configuration, listening, and an orderly shutdown. */
import { join } from 'node:path'
import { createServerApp, type ServerApp } from './app.ts'
import { readConfig } from './config.ts'
import { BUSY_WITHIN_MS, STOP_WITHIN_MS } from './core/limits.ts'
import { checkDist } from './http/static/dist.ts'
import { listenFaultToSentence } from './listen-fault.ts'
import { createFaultLog, createServerLog } from './log.ts'
import { openSqliteStore } from './store/sqlite.ts'
import type { OpenStore } from './store/store.ts'

const write = (line: string): void => {
  process.stdout.write(`${line}\n`)
}
const refuse = (sentence: string): never => {
  process.stderr.write(`Inviso did not start. ${sentence}\n`)
  process.exit(1)
}

const read = readConfig(process.env, join(import.meta.dir, '..', 'dist'))
const config = read.ok ? read.value : refuse(read.error)
const log = createServerLog(config.logLevel, write)

/** The only place that chooses the store. */
const openStore: OpenStore = ({ databasePath, busyWithinMs }) => openSqliteStore(databasePath, busyWithinMs)

async function openApp() {
  try {
    const store = await openStore({ databasePath: config.databasePath, busyWithinMs: BUSY_WITHIN_MS })
    return createServerApp(config, log, { store })
  } catch {
    return refuse(`The database at DATABASE_PATH ("${config.databasePath}") cannot be opened.`)
  }
}
async function listen(app: ServerApp) {
  const { fetch, websocket, error, maxRequestBodySize } = app
  const tls = config.tls ? { tls: config.tls } : {}
  try {
    return Bun.serve({
      hostname: config.host,
      port: config.port,
      fetch,
      websocket,
      error,
      development: false,
      maxRequestBodySize,
      ...tls,
    })
  } catch (fault) {
    void app.stop()
    return refuse(await listenFaultToSentence(fault, config))
  }
}

const dist = checkDist(config.dist)
if (!dist.ok) refuse(dist.error)
const app = await openApp()
const server = await listen(app)
log.info('listening', { port: server.port ?? config.port, tls: config.tls !== null, build: app.build })
if (typeof config.nudges === 'string') log.info('nudges_off', { why: config.nudges })

// Last resort for uncaught exceptions: logs one line without the message, and keeps the process running.
const onFault = createFaultLog(log)
process.on('uncaughtException', onFault)
process.on('unhandledRejection', onFault)

let stopping = false
const stop = (): void => {
  if (stopping) return
  stopping = true
  setTimeout(() => process.exit(0), STOP_WITHIN_MS)
  void app
    .stop()
    .then(() => {
      log.info('stopped')
      return server.stop()
    })
    .finally(() => process.exit(0))
}
process.on('SIGTERM', stop)
process.on('SIGINT', stop)
