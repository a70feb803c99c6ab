/** The start of the whole app over fakes: kept sessions go live, and whatever does not come ends in a sentence with a way forward. */

import { expect, test } from 'bun:test'
import { err, ok } from '../../../base/result.ts'
import { settle } from '../../../tests/harness/settle.ts'
import { nudgeWords } from '../../nudging.ts'
import { createFakeClock } from '../../platform/clock.fake.ts'
import { lazy } from '../../platform/lazy.ts'
import { createSwitchboard } from '../../platform/network/rtc.fake.ts'
import { createFakeSockets } from '../../platform/network/socket.fake.ts'
import { createFakePage } from '../../platform/page/page.fake.ts'
import { createFakePush } from '../../platform/page/push.fake.ts'
import { createSeededRandom } from '../../platform/random.ts'
import { createMemoryKv, type Kv } from '../../platform/storage/kv.ts'
import { createFakeTabs } from '../../platform/storage/single-tab-lock.fake.ts'
import type { Rest } from '../../transport/api/rest.ts'
import { lazyKeySlots } from '../../vault/lazy.ts'
import { recordOf } from '../connection/sessions.fake.ts'
import { openNudges } from '../nudges/nudges.ts'
import { encodeStored } from '../sessions/session-record.ts'
import type { AppPorts } from './app-ports.ts'
import { createApp } from './create-app.ts'

// What the app loads later is here from the start: reading a module from the disk takes time that no clock here knows.
await Promise.all([
  import('../connection/start-session.ts'),
  import('../conversation/conversations.ts'),
  import('./session-actions.ts'),
  import('../../vault/key-slots.ts'),
])

const SECOND_MS = 1_000
const SESSIONS_KEY = 'chat.sessions.v1'
const none = () => Promise.reject(new Error('none'))

/** A disk with one session, as a build before the vault wrote it; `open` is the app as it starts on it. */
async function createDisk() {
  const memory = createMemoryKv()
  await memory.set(SESSIONS_KEY, encodeStored([recordOf(1)]))
  const faults = { read: false, rtc: false }
  const kv: Kv = {
    ...memory,
    kept: true,
    get: async (key) => (faults.read ? err('storage_failed') : memory.get(key)),
  }
  const tabs = createFakeTabs()
  const open = async () => {
    const clock = createFakeClock()
    const sockets = createFakeSockets()
    const random = createSeededRandom(1)
    const board = createSwitchboard({ bytes: random.bytes, carry: (_, __, act) => act() })
    const ports: AppPorts = {
      ...{ clock, sockets, random, page: createFakePage('https://chat.example') },
      tabs: tabs.tab(),
      openKv: async () => kv,
      argon2: async () => new Uint8Array(32),
      async openRtc() {
        if (faults.rtc) throw new Error('the chunk does not load')
        return board.rtc('phone')
      },
      ...{ openProbes: none, openWorker: none, openPasskeys: none, openSounds: none },
      ...{ rest: lazy(async () => ({}) as Rest), passkeyApi: lazy(none) },
      build: 'test',
      openNudges: (parts) => openNudges(parts, { push: createFakePush('absent'), words: nudgeWords }),
      nameFor: (_at, number) => `Session ${number}`,
    }
    const app = createApp(ports, createMemoryKv())
    const advance = async (ms: number): Promise<void> => {
      clock.advance(ms)
      await settle()
    }
    await settle()
    const names = () => app.sessions.rows.value.map(({ name }) => name)
    return { app, sockets, advance, names }
  }
  return { memory, faults, open }
}

/** Runs `act` while the code of the key slots does not load. */
async function withoutKeySlots<T>(act: () => Promise<T>): Promise<T> {
  const { load } = lazyKeySlots
  Object.assign(lazyKeySlots, { load: none })
  try {
    return await act()
  } finally {
    Object.assign(lazyKeySlots, { load })
  }
}

test('a kept session is in the list when the app starts, and goes live by itself', async () => {
  const { open } = await createDisk()
  const { app, sockets, advance, names } = await open()
  expect([app.ready.value, app.start.failed.value]).toEqual([true, false])
  expect(names()).toEqual(['Session 1'])
  await advance(2 * SECOND_MS)
  expect(sockets.alive()).toBe(1)
})

test('a part that does not load during the start keeps nobody from the list, and is loaded again', async () => {
  const { faults, open } = await createDisk()
  faults.rtc = true
  const { app, sockets, advance, names } = await open()
  await advance(2 * SECOND_MS)
  expect([app.ready.value, names(), sockets.all.length]).toEqual([true, ['Session 1'], 0])
  faults.rtc = false
  await advance(2 * SECOND_MS)
  expect(sockets.alive()).toBe(1)
})

test('sessions from before the vault, whose sealing does not load at first, are told of, and there with another try', async () => {
  const { memory, open } = await createDisk()
  const { app, names } = await withoutKeySlots(async () => {
    const opened = await open()
    expect([opened.app.ready.value, opened.app.start.failed.value]).toEqual([false, true])
    expect(await opened.app.start.again()).toBe(false)
    return opened
  })
  expect((await memory.get(SESSIONS_KEY)).ok && (await memory.keys())).toEqual(ok([SESSIONS_KEY]))
  expect(await app.start.again()).toBe(true)
  expect([app.ready.value, app.start.failed.value, names()]).toEqual([true, false, ['Session 1']])
  // Sealed now: nothing is left in the clear.
  const kept = await memory.keys()
  expect(kept.ok && kept.value.filter((name) => name.startsWith('chat.'))).toEqual([])
})

test('a storage that does not answer is not a damaged one: it is told of, and asked again', async () => {
  const { faults, open } = await createDisk()
  await open()
  faults.read = true
  const { app, names } = await open()
  app.tab.useHere()
  await settle()
  expect([app.start.failed.value, app.lock.state.value]).toEqual([true, 'locked'])
  faults.read = false
  expect(await app.start.again()).toBe(true)
  expect([app.lock.state.value, names()]).toEqual(['open', ['Session 1']])
})

test('a hand-over from another tab that fails is told of, and works with another try', async () => {
  const { faults, open } = await createDisk()
  const first = await open()
  const second = await open()
  expect([first.app.tab.elsewhere.value, second.app.tab.elsewhere.value]).toEqual([false, true])
  second.app.tab.useHere()
  await settle()
  expect([first.app.tab.elsewhere.value, second.names(), first.names()]).toEqual([true, ['Session 1'], []])
  faults.read = true
  first.app.tab.useHere()
  await settle()
  expect([first.app.ready.value, first.app.start.failed.value]).toEqual([false, true])
  faults.read = false
  expect(await first.app.start.again()).toBe(true)
  expect(first.names()).toEqual(['Session 1'])
})
