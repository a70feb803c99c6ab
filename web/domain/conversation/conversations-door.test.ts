/** What was said in memory only survives a lock, however soon the next one comes. */

import { expect, test } from 'bun:test'
import { signal } from '@preact/signals'
import { createLog } from '../../log/log.ts'
import { createFakeClock } from '../../platform/clock.fake.ts'
import { createSeededRandom } from '../../platform/random.ts'
import { createMemoryKv } from '../../platform/storage/kv.ts'
import { createSessionStatuses } from '../sessions/session-status.ts'
import type { SessionStore } from '../sessions/session-store.ts'
import { createConversationsDoor } from './conversations-door.ts'
import { noNudges } from './nudge-hooks.fake.ts'

test('a vault that closes again before the conversations are restored loses none of them', async () => {
  const clock = createFakeClock()
  const memory = createMemoryKv()
  const id = 'session-1' as never
  const record = { id, ephemeral: true, state: { kind: 'accepted' }, lifetime: { seconds: 0, mine: [] } }
  const store = { records: signal([record]), find: () => record } as unknown as SessionStore
  const door = createConversationsDoor({
    ...{ clock, store, status: createSessionStatuses(), log: createLog(clock) },
    kv: createMemoryKv,
    memory: () => memory,
    random: createSeededRandom(1),
    settings: { now: { value: { showSigns: false, sounds: false } } } as never,
    openSounds: () => Promise.reject(new Error('none')),
    looking: () => true,
    onActivity() {},
    ...noNudges,
  })
  await door.start()
  await (await door.open(id)).view.send('in memory only')
  door.close()
  const restoring = door.start()
  door.close()
  await restoring
  await door.start()
  expect((await door.open(id)).view.timeline.value).toMatchObject([{ text: 'in memory only' }])
})
