/** Lock and Erase all data leave nothing in memory: no preview of a message, and a part that still holds data makes the page reload. */

import { expect, test } from 'bun:test'
import { signal } from '@preact/signals'
import { nudgeWords } from '../../nudging.ts'
import { createFakeClock } from '../../platform/clock.fake.ts'
import { lazy } from '../../platform/lazy.ts'
import { createFakePage } from '../../platform/page/page.fake.ts'
import { createFakePush } from '../../platform/page/push.fake.ts'
import { createSeededRandom } from '../../platform/random.ts'
import { createMemoryKv } from '../../platform/storage/kv.ts'
import { createFakeTabs } from '../../platform/storage/single-tab-lock.fake.ts'
import { openNudges } from '../nudges/nudges.ts'
import type { SessionId } from '../sessions/session.ts'
import type { AppPorts } from './app-ports.ts'
import { createParts } from './create-parts.ts'
import { createVaultLifecycle } from './vault-lifecycle.ts'

const PASSPHRASE = 'four plums in a blue hat'
const id = 'session-1' as SessionId
const none = () => Promise.reject(new Error('none'))

/** `forgets`: false for an app whose conversations stay in memory, which is a bug. */
async function start(forgets = true) {
  const page = createFakePage('https://chat.example')
  const reloads = { count: 0 }
  const reload = (): void => {
    reloads.count += 1
  }
  const ports: AppPorts = {
    ...{ clock: createFakeClock(), random: createSeededRandom(1) },
    page: { ...page, reload },
    tabs: createFakeTabs().tab(),
    openKv: async () => createMemoryKv(),
    sockets: { open: () => ({ send() {}, close() {} }) },
    argon2: async () => new Uint8Array(32),
    ...{ openRtc: none, openProbes: none, openWorker: none, openPasskeys: none, openSounds: none },
    ...{ rest: lazy(none), passkeyApi: lazy(none) },
    build: 'test',
    openNudges: (parts) => openNudges(parts, { push: createFakePush('absent'), words: nudgeWords }),
    nameFor: (_at, number) => `Session ${number}`,
  }
  const elsewhere = signal(false)
  const made = createParts(ports, createMemoryKv(), elsewhere)
  const conversations = forgets ? made.conversations : { ...made.conversations, holds: () => true }
  const parts = { ...made, conversations }
  const life = createVaultLifecycle(ports, parts, elsewhere)
  await life.start.again()
  return { ...life, parts, reloads }
}
const preview = { by: 'you' as const, text: 'a secret', mark: null }

test('after Lock no preview of a message is left', async () => {
  const { lock, parts } = await start()
  expect((await lock.enable(PASSPHRASE)).ok).toBe(true)
  parts.status.set(id, { preview })
  lock.lockNow()
  expect(lock.state.value).toBe('locked')
  expect(parts.status.all.value.size).toBe(0)
})

test('a part that still holds data after Erase all data is logged, and the page reloads', async () => {
  const whole = await start()
  await whole.erasure.eraseAll()
  expect([whole.erasure.report.value?.untold, whole.reloads.count]).toEqual([false, 0])
  const { erasure, parts, reloads } = await start(false)
  await erasure.eraseAll()
  expect(parts.log.entries.value.map(({ event }) => event)).toEqual(['lock.left_open'])
  expect(reloads.count).toBe(1)
})

test('when another tab takes over during a read, nothing returns to memory', async () => {
  const { parts } = await start()
  await parts.vault.memory()?.set('talks', { [id]: { unread: 1, ledger: null } })
  const opening = parts.conversations.start()
  parts.conversations.close()
  await opening
  expect([parts.conversations.holds(), parts.status.all.value.size]).toEqual([false, 0])
})
