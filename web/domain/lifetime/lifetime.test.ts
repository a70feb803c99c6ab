/** The lifetime agreement over failing storage: an unstored step is not sent, and the next step is tried. */
import { expect, test } from 'bun:test'
import { err, ok, type Result } from '../../../base/result.ts'
import type { MessageId } from '../../../protocol/ids.ts'
import { createLifetime } from './lifetime.ts'
import { type LifetimeMessage, type LifetimeState, noLifetime } from './lifetime.types.ts'

const HOUR_S = 3_600
const DAY_S = 86_400
const id = (name: string) => name as MessageId
type Kept = Result<void, 'storage_failed'>

function start() {
  const disk: { state: LifetimeState; keep: () => Promise<Kept> } = {
    state: noLifetime,
    keep: async () => ok(undefined),
  }
  const said: LifetimeMessage[] = []
  const notices: string[] = []
  const lifetime = createLifetime({
    now: () => disk.state,
    async keep(state) {
      const kept = await disk.keep()
      if (kept.ok) disk.state = state
      return kept
    },
    say: (message) => said.push(message),
    notice: (notice) => notices.push(notice),
  })
  return { disk, said, notices, lifetime }
}

test('a proposal that could not be stored is not sent, and the next one is', async () => {
  const { disk, said, lifetime } = start()
  disk.keep = async () => err('storage_failed')
  expect(await lifetime.propose(id('first'), HOUR_S)).toEqual(err('storage_failed'))
  expect(said).toEqual([])
  disk.keep = async () => ok(undefined)
  expect((await lifetime.propose(id('second'), DAY_S)).ok).toBe(true)
  expect(said.map((message) => message.step)).toEqual(['propose'])
})

test('after a write that threw, later proposals, answers and messages still work', async () => {
  const { disk, said, notices, lifetime } = start()
  disk.keep = () => Promise.reject(new Error('the disk is gone'))
  expect(lifetime.propose(id('first'), HOUR_S)).rejects.toThrow('the disk is gone')
  disk.keep = async () => ok(undefined)
  lifetime.received({ t: 'lifetime', step: 'propose', id: id('theirs'), seconds: DAY_S, rev: 0 })
  expect((await lifetime.answer(id('answer'), true)).ok).toBe(true)
  expect(said.map((message) => message.step)).toEqual(['accept'])
  expect(notices).toEqual(['lifetime_changed'])
  expect(disk.state.seconds).toBe(DAY_S)
})

test('the person is told when an agreement of the other side could not be stored', async () => {
  const { disk, notices, lifetime } = start()
  await lifetime.propose(id('mine'), HOUR_S)
  disk.keep = async () => err('storage_failed')
  lifetime.received({ t: 'lifetime', step: 'accept', id: id('mine'), rev: 0 })
  // Steps run one after another, so this one ends after it.
  await lifetime.answer(id('answer'), true)
  expect(notices).toEqual(['lifetime_not_kept'])
  expect(disk.state.seconds).toBe(0)
})
