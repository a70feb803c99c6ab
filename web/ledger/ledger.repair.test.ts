/** How a ledger recovers when a part throws, and when the peer keeps asking for messages it was sent. */
import { expect, test } from 'bun:test'
import { createLedgerPair } from './ledger-pair.fake.ts'

const textsOf = ({ ledger }: { ledger: { state: () => { items: readonly { kind: string }[] } } }) =>
  ledger.state().items.flatMap((item) => ('text' in item ? [item.text] : []))

test('a write that throws loses only its own message; the next one is stored', async () => {
  const { a, type } = await createLedgerPair()
  a.write = () => Promise.reject(new Error('the part that writes did not load'))
  expect(await a.ledger.post({ kind: 'typed', id: 'x' as never, text: 'lost', at: 0, bytes: 4 })).toBe(false)
  expect(a.faults).toHaveLength(1)
  a.write = async () => true
  await type(a, 'kept')
  expect(textsOf(a)).toEqual(['kept'])
})

test('a step that throws is skipped, and the other events of its group happen', async () => {
  const { a } = await createLedgerPair()
  const at = 0
  const posted = [
    a.ledger.post({ kind: 'no such thing' } as never),
    a.ledger.post({ kind: 'typed', id: 'y' as never, text: 'behind it', at, bytes: 9 }),
  ]
  expect(await Promise.all(posted)).toEqual([false, true])
  expect(textsOf(a)).toEqual(['behind it'])
})

test('a message that the other app keeps dropping is not resent for ever', async () => {
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
  // New own messages wait; the peer's messages still arrive.
  const before = a.said.length
  await type(a, 'three')
  await type(b, 'from there')
  await settle(100)
  expect(a.said.slice(before).map(({ t }) => t)).toEqual(['ack'])
  expect(textsOf(a)).toContain('from there')
})

test('a stopped stream is retried on the next channel, and arrives once the other app is updated', async () => {
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

test('many simultaneous requests for gaps do not stop the stream for good', async () => {
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

test('a message of an unknown kind is shown as such and confirmed, and later ones arrive', async () => {
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

test('a request from an untrusted peer is not confirmed, and carried out once the peer is trusted', async () => {
  const { a, b, open, type, settle } = await createLedgerPair()
  open()
  const id = await type(a, 'taken back')
  await settle()
  b.trusted = false
  await a.ledger.post({ kind: 'unsend', id, at: 1, handed: 0 })
  await type(a, 'after it')
  await settle()
  // The message is still on the other device, and no side claims otherwise.
  expect(textsOf(b)).toEqual(['taken back', 'after it'])
  expect(marksOf(a)).toEqual(['asked', 'there'])
  // A new channel does not confirm it either.
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

test('a held request is carried out even if its author starts a new stream meanwhile', async () => {
  const { a, b, open, type, settle } = await createLedgerPair()
  open()
  const [first] = [await type(a, 'first'), await type(a, 'second')]
  await settle()
  b.trusted = false
  await a.ledger.post({ kind: 'react', to: { by: 'me', id: first }, reaction: 'heart', at: 1 })
  await settle()
  // One reaction replaces another, in a new stream.
  await a.ledger.post({ kind: 'react', to: { by: 'me', id: first }, reaction: 'sad', at: 1 })
  await settle()
  b.trusted = true
  await b.ledger.post({ kind: 'trust' })
  await settle()
  expect(b.ledger.state().items[0]).toMatchObject({ reactions: { you: 'sad' } })
  expect(a.ledger.state().own.entries).toEqual([])
})

test('messages received while the clock was days ahead still expire once it is corrected', async () => {
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

test('the total text of a session is bounded, whatever the number of messages', async () => {
  const { b } = await createLedgerPair()
  const long = 'x'.repeat(65_536)
  let chain = 'start-s'
  for (let n = 1; n <= 200; n += 1) {
    chain = `c${n}`
    const said = { t: 'text', id: `message-${n}`, at: 0, text: long, s: 's', n, c: chain } as never
    await b.ledger.post({ kind: 'said', said, at: 0, trusted: true, overdue: false })
  }
  const { items, count } = b.ledger.state()
  expect(count).toBe(200)
  expect(items.length * long.length).toBeLessThanOrEqual(8_000_000)
  expect(items.at(-1)).toMatchObject({ id: 'message-200' })
})

test('messages received while the disk was full are stored once there is room, in order, once, on the same channel', async () => {
  const { a, b, open, type, settle } = await createLedgerPair()
  open()
  await settle()
  const full = async (): Promise<boolean> => false
  const roomy = async (): Promise<boolean> => true
  b.write = full
  await type(a, 'one')
  await settle()
  expect([textsOf(b), b.unkept]).toEqual([[], 1])
  b.write = roomy
  b.ledger.again()
  await settle()
  expect(textsOf(b)).toEqual(['one'])
  expect(a.ledger.state().own.entries).toEqual([])
  // An acknowledgement that could not be stored is not lost either, also one among other events.
  a.write = full
  await b.ledger.post({ kind: 'touch' })
  await settle()
  a.write = roomy
  await type(a, 'two')
  a.write = full
  await settle()
  expect(a.ledger.state().own.entries).toHaveLength(1)
  a.write = roomy
  a.ledger.again()
  await settle()
  expect(a.ledger.state().own.entries).toEqual([])
  expect(textsOf(b)).toEqual(['one', 'two'])
})
