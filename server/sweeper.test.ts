/** Sweeping: in short batches however much there is, also at the start, and never because the clock was set. */
import { Database } from 'bun:sqlite'
import { afterAll, expect, test } from 'bun:test'
import type { DeviceId, JoinCode, RoomId } from '../protocol/ids.ts'
import { bareDist } from '../tests/harness/networks/bare-dist.ts'
import { createTestServer, type TestServer } from '../tests/harness/networks/test-server.ts'
import { createLocalBus } from './bus/local.ts'
import { createRoomClock } from './core/room-clock.ts'
import { createServerLog } from './log.ts'
import { openSqliteStore } from './store/sqlite.ts'
import { wrapStore } from './store/store.fake.ts'
import { createSweeper } from './sweeper.ts'

const LOADED_MACHINE_MS = 180_000
const DAY_MS = 86_400_000
const START = 1_700_000_000_000
const ROOM = 'room' as RoomId

async function start({ failing = false } = {}) {
  let now = START
  let elapsed = 0
  const inner = openSqliteStore(':memory:', 100)
  let fails = failing
  const store = wrapStore(inner, () => {
    if (fails) throw Object.assign(new Error('disk'), { code: 'SQLITE_FULL' })
  })
  const faults: unknown[] = []
  const clock = { now: () => now, elapsed: () => elapsed }
  const onFault = (fault: unknown): void => {
    faults.push(fault)
  }
  const lines: string[] = []
  const log = createServerLog('debug', (line) => lines.push(line))
  const parts = { store, bus: createLocalBus(), clock, roomIdleMs: 30 * DAY_MS, log, onFault }
  /** A sweeper of a process that just started on the existing store. */
  const restart = () => createSweeper({ ...parts, roomClock: createRoomClock(clock) })
  const sweeper = restart()
  const joinCode = '123456' as JoinCode
  await inner.createInvite(
    { joinCode, client1: 'A' as DeviceId, expiresAt: START + 60_000, ticket: null },
    START,
  )
  await inner.acceptInvite({ joinCode, client2: 'B' as DeviceId, retryHash: null, roomId: ROOM }, START)
  return {
    sweeper,
    restart,
    logged: (event: string) => lines.filter((line) => line.includes(event)).map((line) => JSON.parse(line)),
    faults,
    lives: async () => (await inner.room(ROOM)) !== null,
    repair: () => {
      fails = false
    },
    wait: (ms: number) => {
      now += ms
      elapsed += ms
    },
    setWall: (ms: number) => {
      now = ms
    },
  }
}

test('a room unused for thirty days is deleted', async () => {
  const { sweeper, lives, wait } = await start()
  wait(30 * DAY_MS - 1)
  await sweeper.sweep()
  expect(await lives()).toBe(true)
  wait(1)
  await sweeper.sweep()
  expect(await lives()).toBe(false)
})

test('a clock set ahead by a year deletes no room, and real time still does', async () => {
  const { sweeper, lives, setWall, wait } = await start()
  setWall(START + 365 * DAY_MS)
  await sweeper.sweep()
  expect(await lives()).toBe(true)
  wait(29 * DAY_MS)
  await sweeper.sweep()
  expect(await lives()).toBe(true)
  wait(DAY_MS)
  await sweeper.sweep()
  expect(await lives()).toBe(false)
})

test('a jump of the clock in either direction is one log line, and a correction none', async () => {
  const { sweeper, setWall, wait, logged } = await start()
  await sweeper.sweep()
  wait(60_000)
  await sweeper.sweep()
  setWall(START + 61_000)
  await sweeper.sweep()
  expect(logged('clock_jumped')).toEqual([])
  setWall(START + 61_000 - 120_000)
  await sweeper.sweep()
  await sweeper.sweep()
  expect(logged('clock_jumped')).toMatchObject([{ level: 'warn', seconds: -120 }])
  setWall(START + 40 * DAY_MS)
  await sweeper.sweep()
  expect(logged('clock_jumped')).toHaveLength(2)
})

test('a clock set ahead while the server was off deletes no room, and the log says that the time is not trusted', async () => {
  const { sweeper, restart, lives, setWall, wait, logged } = await start()
  await sweeper.sweep()
  wait(29 * DAY_MS)
  await sweeper.sweep()
  setWall(START + 400 * DAY_MS)
  const after = restart()
  await after.sweep()
  expect(await lives()).toBe(true)
  expect(logged('absence_not_believed')).toMatchObject([{ level: 'warn', seconds: (371 * DAY_MS) / 1_000 }])
  wait(DAY_MS / 2)
  await after.sweep()
  expect(await lives()).toBe(true)
  // Time that passes while the server runs counts, across restarts.
  const later = restart()
  await later.sweep()
  expect(await lives()).toBe(true)
  wait(DAY_MS / 2)
  await later.sweep()
  expect(await lives()).toBe(false)
})

test('a weekend off is trusted, and rooms age meanwhile', async () => {
  const { sweeper, restart, lives, setWall, wait, logged } = await start()
  await sweeper.sweep()
  wait(28 * DAY_MS)
  await sweeper.sweep()
  setWall(START + 30 * DAY_MS)
  await restart().sweep()
  expect(await lives()).toBe(false)
  expect(logged('absence_not_believed')).toEqual([])
})

test('a clock set back deletes no room', async () => {
  const { sweeper, lives, setWall } = await start()
  setWall(START - 365 * DAY_MS)
  await sweeper.sweep()
  expect(await lives()).toBe(true)
})

test('a failed sweep is logged once, and the next one continues', async () => {
  const { sweeper, lives, wait, faults, repair } = await start({ failing: true })
  wait(31 * DAY_MS)
  await sweeper.sweep()
  expect([faults.length, await lives()]).toEqual([1, true])
  repair()
  await sweeper.sweep()
  expect([faults.length, await lives()]).toEqual([1, false])
})

const servers: TestServer[] = []
afterAll(async () => {
  for (const server of servers) await server.dispose()
})

test(
  'a server with tens of thousands of expired rooms serves at once and deletes them soon',
  async () => {
    const ROOMS = 40_000
    const server = await createTestServer({ RATE_LIMIT: 'off', DIST_PATH: bareDist() })
    servers.push(server)
    await server.start()
    await server.stop('SIGTERM')
    const database = new Database(server.databasePath)
    const count = (): number =>
      database.query<{ readonly count: number }, []>('SELECT count(*) AS count FROM rooms').get()?.count ?? -1
    database.run(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${ROOMS})
       INSERT INTO rooms SELECT 'room-' || i, 'host-' || i, 'guest-' || i, NULL, NULL, 1000 FROM n`,
    )
    database.run(
      `INSERT INTO acceptances SELECT room_id, '000000', client1, client2, NULL, 0, 1000 FROM rooms`,
    )
    await server.start()
    const waits: number[] = []
    while (count() > 0) {
      const asked = performance.now()
      expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
      waits.push(performance.now() - asked)
      await Bun.sleep(20)
    }
    database.close()
    // In one batch these rows take seconds; in several, a request waits for a few batches at most.
    expect(waits.length).toBeGreaterThan(3)
    expect(waits.sort((a, b) => a - b)[Math.floor(waits.length / 2)]).toBeLessThan(1_000)
    expect(server.output()).not.toContain('"event":"fault"')
  },
  LOADED_MACHINE_MS,
)
