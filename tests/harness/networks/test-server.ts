/** Starts the real server on a free port with its own database; can stop, kill and restart it on the same ones. */
import { type ChildProcess, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { temporaryFolder } from '../temporary-folder.ts'

export interface TestServer {
  readonly url: string
  readonly databasePath: string
  /** Everything it wrote, from every start. */
  readonly output: () => string
  readonly start: () => Promise<void>
  readonly stop: (signal?: 'SIGTERM' | 'SIGKILL') => Promise<number | null>
  /** Stops it and removes its files. */
  readonly dispose: () => Promise<void>
}

/** Another network namespace for the server: the command that enters it, and the server's address there. */
export interface ServerPlace {
  readonly enter: readonly string[]
  readonly address: string
}

const START_WITHIN_MS = 60_000

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })

export async function createTestServer(
  env: Readonly<Record<string, string>> = {},
  place: ServerPlace | null = null,
): Promise<TestServer> {
  const folder = temporaryFolder('server')
  const port = await freePort()
  const url = `http://${place?.address ?? 'localhost'}:${port}`
  const databasePath = join(folder, 'inviso.db')
  let child: ChildProcess | undefined
  let output = ''

  const start = async (): Promise<void> => {
    const [command = '', ...args] = [...(place?.enter ?? []), 'bun', 'server/index.ts']
    const before = output.length
    const running = spawn(command, args, {
      env: {
        ...process.env,
        PORT: String(port),
        HOST: place?.address ?? '::',
        DATABASE_PATH: databasePath,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child = running
    const collect = (chunk: Buffer): void => {
      output += chunk.toString()
    }
    running.stdout.on('data', collect)
    running.stderr.on('data', collect)
    // A server in another namespace cannot be reached from here, so rely on its log.
    const listens = (): Promise<boolean> =>
      place
        ? Promise.resolve(output.slice(before).includes('"event":"listening"'))
        : fetch(`${url}/healthz`).then(
            (answer) => answer.ok,
            () => false,
          )
    const until = Date.now() + START_WITHIN_MS
    while (Date.now() < until) {
      if (running.exitCode !== null) throw new Error(`the server ended at its start: ${output}`)
      if (await listens()) return
      await new Promise((resolve) => setTimeout(resolve, 30))
    }
    throw new Error(`the server did not answer in ${START_WITHIN_MS} ms: ${output}`)
  }
  const stop = async (signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<number | null> => {
    const running = child
    child = undefined
    if (!running || running.exitCode !== null) return running?.exitCode ?? null
    return new Promise((resolve) => {
      running.once('exit', resolve)
      running.kill(signal)
    })
  }
  return {
    url,
    databasePath,
    output: () => output,
    start,
    stop,
    async dispose() {
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
