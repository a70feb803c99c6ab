/** Two sides agreeing on the relay: nothing goes through the server before both said yes, and one no ends it. */
import { expect, test } from 'bun:test'
import type { RelayState } from '../conversation/conversation.model.ts'
import { createRelayConsent, type RelayWord } from './relay-consent.ts'

function side(wanted = false, stores = true) {
  const seen = { state: 'none' as RelayState, agreed: 0, ended: [] as boolean[], said: [] as RelayWord[] }
  let want = wanted
  const path = createRelayConsent(
    {
      wanted: () => want,
      setWanted: async (now) => {
        if (stores) want = now
        return stores
      },
      say: (word) => seen.said.push(word),
    },
    {
      state: (state) => {
        seen.state = state
      },
      agreed: () => {
        seen.agreed += 1
      },
      ended: (theirs) => seen.ended.push(theirs),
    },
  )
  return { path, seen, wants: () => want }
}
/** Delivers each side's signals until neither sends more. */
function talk(a: ReturnType<typeof side>, b: ReturnType<typeof side>): void {
  for (let round = 0; round < 10 && a.seen.said.length + b.seen.said.length > 0; round += 1) {
    for (const word of a.seen.said.splice(0)) b.path.received(word)
    for (const word of b.seen.said.splice(0)) a.path.received(word)
  }
  expect([...a.seen.said, ...b.seen.said]).toEqual([])
}
const enter = (...sides: ReturnType<typeof side>[]): void => {
  for (const { path } of sides) path.entered(true)
}

test('one person asks, the other is asked, and only the second yes agrees', async () => {
  const [a, b] = [side(), side()]
  enter(a, b)
  expect(a.seen.state).toBe('possible')
  await a.path.answer(true)
  talk(a, b)
  expect([a.seen.state, b.seen.state]).toEqual(['asking', 'asked'])
  expect(a.seen.agreed + b.seen.agreed).toBe(0)
  await b.path.answer(true)
  talk(a, b)
  expect([a.seen.state, b.seen.state]).toEqual(['on', 'on'])
  expect([a.seen.agreed, b.seen.agreed]).toEqual([1, 1])
})

test('when both ask at the same time, both agreed, once', async () => {
  const [a, b] = [side(), side()]
  enter(a, b)
  await Promise.all([a.path.answer(true), b.path.answer(true)])
  talk(a, b)
  expect([a.seen.agreed, b.seen.agreed]).toEqual([1, 1])
})

test('a stored yes is sent again after each reconnect', async () => {
  const [a, b] = [side(true), side(true)]
  for (let round = 1; round <= 3; round += 1) {
    enter(a, b)
    talk(a, b)
    expect([a.seen.agreed, b.seen.agreed]).toEqual([round, round])
    a.path.left()
    expect(a.seen.state).toBe('asking')
  }
})

test('a no from either person ends it for both, and is stored', async () => {
  const [a, b] = [side(true), side(true)]
  enter(a, b)
  talk(a, b)
  await a.path.answer(false)
  talk(a, b)
  await Promise.resolve()
  await Promise.resolve()
  expect([a.wants(), b.wants()]).toEqual([false, false])
  expect([a.seen.ended, b.seen.ended]).toEqual([[false], [true]])
  expect(b.seen.state).toBe('possible')
})

test('a server that does not offer the relay, or invents a yes, receives nothing', async () => {
  const a = side()
  a.path.entered(false)
  expect(a.seen.state).toBe('none')
  a.path.entered(true)
  a.path.received('relay_accept')
  expect(a.seen).toMatchObject({ state: 'asked', agreed: 0, said: [] })
})

test('an answer that cannot be stored is not sent, changes nothing, and is reported to the person', async () => {
  const yes = side(false, false)
  const other = side(true)
  enter(yes, other)
  talk(yes, other)
  expect(yes.seen.state).toBe('asked')
  expect(await yes.path.answer(true)).toEqual({ ok: false, error: { code: 'storage_failed' } })
  expect(yes.seen).toMatchObject({ state: 'asked', agreed: 0, said: [], ended: [] })
  const no = side(true, false)
  enter(no)
  no.seen.said.splice(0)
  expect(await no.path.answer(false)).toEqual({ ok: false, error: { code: 'storage_failed' } })
  expect(no.seen).toMatchObject({ said: [], ended: [] })
})
