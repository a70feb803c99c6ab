/** Starts the measured processes, and reads their CPU time and memory from the kernel. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Measured {
  readonly port: number
  /** CPU of the process since its start, in milliseconds. */
  readonly cpuMs: () => number
  /** Resident memory, in bytes. */
  readonly memory: () => number
  readonly stop: () => Promise<void>
}

const TICK_MS = 10
const FILES_MAX = 40_000

async function start(script: string, env: Record<string, string>, cleanup: () => void): Promise<Measured> {
  // A shell raises the limit of open files for the process that replaces it, where the system allows it.
  const child: ChildProcess = spawn(
    'sh',
    ['-c', `(ulimit -n ${FILES_MAX}) 2>/dev/null && ulimit -n ${FILES_MAX}; exec bun ${script}`],
    {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const port = await new Promise<number>((resolve) => {
    child.stdout?.on('data', (chunk) => {
      const found = /"port":(\d+)/.exec(String(chunk))
      if (found) resolve(Number(found[1]))
    })
  })
  return {
    port,
    cpuMs() {
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
      return (Number(fields[11]) + Number(fields[12])) * TICK_MS
    },
    memory: () =>
      Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) * 1_024,
    async stop() {
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await gone
      cleanup()
    },
  }
}

/** Starts our server without rate limits. `more`: further variables of its configuration. */
export function startInviso(more: Readonly<Record<string, string>> = {}): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'inviso-bench-'))
  const database = { DATABASE_PATH: join(folder, 'bench.db') }
  const env = { PORT: '0', HOST: '127.0.0.1', RATE_LIMIT: 'off', ...database, ...more }
  return start('server/index.ts', env, () => rmSync(folder, { recursive: true, force: true }))
}

export const startBare = (): Promise<Measured> => start('bench/bare-relay.ts', {}, () => {})

/** The percentile of the values by nearest rank. `share`: 0 to 1. */
export const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)] ?? 0
export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
