/** A real TURN server on a free port, with the secret that credentials are made from. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './server.ts'

export async function startTurn(): Promise<{
  /** Host and port. */
  address: string
  secret: string
  stop: () => Promise<void>
}> {
  const folder = mkdtempSync(join(tmpdir(), 'inviso-turn-'))
  const port = await freePort()
  const secret = crypto.randomUUID()
  const turn = spawn('turnserver', [
    '-n',
    '-L',
    '127.0.0.1',
    '-E',
    '127.0.0.1',
    '-p',
    String(port),
    '--min-port',
    '50000',
    '--max-port',
    '50199',
    '--use-auth-secret',
    '--static-auth-secret',
    secret,
    '--realm',
    'inviso.test',
    '--fingerprint',
    '--no-tls',
    '--no-dtls',
    '--no-cli',
    '--allow-loopback-peers',
    '--simple-log',
    '--log-file',
    'stdout',
    '--pidfile',
    join(folder, 'pid'),
    '--userdb',
    join(folder, 'db'),
  ])
  // Unread, its log would fill the pipe and stop it.
  turn.stdout.resume()
  turn.stderr.resume()
  const answers = () =>
    new Promise<boolean>((resolve) => {
      const probe = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false))
      probe.on('connect', () => probe.end())
    })
  while (!(await answers())) await new Promise((resolve) => setTimeout(resolve, 50))
  return {
    address: `127.0.0.1:${port}`,
    secret,
    stop: async () => {
      const gone = new Promise((resolve) => turn.once('exit', resolve))
      turn.kill()
      await gone
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
