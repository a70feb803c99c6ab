/** Each reason that keeps the server from starting has its own sentence, which names what to change. */
import { afterAll, expect, test } from 'bun:test'
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { bareDist } from '../tests/harness/networks/bare-dist.ts'
import { temporaryFolder } from '../tests/harness/temporary-folder.ts'
import { listenFaultToSentence } from './listen-fault.ts'

const LOADED_MACHINE_MS = 60_000
const folder = temporaryFolder('start-faults')
const dist = bareDist()
const children: ReturnType<typeof spawn>[] = []
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
})

/** Starts the server and resolves with its output when it exits. */
function refusal(env: Record<string, string>, enter: readonly string[] = []): Promise<string> {
  const [command = '', ...args] = [...enter, process.execPath, 'server/index.ts']
  const child = spawn(command, args, {
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1', DATABASE_PATH: ':memory:', DIST_PATH: dist, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  return new Promise((resolve) => {
    let said = ''
    child.stderr?.on('data', (chunk) => {
      said += String(chunk)
    })
    child.stdout?.on('data', (chunk) => {
      // The server listens, which no test here expects.
      said += String(chunk)
      child.kill()
    })
    child.once('close', () => resolve(said.trim().replace('Inviso did not start. ', '')))
  })
}
const file = (name: string, text: string): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

test(
  'an invalid certificate, an invalid key and a key of another certificate are each named',
  async () => {
    const made = Bun.spawnSync(
      [
        ...['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
        ...['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem'), '-subj', '/CN=localhost'],
      ],
      { stderr: 'pipe' },
    )
    expect(made.exitCode).toBe(0)
    Bun.spawnSync([
      ...['openssl', 'ecparam', '-genkey', '-noout', '-name', 'prime256v1'],
      ...['-out', join(folder, 'other.pem')],
    ])
    const [cert, key, other] = ['cert.pem', 'key.pem', 'other.pem'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ]
    const cut = file('cut.pem', readFileSync(cert, 'utf8').slice(0, 200))
    const missing = join(folder, 'missing.pem')
    expect(
      await Promise.all([
        refusal({ TLS_CERT: missing, TLS_KEY: key }),
        refusal({ TLS_CERT: cut, TLS_KEY: key }),
        refusal({ TLS_CERT: key, TLS_KEY: cert }),
        refusal({ TLS_CERT: cert, TLS_KEY: cert }),
        refusal({ TLS_CERT: cert, TLS_KEY: other }),
      ]),
    ).toEqual([
      `TLS_CERT names the file "${missing}", which cannot be read.`,
      `TLS_CERT names the file "${cut}", which holds no certificate in PEM.`,
      `TLS_CERT names the file "${key}", which holds no certificate in PEM.`,
      `TLS_KEY names the file "${cert}", which holds no private key in PEM without a passphrase.`,
      `TLS_KEY ("${other}") is not the key of the certificate in TLS_CERT ("${cert}").`,
    ])
  },
  LOADED_MACHINE_MS,
)

test(
  'an unknown host, an address of another machine and a port in use are distinguished',
  async () => {
    const holder = createServer()
    await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve))
    const address = holder.address()
    const port = String(typeof address === 'object' ? address?.port : 0)
    expect(
      await Promise.all([
        refusal({ HOST: 'no-such-host.invalid' }),
        refusal({ HOST: '203.0.113.9' }),
        refusal({ PORT: port }),
      ]),
    ).toEqual([
      'HOST is "no-such-host.invalid", a name that nobody knows.',
      'HOST is "203.0.113.9", which is no address of this machine.',
      `Port ${port} on 127.0.0.1 is not free (PORT, HOST).`,
    ])
    holder.close()
  },
  LOADED_MACHINE_MS,
)

const RIGHT =
  'Port 80 needs a right that this account lacks (PORT); choose one above 1023, or put a proxy in front.'
test('a privileged port without permission is named', async () => {
  const refused = Object.assign(new Error('listen'), { code: 'EACCES' })
  expect(await listenFaultToSentence(refused, { host: '0.0.0.0', port: 80 }, async () => true)).toBe(RIGHT)
})

/** Skipped where the system reserves no ports, or cannot drop root's permission. */
const firstFree = '/proc/sys/net/ipv4/ip_unprivileged_port_start'
const reserves = existsSync(firstFree) && Number(readFileSync(firstFree, 'utf8')) > 80
const isRoot = process.getuid?.() === 0
const without = isRoot ? ['/usr/bin/setpriv', '--bounding-set', '-net_bind_service'] : []
test.skipIf(!reserves || (isRoot && !existsSync('/usr/bin/setpriv')))(
  'a real start on port 80 without permission is refused as such',
  async () => {
    expect(await refusal({ PORT: '80' }, without)).toBe(RIGHT)
  },
  LOADED_MACHINE_MS,
)

test(
  'a missing app, or one whose version file names no build, stops the start',
  async () => {
    const broken = ['{"name":"inviso","bui', '[]', '{"build":""}'].map((text) => {
      const built = bareDist()
      writeFileSync(join(built, 'version.json'), text)
      return built
    })
    const missing = join(folder, 'no-such-folder')
    const said = await Promise.all([missing, ...broken].map((DIST_PATH) => refusal({ DIST_PATH })))
    expect(said).toEqual([
      `There is no built app in "${missing}" (DIST_PATH); "bun run build" makes it.`,
      ...broken.map(
        (built) =>
          `The file "${join(built, 'version.json')}" names no build; "bun run build" makes the app anew (DIST_PATH).`,
      ),
    ])
  },
  LOADED_MACHINE_MS,
)
