/** Server CPU for one ring, relative to a plain call in the same run: opening the ticket, encrypting, and the call of the push service. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RoomId } from '../protocol/ids.ts'
import { roomMark } from '../protocol/nudges.ts'
import { createPhone } from '../server/push/phone.fake.ts'
import { type Measured, median, startInviso } from './processes.ts'

const CALLS = 800
/** Calls under way at once, below the server's own limit of pushes. */
const AT_ONCE = 8
const ROUNDS = 5

/** A push service on loopback, in this process, whose CPU is not counted; the server is told to believe its certificate. */
function startPushService() {
  const folder = mkdtempSync(join(tmpdir(), 'inviso-bench-'))
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  spawnSync('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1'],
    ...['-keyout', key, '-out', cert, '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'],
  ])
  const server = Bun.serve({
    port: 0,
    hostname: 'localhost',
    tls: { key: readFileSync(key), cert: readFileSync(cert) },
    fetch: () => new Response(null, { status: 201 }),
  })
  return {
    cert,
    origin: `https://localhost:${server.port}`,
    stop() {
      server.stop(true)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const createCaller =
  ({ port }: Measured) =>
  async (method: string, path: string, body?: unknown): Promise<Record<string, unknown>> => {
    const init = body === undefined ? {} : { body: JSON.stringify(body) }
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, ...init })
    return (await answer.json()) as Record<string, unknown>
  }

/** Microseconds of the server's CPU for each of many calls. */
async function cpuPerCall(server: Measured, call: () => Promise<unknown>): Promise<number> {
  const before = server.cpuMs()
  const lane = async (): Promise<void> => {
    for (let n = 0; n < CALLS / AT_ONCE; n += 1) await call()
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
  return ((server.cpuMs() - before) * 1_000) / CALLS
}

export async function benchRing(): Promise<readonly string[]> {
  const service = startPushService()
  const server = await startInviso({
    PUSH_CONTACT: 'mailto:bench@example.org',
    PUSH_HOSTS: service.origin,
    NODE_EXTRA_CA_CERTS: service.cert,
  })
  const call = createCaller(server)
  await call('POST', '/api/rooms', { joinid: '100000', client1: 'A', expiresInSeconds: 3_600 })
  const accepted = await call('POST', '/api/rooms/accept', { joinid: '100000', client2: 'B' })
  const roomid = String(accepted.roomid)
  const { key } = await call('GET', '/api/nudges')
  const x = Math.floor(Date.now() / 1_000) + 3_600
  const ticket = await createPhone(`${service.origin}/x`).seal(String(key), {
    x,
    r: roomMark(roomid as RoomId),
  })
  const ring = async (): Promise<void> => {
    const { outcome } = await call('POST', '/api/nudges', { roomid, deviceId: 'B', ticket })
    if (outcome !== 'sent') throw new Error(`a ring was ${outcome}`)
  }
  const plain = () => call('POST', '/api/rooms/check', { joinid: '100000', client1: 'A' })
  await cpuPerCall(server, ring)
  await cpuPerCall(server, plain)
  const rings: number[] = []
  const calls: number[] = []
  for (let n = 0; n < ROUNDS; n += 1) {
    rings.push(await cpuPerCall(server, ring))
    calls.push(await cpuPerCall(server, plain))
  }
  await server.stop()
  service.stop()
  return [
    `ring-cpu ${(median(rings) / 1_000).toFixed(2)} ms`,
    `call-cpu ${(median(calls) / 1_000).toFixed(2)} ms`,
    `ring-cpu-over-call ${(median(rings) / median(calls)).toFixed(1)} ×`,
  ]
}
