/** A real TURN server of this machine, for as long as a test needs one. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './server.ts'

export async function startTurn(): Promise<{
  url: string
  username: string
  credential: string
  stop: () => Promise<void>
}> {
  const folder = mkdtempSync(join(tmpdir(), 'inviso-turn-'))
  const port = await freePort()
  const credential = crypto.randomUUID()
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
    '--lt-cred-mech',
    '--user',
    `tester:${credential}`,
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
  const answers = () =>
    new Promise<boolean>((resolve) => {
      const probe = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false))
      probe.on('connect', () => probe.end())
    })
  while (!(await answers())) await new Promise((resolve) => setTimeout(resolve, 50))
  return {
    url: `turn:127.0.0.1:${port}?transport=udp`,
    username: 'tester',
    credential,
    stop: async () => {
      const gone = new Promise((resolve) => turn.once('exit', resolve))
      turn.kill()
      await gone
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
