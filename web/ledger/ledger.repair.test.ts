/** What a ledger does when a part of it throws, and when the other side keeps asking for what it was given. */
import { expect, test } from 'bun:test'
import { createLedgerPair } from './ledger-pair.fake.ts'

const textsOf = ({ ledger }: { ledger: { state: () => { items: readonly { kind: string }[] } } }) =>
  ledger.state().items.flatMap((item) => ('text' in item ? [item.text] : []))

test('one write that throws loses that message alone: it is not kept, and the next one is', async () => {
  const { a, type } = await createLedgerPair()
  a.write = () => Promise.reject(new Error('the part that writes did not load'))
  expect(await a.ledger.post({ kind: 'typed', id: 'x' as never, text: 'lost', at: 0, bytes: 4 })).toBe(false)
  expect(a.faults).toHaveLength(1)
  a.write = async () => true
  await type(a, 'kept')
  expect(textsOf(a)).toEqual(['kept'])
})

test('one step that throws is left out, and what was posted with it happens', async () => {
  const { a } = await createLedgerPair()
  const at = 0
  const posted = [
    a.ledger.post({ kind: 'no such thing' } as never),
    a.ledger.post({ kind: 'typed', id: 'y' as never, text: 'behind it', at, bytes: 9 }),
  ]
  expect(await Promise.all(posted)).toEqual([false, true])
  expect(textsOf(a)).toEqual(['behind it'])
})

test('an app that drops a kind it does not know is not sent the same for ever', async () => {
  const { a, b, open, type, settle } = await createLedgerPair()
  b.drops = (message) => message.t === 'text' && message.text === 'of a kind to come'
  open()
  await settle()
  await type(a, 'one')
  await type(a, 'of a kind to come')
  await type(a, 'two')
  await settle(100)
  expect(a.stuck).toBe(1)
  expect(a.ledger.isStuck()).toBe(true)
  expect(textsOf(b)).toEqual(['one'])
  expect(a.said.length + b.said.length).toBeLessThan(30)
  // What is typed now waits; what the other side says still arrives.
  const before = a.said.length
  await type(a, 'three')
  await type(b, 'from there')
  await settle(100)
  expect(a.said.slice(before).map(({ t }) => t)).toEqual(['ack'])
  expect(textsOf(a)).toContain('from there')
})

test('what stopped is tried again on the next channel, and arrives once the other app was updated', async () => {
  const { a, b, open, type, settle } = await createLedgerPair()
  b.drops = (message) => message.t === 'text' && message.text === 'of a kind to come'
  open()
  await type(a, 'of a kind to come')
  await type(a, 'two')
  await settle(100)
  expect(a.ledger.isStuck()).toBe(true)
  b.drops = () => false
  open()
  await settle(100)
  expect(textsOf(b)).toEqual(['of a kind to come', 'two'])
  expect(a.ledger.state().own.entries).toEqual([])
})

test('many gaps that were asked for at once are no reason to stop for good', async () => {
  const { a, b, open, type, settle } = await createLedgerPair()
  open()
  await settle()
  let lost = false
  b.drops = (message) => {
    if (message.t !== 'text' || lost) return false
    lost = true
    return true
  }
  for (let at = 0; at < 20; at += 1) void type(a, `text ${at}`)
  await settle(2_000)
  await type(a, 'the last')
  await settle(2_000)
  expect(textsOf(b)).toHaveLength(21)
  expect(a.ledger.state().own.entries).toEqual([])
  expect(a.ledger.isStuck()).toBe(false)
})
