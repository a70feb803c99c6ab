/** A world in one process: real apps and the real server, with fake clocks and a network whose faults a seed decides. */

import { createLocalBus } from '../../server/bus/local.ts'
import type { Client } from '../../server/core/client.ts'
import { createBuckets, createGuessBudget } from '../../server/core/rate.ts'
import { createRoomClock } from '../../server/core/room-clock.ts'
import type { Api } from '../../server/http/api.ts'
import { createHttp } from '../../server/http/http.ts'
import { createHub, type Hub } from '../../server/signal/hub.ts'
import type { Peer } from '../../server/signal/peer.ts'
import { openSqliteStore } from '../../server/store/sqlite.ts'
import type { App } from '../../web/domain/app/app.ts'
import type { AppPorts } from '../../web/domain/app/app-ports.ts'
import { createApp } from '../../web/domain/app/create-app.ts'
import { openNudges } from '../../web/domain/nudges/nudges.ts'
import { nudgeWords } from '../../web/nudging.ts'
import { createFakeClock, type FakeClock } from '../../web/platform/clock.fake.ts'
import type { Probes, StorageFacts } from '../../web/platform/device/capability-probes.ts'
import { lazy } from '../../web/platform/lazy.ts'
import { createSwitchboard } from '../../web/platform/network/rtc.fake.ts'
import type { Sockets } from '../../web/platform/network/socket.ts'
import { createFakePage, type FakePage } from '../../web/platform/page/page.fake.ts'
import { createFakePush } from '../../web/platform/page/push.fake.ts'
import { createSeededRandom } from '../../web/platform/random.ts'
import { createMemoryKv, type Kv } from '../../web/platform/storage/kv.ts'
import { createFakeTabs } from '../../web/platform/storage/single-tab-lock.fake.ts'
import { createRest } from '../../web/transport/api/rest.ts'
import { settle, turn } from '../harness/settle.ts'

export { settle }

// Load lazy modules ahead, since reading one from disk takes real time that the fake clocks do not show.
await Promise.all([
  import('../../web/domain/connection/start-session.ts'),
  import('../../web/domain/app/session-actions.ts'),
  import('../../web/domain/conversation/conversations.ts'),
  import('../../web/domain/invites/invites.ts'),
  import('../../web/domain/diagnostics/diagnostics.ts'),
  import('../../web/crypto/cpace.ts'),
])

const ORIGIN = 'https://world.example'
/** One-way latency of the network in milliseconds; up to as much again is added at random. */
const LATENCY_MS = 30
/** Time advances in steps of this; no finer timing matters here. */
const STEP_MS = 100
const CLIENT: Client = [{ now: 'world', before: 'before', lasting: 'lasting', share: 1 }]

/** Turns off the server's rate limits. */
const NO_BUCKETS = createBuckets({ burst: 1, perSecond: 1 }, 'loose')

/** Probes of these phones; only their logs are used. */
const probes: Probes = {
  loopback: async () => true,
  relay: async () => false,
  missing: () => [],
  secure: true,
  storage: async () => ({}) as StorageFacts,
  browser: () => 'World 1',
  screen: () => ({}),
}

export interface Phone {
  readonly name: string
  app: App
  page: FakePage
  clock: FakeClock
  /** Counts starts of the app; work of earlier instances is ignored. */
  life: number
  frozenAt: number | null
  offline: boolean
}

interface Packet {
  readonly at: number
  readonly act: () => void
}

/** `around` wraps the ports of each app as it starts, for faults that a test makes. */
export async function createWorld(
  seed: number,
  howMany: number,
  around = (_: string, ports: AppPorts): AppPorts => ports,
  failsFetch = (_: string): boolean => false,
) {
  const random = createSeededRandom(seed)
  const dice = random.below
  let now = 1_700_000_000_000
  let packets: Packet[] = []
  const lastAt = new Map<string, number>()
  const phones: Phone[] = []
  const disks = new Map<string, Kv>()
  const phoneOf = (name: string): Phone | undefined => phones.find((phone) => phone.name === name)
  const reaches = (name: string): boolean => name === 'server' || phoneOf(name)?.offline === false

  /** Delivers in order for each pair; lost when either end is offline at the send or the arrival. */
  const carry = (from: string, to: string, act: () => void): void => {
    if (!reaches(from) || !reaches(to)) return
    const line = `${from}>${to}`
    const at = Math.max(lastAt.get(line) ?? 0, now + LATENCY_MS + dice(LATENCY_MS))
    lastAt.set(line, at)
    const life = phoneOf(to)?.life
    const deliver = (): void => {
      const phone = phoneOf(to)
      if (!reaches(to) || phone?.life !== life) return
      // A frozen page gets waiting packets when it resumes.
      if (phone && phone.frozenAt !== null) packets.push({ at: now + STEP_MS, act: deliver })
      else act()
    }
    packets.push({ at, act: deliver })
  }

  // --- the server -------------------------------------------------------------------------------------------
  const store = openSqliteStore(':memory:', 100)
  const bus = createLocalBus()
  let serverOff = 0
  const clock = { now: () => now + serverOff, elapsed: () => now }
  const roomClock = createRoomClock(clock)
  let up = true
  const newHub = (): Hub =>
    createHub({
      store,
      bus,
      iceServers: [],
      relay: true,
      turn: false,
      limited: false,
      clock,
      roomClock,
      serverName: 'world',
      onFault: (fault) => {
        throw fault
      },
    })
  let hub = newHub()
  const api = {
    store,
    bus,
    clock,
    calls: NO_BUCKETS,
    guesses: createGuessBudget(),
    limited: false,
    turn: { credentials: null, calls: NO_BUCKETS },
    newRoomId: () => Buffer.from(random.bytes(32)).toString('base64url'),
  } as unknown as Api
  const http = createHttp(
    api,
    { serve: () => null, build: 'world' },
    {
      https: true,
      corsOrigins: null,
      publicOrigin: ORIGIN,
      onFault: (fault) => {
        throw fault
      },
    },
  )
  const endings = new Set<() => void>()
  /** Injects messages to each phone as if from the server; beside it, how often each joined its room. */
  const tellers = new Map<string, (text: string) => void>()
  const asked = new Map<string, number>()
  const rooms = new Map<string, string>()

  const fetchFor = (name: string): typeof fetch =>
    (async (input: string, init?: RequestInit) => {
      if (failsFetch(name)) throw new TypeError('made to fail: fetch')
      const answer = await new Promise<Response>((resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(new Error('aborted')))
        carry(name, 'server', () => {
          if (!up) return carry('server', name, () => reject(new Error('refused')))
          const request = new Request(input, {
            method: init?.method,
            headers: init?.headers,
            body: init?.body,
          } as RequestInit)
          void http({ request, url: new URL(input), client: CLIENT }).then((made) =>
            carry('server', name, () => resolve(made)),
          )
        })
      })
      return answer
    }) as typeof fetch

  const socketsFor = (name: string, life: number): Sockets => ({
    open(_, events) {
      let abandoned = false
      let peer: Peer | null = null
      const mine = (): boolean => !abandoned && phoneOf(name)?.life === life
      const end = (): void => {
        endings.delete(end)
        if (peer) hub.closed(peer)
        carry('server', name, () => mine() && events.close())
      }
      carry(name, 'server', () => {
        const data = up ? hub.admit(CLIENT) : null
        if (!data) return carry('server', name, () => mine() && events.close())
        peer = {
          data,
          send(text) {
            carry('server', name, () => mine() && events.message(text))
            return text.length
          },
          close: end,
          terminate: end,
          getBufferedAmount: () => 0,
        }
        endings.add(end)
        tellers.set(name, (text) => peer?.send(text))
        carry('server', name, () => mine() && events.open())
        hub.opened(peer)
      })
      return {
        send(text) {
          const { type, roomId } = JSON.parse(text) as { type: string; roomId?: string }
          if (type === 'join_room') asked.set(name, (asked.get(name) ?? 0) + 1)
          if (roomId) rooms.set(name, roomId)
          carry(name, 'server', () => peer && !peer.data.over && hub.received(peer, text))
        },
        close() {
          abandoned = true
          carry(name, 'server', () => {
            if (peer) hub.closed(peer)
          })
        },
      }
    },
  })

  // --- the phones -------------------------------------------------------------------------------------------
  const board = createSwitchboard({ bytes: random.bytes, carry })
  /** Writes take a moment; a phone killed during one may have written or not. */
  const diskOf = (name: string, life: number): Kv => {
    const disk = disks.get(name) ?? createMemoryKv()
    disks.set(name, disk)
    const slowly = async <T>(act: () => Promise<T>): Promise<T> => {
      await turn()
      if (phoneOf(name)?.life !== life) return new Promise<T>(() => {})
      return act()
    }
    return {
      ...disk,
      kept: true,
      set: (key, value) => slowly(() => disk.set(key, value)),
      remove: (key) => slowly(() => disk.remove(key)),
      swap: (change) => slowly(() => disk.swap(change)),
    }
  }
  const boot = (
    phone: Omit<Phone, 'app' | 'page' | 'clock'>,
    at: number,
  ): Pick<Phone, 'app' | 'page' | 'clock'> => {
    const clock = createFakeClock(at)
    const page = createFakePage(ORIGIN)
    if (phone.offline) page.edge('offline')
    const { name, life } = phone
    const app = createApp(
      around(name, {
        clock,
        random: createSeededRandom(seed * 100_000 + Number(name.slice('phone-'.length)) * 10_000 + life),
        page,
        openKv: async () => diskOf(name, life),
        sockets: socketsFor(name, life),
        openRtc: async () => board.rtc(name),
        rest: lazy(async () => createRest(fetchFor(name), clock)),
        openWorker: async () => ({
          start() {},
          checkForUpdate() {},
          apply: async () => false,
          active: () => true,
        }),
        tabs: createFakeTabs().tab(),
        argon2: async () => new Uint8Array(32),
        openProbes: async () => probes,
        openSounds: () => Promise.reject(new Error('none')),
        openPasskeys: () => Promise.reject(new Error('none')),
        passkeyApi: lazy(() => Promise.reject(new Error('none'))),
        build: 'world',
        openNudges: (parts) => openNudges(parts, { push: createFakePush('absent'), words: nudgeWords }),
        nameFor: (_at, number) => `Session ${number}`,
      }),
      createMemoryKv(),
    )
    return { app, page, clock }
  }
  for (let at = 0; at < howMany; at += 1) {
    const base = { name: `phone-${at}`, life: 1, frozenAt: null, offline: false }
    const parts = boot(base, now)
    phones.push({ ...base, ...parts })
  }

  const advance = async (ms: number): Promise<void> => {
    const until = now + ms
    while (now < until) {
      now = Math.min(until, now + STEP_MS)
      for (const phone of phones) if (phone.frozenAt === null) phone.clock.advance(STEP_MS)
      const due = packets.filter(({ at }) => at <= now).sort((a, b) => a.at - b.at)
      packets = packets.filter(({ at }) => at > now)
      for (const { act } of due) act()
      if (Math.floor(now / STEP_MS) % 40 === 0) hub.sweep()
      if (due.length > 0 || Math.floor(now / STEP_MS) % 5 === 0) await settle()
    }
    await settle()
  }

  return {
    dice,
    phones,
    advance,
    now: () => now,
    size: () => ({ packets: packets.length, ends: board.count(), sockets: hub.count() }),
    /** Kills the page at once and restarts its app on the stored data. */
    async kill(phone: Phone, told: boolean) {
      board.drop(phone.name, told)
      phone.life += 1
      phone.frozenAt = null
      Object.assign(phone, boot(phone, phone.clock.now()))
      await settle()
    },
    freeze(phone: Phone) {
      if (phone.frozenAt !== null) return
      phone.page.edge('hidden')
      phone.page.edge('freeze')
      phone.frozenAt = now
    },
    thaw(phone: Phone) {
      if (phone.frozenAt === null) return
      const slept = now - phone.frozenAt
      phone.frozenAt = null
      phone.clock.advance(slept)
      phone.page.edge('resume')
      phone.page.edge('visible')
    },
    /** Sets the error of the phone's wall clock to `ms`, positive or negative. */
    setClock(phone: Phone, ms: number) {
      phone.clock.jump(now + ms - phone.clock.now())
    },
    /** Sets the error of the server's wall clock. */
    setServerClock(ms: number) {
      serverOff = ms
    },
    setOffline(phone: Phone, offline: boolean) {
      if (phone.offline === offline) return
      phone.offline = offline
      if (phone.frozenAt === null) phone.page.edge(offline ? 'offline' : 'online')
    },
    /** Sends a forged server message to this phone. */
    lie(phone: Phone, said: object) {
      const roomId = rooms.get(phone.name)
      tellers.get(phone.name)?.(JSON.stringify({ from: 'client2', roomId, ...said }))
    },
    asked: (phone: Phone) => asked.get(phone.name) ?? 0,
    restartServer() {
      up = false
      for (const end of [...endings]) end()
      hub.stop()
      hub = newHub()
    },
    serverUp() {
      up = true
    },
    async stop() {
      hub.stop()
      await store.close()
    },
  }
}
export type World = Awaited<ReturnType<typeof createWorld>>
