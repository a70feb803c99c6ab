/** The stored part of conversations: what is stored and what is not, drafts, and messages whose time is over. */
import { expect, test } from 'bun:test'
import { signal } from '@preact/signals'
import { emptyLedger } from '../../ledger/ledger.machine.ts'
import type { LedgerEvent } from '../../ledger/ledger.types.ts'
import { createLedgerStore } from '../../ledger/ledger-store.ts'
import { createLedgerTools } from '../../ledger/ledger-tools.ts'
import { createLog } from '../../log/log.ts'
import { createSeededRandom } from '../../platform/random.ts'
import { createMemoryKv } from '../../platform/storage/kv.ts'
import { createFakeStore, recordOf } from '../connection/sessions.fake.ts'
import type { SessionRecord } from '../sessions/session-record.ts'
import type { OpenConversation } from './conversation.ts'
import { createHistory } from './history.ts'

const SECOND_MS = 1_000
const DAY_MS = 86_400_000
const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

async function start(change: Partial<SessionRecord> = {}) {
  const { store, clock, idOf } = await createFakeStore([recordOf(1, change)])
  const id = idOf(1)
  const disk = createMemoryKv()
  const reads = { count: 0, throws: false }
  const kv = {
    ...disk,
    async get(key: string) {
      reads.count += 1
      if (reads.throws) throw new Error('the handle died')
      return disk.get(key)
    },
  }
  const posted: LedgerEvent[] = []
  const view = { id, draft: signal(''), answering: signal(null), lifetime: signal({ seconds: 0 }) }
  const conversation = {
    view,
    post: (event: LedgerEvent) => void posted.push(event),
  } as unknown as OpenConversation
  const open: { now: OpenConversation | null } = { now: null }
  const tools = createLedgerTools(createSeededRandom(1))
  const history = createHistory({
    ...{ clock, store, tools },
    ledgers: createLedgerStore(() => kv, createLog(clock)),
    peek: () => open.now,
    onRead() {},
  })
  const ledger = await emptyLedger(tools)
  const write = (draft = 'kept') => history.write(id, { ledger, draft, answering: null })
  const names = async () => {
    const kept = await disk.keys()
    return kept.ok ? kept.value : []
  }
  return { ...{ store, clock, id, reads, posted, view, conversation, open, history, write, names } }
}

test('a conversation is read as it was written; nothing of an ephemeral or a pending one is stored', async () => {
  const kept = await start()
  expect(await kept.write()).toBe(true)
  expect((await kept.history.read(kept.id))?.draft).toBe('kept')
  for (const change of [{ ephemeral: true }, { state: { kind: 'expired' } }] as const) {
    const none = await start(change)
    expect(await none.write()).toBe(true)
    expect([await none.names(), await none.history.read(none.id), none.reads.count]).toEqual([[], null, 0])
  }
})

test('a conversation of a session that was erased meanwhile is not written back', async () => {
  const { store, id, write, names } = await start()
  await store.remove(id)
  expect(await write()).toBe(true)
  expect(await names()).toEqual([])
})

test('a draft is stored once, a moment after its last change, and not after the vault closed', async () => {
  const { clock, posted, view, conversation, history } = await start()
  history.follow(conversation)
  for (const text of ['h', 'he', 'hel']) {
    view.draft.value = text
    clock.advance(SECOND_MS / 5)
  }
  expect(posted).toEqual([])
  clock.advance(SECOND_MS)
  expect(posted).toEqual([{ kind: 'touch' }])
  view.draft.value = 'hell'
  history.stop()
  clock.advance(SECOND_MS)
  expect(posted).toHaveLength(1)
})

test('an open conversation is told to give up what waits for longer than seven days', async () => {
  const { clock, posted, conversation, open, history } = await start()
  open.now = conversation
  history.start()
  expect(posted).toEqual([{ kind: 'give_up', before: clock.now() - 7 * DAY_MS }])
  history.stop()
})

test('a sweep whose read throws is tried again by the next one, and one that found nothing reads no more', async () => {
  const { clock, reads, history } = await start()
  reads.throws = true
  history.start()
  await turns()
  const first = reads.count
  expect(first).toBeGreaterThan(0)
  reads.throws = false
  clock.advance(15 * SECOND_MS)
  await turns()
  const second = reads.count
  expect(second).toBeGreaterThan(first)
  clock.advance(15 * SECOND_MS)
  await turns()
  expect(reads.count).toBe(second)
  history.stop()
})

test('who opens a conversation does not wait until another one is swept', async () => {
  const { store, clock, idOf } = await createFakeStore([recordOf(1), recordOf(2)])
  const disk = createMemoryKv()
  const slow = {
    ...disk,
    get: (key: string) => (key.includes(idOf(1)) ? new Promise<never>(() => {}) : disk.get(key)),
  }
  const history = createHistory({
    ...{ clock, store, tools: createLedgerTools(createSeededRandom(1)) },
    ledgers: createLedgerStore(() => slow, createLog(clock)),
    peek: () => null,
    onRead() {},
  })
  history.start()
  expect(await history.read(idOf(2))).toBeNull()
  history.stop()
})
