/** A real coturn for one test: STUN and TURN over UDP and TCP, with the secret that credentials are made from. */
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './server.ts'

export interface Turn {
  /** Host and port. */
  readonly address: string
  readonly secret: string
  /** What the server's environment says of it. */
  readonly env: (...ways: readonly ('udp' | 'tcp')[]) => Readonly<Record<string, string>>
  readonly stop: () => Promise<void>
}
export interface TurnPlace {
  readonly address: string
  readonly port: number
  /** The command that enters the namespace where it runs; empty for this one. */
  readonly enter: readonly string[]
}

const START_WITHIN_MS = 10_000
const ASK_EVERY_MS = 50

/** Whether something listens there, asked from inside the same namespace. */
export function listensAt({ address, port, enter }: TurnPlace): boolean {
  const [command = '', ...args] = [...enter, 'bash', '-c', `exec 3<>/dev/tcp/${address}/${port}`]
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0
}

function argumentsFor({ address, port }: TurnPlace, secret: string, folder: string): readonly string[] {
  const loopback = address.startsWith('127.') ? ['--allow-loopback-peers'] : []
  const files = ['--log-file', 'stdout', '--pidfile', join(folder, 'pid'), '--userdb', join(folder, 'db')]
  return [
    ...['-n', '-L', address, '-E', address, '-p', String(port), '--min-port', '50000', '--max-port', '50199'],
    ...['--use-auth-secret', '--static-auth-secret', secret, '--realm', 'inviso.test', '--fingerprint'],
    ...['--no-tls', '--no-dtls', '--no-cli', '--simple-log', ...files, ...loopback],
  ]
}

export async function startTurn(place?: TurnPlace): Promise<Turn> {
  const { address, port, enter } = place ?? { address: '127.0.0.1', port: await freePort(), enter: [] }
  const folder = mkdtempSync(join(tmpdir(), 'inviso-turn-'))
  const secret = crypto.randomUUID()
  const [command = '', ...args] = [
    ...enter,
    'turnserver',
    ...argumentsFor({ address, port, enter }, secret, folder),
  ]
  const running = spawn(command, args, { stdio: 'ignore' })
  const stop = async (): Promise<void> => {
    if (running.exitCode === null && running.signalCode === null) {
      const gone = new Promise((resolve) => running.once('exit', resolve))
      running.kill()
      await gone
    }
    rmSync(folder, { recursive: true, force: true })
  }
  const until = Date.now() + START_WITHIN_MS
  while (!listensAt({ address, port, enter })) {
    if (running.exitCode !== null || Date.now() > until) {
      await stop()
      throw new Error(`turnserver does not listen at ${address}:${port}`)
    }
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS))
  }
  const at = `${address}:${port}`
  return {
    address: at,
    secret,
    env: (...ways) => ({
      TURN_URLS: ways.map((way) => `turn:${at}?transport=${way}`).join(','),
      TURN_SECRET: secret,
    }),
    stop,
  }
}
