/** Talks that are forgotten, as when the app locks: what was under way is said again by the next ones, and written by nobody else. */
import { expect, test } from 'bun:test'
import { ok } from '../../../base/result.ts'
import type { LedgerState } from '../../ledger/ledger.types.ts'
import { createFakeClock } from '../../platform/clock.fake.ts'
import { createSeededRandom } from '../../platform/random.ts'
import { noLifetime } from '../sessions/lifetime.types.ts'
import type { SessionId } from '../sessions/session.ts'
import { createTalks } from './conversations.ts'

const id = 'session-1' as SessionId
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 10))

function start() {
  const clock = createFakeClock()
  const disk: LedgerState[] = []
  const gate = { open: true, waiting: [] as (() => void)[], works: true }
  const talks = createTalks(
    {
      clock,
      random: createSeededRandom(1),
      securityOf: () => null,
      lifetimeOf: () => noLifetime,
      hideAddressOf: () => false,
      keepHideAddress: async () => {},
      setLifetime: async () => ok(undefined),
      signsWanted: () => false,
      looking: () => true,
      onIgnored() {},
      onFault() {},
      loadRoom: async () => {
        if (!gate.open) await new Promise<void>((resolve) => gate.waiting.push(resolve))
        return import('./talk-room.ts')
      },
      async write(_, state) {
        if (gate.works) disk.push(state)
        return gate.works
      },
    },
    () => {},
    () => {},
  )
  const letGo = (): void => {
    gate.open = true
    for (const go of gate.waiting.splice(0)) go()
  }
  const shown = () => talks.of(id).timeline.value.flatMap((item) => (item.kind === 'own' ? [item.text] : []))
  return { talks, disk, gate, letGo, shown }
}

test('what was sent in the very moment of the lock is said once by the talk that comes after it', async () => {
  const { talks, gate, letGo, shown, disk } = start()
  gate.open = false
  const talk = talks.of(id)
  talk.setDraft('half a second too late')
  const sending = talk.sendDraft()
  expect(talk.draft.value).toBe('')
  const snapshot = talks.snapshot()
  talks.forget()
  letGo()
  talks.restore(snapshot)
  await settle()
  await sending
  expect(shown()).toEqual(['half a second too late'])
  expect(talks.of(id).draft.value).toBe('')
  // Only the talk of now writes, so that nothing that is gone comes over it.
  expect(disk.length).toBe(1)
  expect(disk[0]?.own.entries.length).toBe(1)
})

test('one that was written before the lock is not said twice', async () => {
  const { talks, shown } = start()
  talks.of(id).setDraft('once')
  await talks.of(id).sendDraft()
  const before = talks.snapshot()[id]
  const message = before?.ledger?.items[0]
  if (!before || message?.kind !== 'own') throw new Error('not written')
  talks.forget()
  talks.restore({ [id]: { ...before, leaving: [[message.id, { text: 'once', re: null }]] } })
  await settle()
  expect(shown()).toEqual(['once'])
})

test('a text is in the draft that is kept until it is in the ledger that is kept, and never in both', async () => {
  const { talks, gate, disk } = start()
  const talk = talks.of(id)
  talk.setDraft('first')
  await talk.sendDraft()
  const written = disk.at(-1)
  if (!written) throw new Error('not written')
  expect(talk.keptDraft(written)).toBe('')
  gate.works = false
  talk.setDraft('second')
  const sending = talk.sendDraft()
  talk.setDraft('and on')
  expect(talk.keptDraft(written)).toBe('second\nand on')
  expect((await sending).ok).toBe(false)
  expect(talk.draft.value).toBe('second\nand on')
})

test('wrong words stay called wrong until others are entered', async () => {
  const talk = start().talks.of(id)
  talk.askWords({ left: 2, wrong: true })
  talk.askWords({ left: 2, wrong: false })
  expect(talk.wordsAsked.value).toEqual({ left: 2, wrong: true })
  await talk.enterWords('otter velvet')
  talk.askWords({ left: 2, wrong: false })
  expect(talk.wordsAsked.value).toEqual({ left: 2, wrong: false })
  talk.askWords(null)
  expect(talk.wordsAsked.value).toBeNull()
})
