/** A coturn process for one test: STUN and TURN over UDP, TCP and TLS, with the secret for its credentials. */
import { spawn, spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '../temporary-folder.ts'
import { freePort } from './test-server.ts'

export interface Turn {
  /** Host and port. */
  readonly address: string
  readonly secret: string
  /** The app server's environment variables for it. */
  readonly env: (...ways: readonly ('udp' | 'tcp' | 'tls')[]) => Readonly<Record<string, string>>
  readonly stop: () => Promise<void>
}
export interface TurnPlace {
  readonly address: string
  readonly port: number
  /** The command that enters its network namespace; empty for the current one. */
  readonly enter: readonly string[]
}

/** The standard TLS port, used where coturn has its own address. */
const TLS_PORT = 5349
const START_WITHIN_MS = 10_000
const ASK_EVERY_MS = 50

/** Whether something listens there, checked from inside the same namespace. */
export function listensAt({ address, port, enter }: TurnPlace): boolean {
  const [command = '', ...args] = [...enter, 'bash', '-c', `exec 3<>/dev/tcp/${address}/${port}`]
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0
}

/** Creates a self-signed certificate for this address. */
function certificate(address: string, folder: string): readonly string[] {
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
  const made = spawnSync('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
    ...[
      '-subj',
      '/CN=turn.inviso.test',
      '-addext',
      `subjectAltName=IP:${address}`,
      '-keyout',
      key,
      '-out',
      cert,
    ],
  ])
  if (made.status !== 0) throw new Error(`openssl: ${String(made.stderr)}`)
  return ['--cert', cert, '--pkey', key]
}

function argumentsFor(
  { address, port }: TurnPlace,
  tlsPort: number,
  secret: string,
  folder: string,
): readonly string[] {
  const loopback = address.startsWith('127.') ? ['--allow-loopback-peers'] : []
  const files = ['--log-file', 'stdout', '--pidfile', join(folder, 'pid'), '--userdb', join(folder, 'db')]
  return [
    ...['-n', '-L', address, '-E', address, '-p', String(port), '--min-port', '50000', '--max-port', '50199'],
    ...['--use-auth-secret', '--static-auth-secret', secret, '--realm', 'inviso.test', '--fingerprint'],
    ...[
      '--tls-listening-port',
      String(tlsPort),
      '--no-dtls',
      '--no-cli',
      '--simple-log',
      ...files,
      ...loopback,
    ],
    ...certificate(address, folder),
  ]
}

export async function startTurn(place?: TurnPlace): Promise<Turn> {
  const { address, port, enter } = place ?? { address: '127.0.0.1', port: await freePort(), enter: [] }
  const folder = temporaryFolder('turn')
  const tlsPort = place ? TLS_PORT : await freePort()
  const secret = crypto.randomUUID()
  const [command = '', ...args] = [
    ...enter,
    'turnserver',
    ...argumentsFor({ address, port, enter }, tlsPort, secret, folder),
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
      TURN_URLS: ways
        .map((way) =>
          way === 'tls' ? `turns:${address}:${tlsPort}?transport=tcp` : `turn:${at}?transport=${way}`,
        )
        .join(','),
      TURN_SECRET: secret,
    }),
    stop,
  }
}
