/** Each check reports the truth, one after another, and the report identifies nobody. */
import { expect, test } from 'bun:test'
import { signal } from '@preact/signals'
import { err, ok } from '../../../base/result.ts'
import type { IceServer } from '../../../protocol/signal.ts'
import { createLog } from '../../log/log.ts'
import { createFakeClock } from '../../platform/clock.fake.ts'
import { PARTS, type Part } from '../../platform/device/capability-probes.ts'
import type { RtcStats } from '../../platform/network/rtc.types.ts'
import { createFakeSockets } from '../../platform/network/socket.fake.ts'
import type { Page } from '../../platform/page/page.ts'
import { createMemoryKv, type Kv } from '../../platform/storage/kv.ts'
import type { Rest } from '../../transport/api/rest.ts'
import type { FileTrial } from '../../vault/files/file-store.ts'
import type { Check } from './diagnostics.model.ts'
import { createDiagnostics } from './diagnostics.ts'

const keptKv = (change: Partial<Kv> = {}): Kv => ({ ...createMemoryKv(), kept: true, ...change })

function setUp(
  world: {
    readonly loopback?: boolean
    readonly relay?: boolean
    readonly iceServers?: readonly IceServer[] | null
    readonly missing?: readonly Part[]
    readonly kv?: Kv
    readonly greeting?: string | null
    readonly server?: boolean
    readonly installed?: boolean
    readonly stats?: readonly RtcStats[]
    readonly files?: FileTrial | null
  } = {},
) {
  const clock = createFakeClock()
  const log = createLog(clock)
  const fake = createFakeSockets()
  const asked: (readonly IceServer[])[] = []
  const sockets: typeof fake = {
    ...fake,
    open(url, events) {
      const socket = fake.open(url, events)
      const { greeting = '{"type":"connected","clientId":"c","server":"s"}' } = world
      queueMicrotask(() => (greeting === null ? clock.advance(5_000) : fake.all.at(-1)?.message(greeting)))
      return socket
    },
  }
  const diagnostics = createDiagnostics({
    clock,
    log,
    sockets,
    kv: () => world.kv ?? keptKv(),
    page: { standalone: () => world.installed ?? true, online: () => true } as Page,
    probes: {
      loopback: async () => world.loopback ?? true,
      async relay(servers) {
        asked.push(servers)
        return world.relay ?? true
      },
      missing: () => world.missing ?? [],
      secure: true,
      storage: async () => ({ persisted: true, usedBytes: 12_345_678, quotaBytes: 9_876_543_210 }),
      browser: () => 'Safari 26',
      screen: () => ({ inner_width: 390, safe_top: 47 }),
    },
    stats: async () => world.stats ?? [],
    iceServers: async () => world.iceServers ?? null,
    rest: {
      probe: async () => (world.server === false ? err('server_unreachable') : ok({ build: 'b' })),
    } as unknown as Rest,
    origin: signal('https://chat.example'),
    workerActive: () => true,
    build: 'abc123',
    tryFiles: async () => (world.files === undefined ? { store: 'opfs', works: true } : world.files),
  })
  const rowOf = async (check: Check) => {
    await diagnostics.run()
    return diagnostics.rows.value.find((row) => row.check === check)
  }
  return { diagnostics, rowOf, log, clock, asked, alive: fake.alive }
}

test('before the checks run, none reports success', () => {
  const { diagnostics } = setUp()
  expect(new Set(diagnostics.rows.value.map(({ verdict }) => verdict))).toEqual(new Set(['unknown']))
})

test('when everything works, each check reports success, one after another', async () => {
  const { diagnostics, alive } = setUp({ iceServers: [{ urls: 'turn:relay.example' }] })
  const seen: number[] = []
  const stop = diagnostics.rows.subscribe((rows) =>
    seen.push(rows.filter(({ verdict }) => verdict === 'checking').length),
  )
  await diagnostics.run()
  stop()
  expect(diagnostics.rows.value.map(({ verdict }) => verdict)).toEqual(
    diagnostics.rows.value.map(() => 'good'),
  )
  expect(Math.max(...seen)).toBe(1)
  expect(diagnostics.running.value).toBe(false)
  expect(alive()).toBe(0)
})

test('each failing part is reported as failing, and no other', async () => {
  const bad = { verdict: 'bad', note: null }
  expect(await setUp({ loopback: false }).rowOf('webrtc')).toMatchObject(bad)
  expect(await setUp({ server: false }).rowOf('server')).toMatchObject(bad)
  expect(await setUp({ greeting: null }).rowOf('websocket')).toMatchObject(bad)
  expect(await setUp({ greeting: '{"type":"error"}' }).rowOf('websocket')).toMatchObject(bad)
  expect(await setUp({ greeting: 'no json' }).rowOf('websocket')).toMatchObject(bad)
  expect(await setUp({ kv: createMemoryKv() }).rowOf('storage')).toMatchObject(bad)
  const deaf = keptKv({ remove: async () => ok(undefined) })
  expect(await setUp({ kv: deaf }).rowOf('storage')).toMatchObject(bad)
  const full = keptKv({ set: async () => err('storage_failed') })
  expect(await setUp({ kv: full }).rowOf('storage')).toMatchObject(bad)
  expect(await setUp({ installed: false }).rowOf('installed')).toMatchObject({ verdict: 'absent' })
})

test('the file store says where files lie and what is free; one in memory is no fault, one that fails or does not answer is', async () => {
  const stored = (store: FileTrial['store'], works = true) =>
    setUp({ files: { store, works } }).rowOf('files')
  expect(await stored('opfs')).toMatchObject({
    verdict: 'good',
    note: { kind: 'files', store: 'opfs', freeBytes: 9_876_543_210 - 12_345_678 },
  })
  expect(await stored('indexeddb')).toMatchObject({ verdict: 'good', note: { store: 'indexeddb' } })
  expect(await stored('memory')).toMatchObject({ verdict: 'absent', note: { store: 'memory' } })
  expect(await stored('opfs', false)).toMatchObject({ verdict: 'bad', note: null })
  expect(await setUp({ files: null }).rowOf('files')).toMatchObject({ verdict: 'bad' })
})

test('a check that throws counts as failed, and the others still run', async () => {
  const broken = keptKv({
    get: () => Promise.reject(new Error('gone')),
  })
  const { diagnostics, rowOf } = setUp({ kv: broken })
  expect(await rowOf('storage')).toMatchObject({ verdict: 'bad' })
  expect(diagnostics.rows.value.at(-1)?.verdict).toBe('good')
})

test('the relay check uses only the relays that the server offers', async () => {
  const stun = { urls: 'stun:a.example' }
  const turn = { urls: ['turns:b.example'], username: 'u', credential: 'c' }
  expect(await setUp({ iceServers: null }).rowOf('turn')).toMatchObject({
    verdict: 'unknown',
    note: { kind: 'turn_not_told' },
  })
  expect(await setUp({ iceServers: [stun] }).rowOf('turn')).toMatchObject({
    verdict: 'absent',
    note: { kind: 'turn_none' },
  })
  const { rowOf, asked } = setUp({ iceServers: [stun, turn], relay: false })
  expect(await rowOf('turn')).toMatchObject({ verdict: 'bad' })
  expect(asked).toEqual([[turn]])
})

test('missing features are named; only a missing essential one is a fault', async () => {
  expect(await setUp({ missing: [...PARTS] }).rowOf('lockdown')).toMatchObject({
    verdict: 'bad',
    note: { kind: 'missing', parts: PARTS },
  })
  expect(await setUp({ missing: ['PushManager'] }).rowOf('lockdown')).toMatchObject({
    verdict: 'good',
    note: { kind: 'missing', parts: ['PushManager'] },
  })
})

test('link measurements are logged every five seconds, only while verbose is on', async () => {
  const link = {
    state: 'connected',
    path: 'relayed',
    rttMs: 42.4,
    sentBytes: 482_913,
    receivedBytes: 0,
  } as const
  const { diagnostics, clock } = setUp({ stats: [link] })
  const settle = () => new Promise((resolve) => setTimeout(resolve))
  clock.advance(60_000)
  await settle()
  expect(diagnostics.log.value).toHaveLength(0)
  diagnostics.setVerbose(true)
  for (const _ of [1, 2]) {
    await settle()
    clock.advance(5_000)
  }
  await settle()
  expect(diagnostics.log.value.map(({ text }) => text)).toEqual(
    Array(3).fill('link.statistics state=connected path=relayed rtt=42 sent=480000 received=0'),
  )
  diagnostics.setVerbose(false)
  clock.advance(60_000)
  await settle()
  expect(diagnostics.log.value).toHaveLength(3)
  expect(clock.pending()).toBe(0)
})

test('the report holds the facts a helper needs and no identifiers', async () => {
  const { diagnostics, log } = setUp({ missing: ['PushManager'] })
  await diagnostics.run()
  log.add('info', 'page.hidden')
  log.add('warn', 'channel.refused', { why: '482913' as 'timeout' })
  const report = diagnostics.report()
  for (const said of [
    'Inviso build abc123',
    'browser: Safari 26',
    'standalone: yes',
    'PushManager: no',
    'WebAssembly: yes',
    'inner_width: 390',
    'safe_top: 47',
    'webrtc: good',
    'turn: unknown',
    'storage: good (persisted: yes, used: 12 MB, free for us: 9900 MB)',
    '1970-01-01T00:16:40Z info page.hidden',
    'channel.refused why=[hidden]',
  ])
    expect(report).toContain(said)
  expect(report).not.toMatch(/482913|chat\.example/)
  diagnostics.clearLog()
  expect(diagnostics.report()).not.toContain('page.hidden')
})
