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

test('a message of an unknown kind takes its number: it is shown as such, confirmed, and what follows arrives', async () => {
  const { a, b, open, type, settle } = await createLedgerPair()
  b.reads = (message) =>
    message.t === 'text' && message.text === 'of a kind to come'
      ? { t: 'unknown', id: message.id, s: message.s, n: message.n, c: message.c }
      : message
  open()
  await type(a, 'one')
  await type(a, 'of a kind to come')
  await type(a, 'two')
  await settle(50)
  expect(b.ledger.state().items.map((item) => ('text' in item ? item.text : item.notice))).toEqual([
    'one',
    'unknown_message',
    'two',
  ])
  expect(a.ledger.state().own.entries).toEqual([])
  expect(a.ledger.isStuck()).toBe(false)
  expect(b.ledger.state().theirs.same).toBe(true)
})

const marksOf = (side: { ledger: { state: () => { items: readonly object[] } } }) =>
  side.ledger.state().items.map((item) => ('unsent' in item ? item.unsent : 'there'))

test('a request that a phone hears before it trusts the other is not confirmed, and done once it does', async () => {
  const { a, b, open, type, settle } = await createLedgerPair()
  open()
  const id = await type(a, 'taken back')
  await settle()
  b.trusted = false
  await a.ledger.post({ kind: 'unsend', id, at: 1, handed: 0 })
  await type(a, 'after it')
  await settle()
  // It is still there on the other phone, and nobody is told otherwise.
  expect(textsOf(b)).toEqual(['taken back', 'after it'])
  expect(marksOf(a)).toEqual(['asked', 'there'])
  // Not by a new channel either.
  open()
  await settle()
  expect(marksOf(a)).toEqual(['asked', 'there'])
  b.trusted = true
  await b.ledger.post({ kind: 'trust' })
  await settle()
  expect(textsOf(b)).toEqual(['', 'after it'])
  expect(marksOf(a)).toEqual(['done', 'there'])
  expect(a.ledger.state().own.entries).toEqual([])
})

test('a held request is done though its author begins a new stream meanwhile', async () => {
  const { a, b, open, type, settle } = await createLedgerPair()
  open()
  const [first] = [await type(a, 'first'), await type(a, 'second')]
  await settle()
  b.trusted = false
  await a.ledger.post({ kind: 'react', to: { by: 'me', id: first }, reaction: 'heart', at: 1 })
  await settle()
  // One reaction takes another's place, in a stream of its own.
  await a.ledger.post({ kind: 'react', to: { by: 'me', id: first }, reaction: 'sad', at: 1 })
  await settle()
  b.trusted = true
  await b.ledger.post({ kind: 'trust' })
  await settle()
  expect(b.ledger.state().items[0]).toMatchObject({ reactions: { you: 'sad' } })
  expect(a.ledger.state().own.entries).toEqual([])
})

test('what was received while the clock was days ahead runs out all the same once it is right', async () => {
  const { a, b, time, open, type, settle } = await createLedgerPair()
  const HOUR_MS = 3_600_000
  open()
  time.now = 240 * HOUR_MS
  await type(a, 'from the future')
  await settle()
  const sweep = (now: number) => b.ledger.post({ kind: 'expire', before: now - HOUR_MS, now })
  await sweep(0)
  expect(textsOf(b)).toEqual(['from the future'])
  await sweep(HOUR_MS + 1)
  expect(textsOf(b)).toEqual([])
})

test('a session holds a bounded length of text, whatever the number of messages', async () => {
  const { b } = await createLedgerPair()
  const long = 'x'.repeat(65_536)
  let chain = 'start-s'
  for (let n = 1; n <= 200; n += 1) {
    chain = `c${n}`
    const said = { t: 'text', id: `message-${n}`, at: 0, text: long, s: 's', n, c: chain } as never
    await b.ledger.post({ kind: 'said', said, at: 0, trusted: true })
  }
  const { items, count } = b.ledger.state()
  expect(count).toBe(200)
  expect(items.length * long.length).toBeLessThanOrEqual(8_000_000)
  expect(items.at(-1)).toMatchObject({ id: 'message-200' })
})
