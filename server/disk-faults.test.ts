/** Disk faults under the real process, a full disk and a removed database: no write is confirmed that would be lost, and the server stays up. */
import { afterAll, expect, test } from 'bun:test'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { bareDist } from '../tests/harness/networks/bare-dist.ts'
import { createTestServer, type TestServer } from '../tests/harness/networks/test-server.ts'
import { temporaryFolder } from '../tests/harness/temporary-folder.ts'

const LOADED_MACHINE_MS = 120_000
const DISK_BYTES = 1024 * 1024
const servers: TestServer[] = []
const mounted: string[] = []
afterAll(async () => {
  for (const server of servers) await server.dispose()
  for (const folder of mounted) Bun.spawnSync(['umount', folder])
})
async function start(env: Record<string, string> = {}): Promise<TestServer> {
  const server = await createTestServer({ RATE_LIMIT: 'off', DIST_PATH: bareDist(), ...env })
  servers.push(server)
  await server.start()
  return server
}
const post = async (server: TestServer, path: string, body: object) => {
  const answer = await fetch(server.url + path, { method: 'POST', body: JSON.stringify(body) })
  return { status: answer.status, body: (await answer.json().catch(() => ({}))) as Record<string, string> }
}
const makeInvite = (server: TestServer, n: number) =>
  post(server, '/api/rooms', {
    joinid: String(100_000 + n),
    client1: `HOST-${n}-${'x'.repeat(100)}`,
    expiresInSeconds: 3_600,
  })
const readRoom = async (server: TestServer, roomId: string): Promise<number> =>
  (await fetch(`${server.url}/api/rooms?roomid=${roomId}`)).status
async function makeRoom(server: TestServer): Promise<string> {
  await makeInvite(server, 0)
  return (await post(server, '/api/rooms/accept', { joinid: '100000', client2: 'GUEST' })).body.roomid ?? ''
}
const faultLines = (server: TestServer, code: string): number => server.output().split(code).length - 1

/** Mounts a file system of one megabyte; null where this process may not mount. */
function smallDisk(): string | null {
  const folder = temporaryFolder('small-disk')
  const made = Bun.spawnSync(['mount', '-t', 'tmpfs', '-o', `size=${DISK_BYTES}`, 'inviso-test', folder])
  if (made.exitCode !== 0) return null
  mounted.push(folder)
  return folder
}
const disk = process.getuid?.() === 0 && existsSync('/usr/bin/mount') ? smallDisk() : null
if (disk === null) console.log('No disk can be filled here: mounting one takes root.')

test.skipIf(disk === null)(
  'on a full disk reads work and writes are refused, and once there is room everything works again',
  async () => {
    const folder = disk ?? ''
    const server = await start({ DATABASE_PATH: join(folder, 'inviso.db'), LOG_LEVEL: 'warn' })
    const roomId = await makeRoom(server)
    expect(roomId).not.toBe('')
    const filler = join(folder, 'filler')
    try {
      writeFileSync(filler, new Uint8Array(DISK_BYTES))
    } catch {
      // The disk is full.
    }
    expect(statSync(filler).size).toBeLessThan(DISK_BYTES)
    // A few writes may still fit into the write-ahead log.
    let refused = 0
    for (let n = 1; n < 200 && refused === 0; n += 1)
      if ((await makeInvite(server, n)).status === 503) refused = n
    expect(refused).toBeGreaterThan(0)
    expect(await makeInvite(server, 999)).toEqual({ status: 503, body: { error: 'unavailable' } })
    expect(await readRoom(server, roomId)).toBe(200)
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
    rmSync(filler)
    expect((await makeInvite(server, refused)).status).toBe(201)
    expect((await makeInvite(server, 999)).status).toBe(201)
    // Confirmed writes survive a kill as well.
    await server.stop('SIGKILL')
    await server.start()
    expect(await readRoom(server, roomId)).toBe(200)
    expect(faultLines(server, '"event":"fault"')).toBeGreaterThanOrEqual(2)
    expect(server.output()).not.toMatch(/HOST-|GUEST/)
  },
  LOADED_MACHINE_MS,
)

test(
  'when the database file is removed writes are refused, and once it is back they work again',
  async () => {
    const server = await start({ LOG_LEVEL: 'warn' })
    const roomId = await makeRoom(server)
    const aside = join(dirname(server.databasePath), 'aside')
    mkdirSync(aside)
    const moved = ['', '-wal', '-shm'].map(
      (end) => [server.databasePath + end, join(aside, `inviso.db${end}`)] as const,
    )
    for (const [from, to] of moved) renameSync(from, to)
    expect(await makeInvite(server, 1)).toEqual({ status: 503, body: { error: 'unavailable' } })
    expect((await fetch(`${server.url}/healthz`)).status).toBe(503)
    expect(faultLines(server, 'DATABASE_REMOVED')).toBe(1)
    expect(await readRoom(server, roomId)).toBe(200)
    // A different file at the same path does not count.
    writeFileSync(server.databasePath, readFileSync(join(aside, 'inviso.db')))
    expect((await makeInvite(server, 1)).status).toBe(503)
    for (const [from, to] of moved) renameSync(to, from)
    expect((await makeInvite(server, 1)).status).toBe(201)
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
  },
  LOADED_MACHINE_MS,
)
