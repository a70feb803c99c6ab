/** Locations in a ledger: the same on both sides, erased when unsent, never changed, and chained as documented. */
import { expect, test } from 'bun:test'
import type { MessageId } from '../../protocol/ids.ts'
import type { StreamId } from '../../protocol/message.ts'
import { nextChain, startChain } from '../crypto/hash-chain.ts'
import { createLog } from '../log/log.ts'
import { createFakeClock } from '../platform/clock.fake.ts'
import { createMemoryKv } from '../platform/storage/kv.ts'
import { partsOf, peerTakes } from './content.ts'
import { createLedgerPair, type FakeSide } from './ledger-pair.fake.ts'
import { createLedgerStore } from './ledger-store.ts'

const HOME = { lat: 4_749_791, lon: 1_904_024, within: 13 }
const TOWN = { lat: 4_749_500, lon: 1_904_100, within: 1_000 }
const itemsOf = ({ ledger }: FakeSide) => ledger.state().items
const stateOf = ({ ledger }: FakeSide) => JSON.stringify(ledger.state())

async function connected() {
  const pair = await createLedgerPair()
  pair.open()
  await pair.settle()
  return pair
}

test('a location arrives as it was sent, in its place among the words, as the answer to one', async () => {
  const { a, b, type, locate, settle } = await connected()
  const asked = await type(b, 'where are you?')
  await settle()
  await locate(a, TOWN, { by: 'you', id: asked })
  await type(a, 'here')
  await settle()
  const [first, second, third] = itemsOf(b)
  expect([first, second, third].map((item) => item?.kind)).toEqual(['own', 'theirs', 'theirs'])
  expect(second).toMatchObject({ text: '', location: TOWN, re: { by: 'me', id: asked } })
  expect(itemsOf(a)[1]).toMatchObject({ text: '', location: TOWN, re: { by: 'you', id: asked } })
  expect(a.ledger.state().own.entries).toEqual([])
  for (const { ledger } of [a, b])
    expect([ledger.state().own.same, ledger.state().theirs.same]).toEqual([true, true])
})

test('unsent, nothing of where somebody was is left on either phone, also while it waits', async () => {
  for (const waits of [false, true]) {
    const { a, b, locate, open, settle } = await connected()
    if (waits) for (const { ledger } of [a, b]) ledger.lost()
    const id = await locate(a, HOME)
    if (!waits) await settle()
    await a.ledger.post({ kind: 'unsend', id, at: 0, handed: 0 })
    open()
    await settle()
    for (const side of [a, b]) expect(stateOf(side)).not.toContain(String(HOME.lat))
    expect(itemsOf(a)[0]).toMatchObject({ unsent: 'done' })
    // What never left was never there.
    expect(itemsOf(b)).toHaveLength(waits ? 0 : 1)
  }
})

test('a location is not changed into words, by its author or by a hostile peer, and the text before it is not the last', async () => {
  const { a, b, type, locate, settle } = await connected()
  const before = await type(a, 'before')
  const id = await locate(a, HOME)
  await settle()
  for (const changed of [id, before]) {
    await a.ledger.post({ kind: 'edit', id: changed, text: 'elsewhere', at: 0, bytes: 9, handed: 0 })
    const { n, chain, s } = b.ledger.state().theirs
    const said = { t: 'edit', id: changed, text: 'elsewhere', s: s as StreamId, n: n + 1, c: chain } as const
    await b.ledger.post({ kind: 'said', said, at: 0, trusted: true, overdue: false })
  }
  for (const side of [a, b]) expect(stateOf(side)).not.toContain('elsewhere')
  expect(itemsOf(b)[1]).toMatchObject({ text: '', location: HOME })
})

test('a phone that lost it gets it again as a location; one that was given up is sent again as one', async () => {
  const { a, b, type, locate, open, settle, time } = await connected()
  await type(a, 'first')
  await settle()
  const before = b.ledger.state()
  await locate(a, HOME)
  await settle()
  await b.restart(before)
  open()
  await settle()
  expect(itemsOf(b)).toMatchObject([{ text: 'first' }, { kind: 'theirs', location: HOME }])
  for (const { ledger } of [a, b]) ledger.lost()
  const id = await locate(a, TOWN)
  await a.ledger.post({ kind: 'give_up', before: time.now + 1 })
  open()
  await settle()
  expect(itemsOf(b)).toHaveLength(2)
  await a.ledger.post({ kind: 'resend', id, at: time.now })
  await settle()
  expect(itemsOf(b)).toMatchObject([{ text: 'first' }, { location: HOME }, { location: TOWN }])
})

test('an app that does not know locations still takes the number, and is sent what follows', async () => {
  const { a, b, type, locate, settle } = await connected()
  b.reads = (message) => {
    if (message.t !== 'location') return message
    const { id, s, n, c } = message
    return { t: 'unknown', id, s, n, c }
  }
  await locate(a, HOME)
  await type(a, 'and words')
  await settle()
  expect(itemsOf(b)).toMatchObject([{ kind: 'notice', notice: 'unknown_message' }, { text: 'and words' }])
  expect(a.ledger.state().own.entries).toEqual([])
  expect(peerTakes('location', ['text', 'react', 'unsend', 'edit'])).toBe(false)
  expect(peerTakes('location', undefined)).toBe(false)
})

test('what is stored is read again, waiting or delivered', async () => {
  const { a, locate, settle } = await connected()
  await locate(a, TOWN)
  await settle()
  a.ledger.lost()
  await locate(a, HOME)
  const kv = createMemoryKv()
  const store = () => createLedgerStore(() => kv, createLog(createFakeClock(0)))
  await store().write('session', { ledger: a.ledger.state(), draft: '', answering: null }, 0)
  const read = await store().read('session')
  expect(read).toMatchObject({ ok: true, value: { ledger: a.ledger.state() } })
})

test('its place in the chain is frozen, as another implementation computes it', async () => {
  const id = 'abcdefgh-1' as MessageId
  const start = await startChain('A'.repeat(22))
  const alone = { kind: 'location', id, location: { lat: -4_749_791, lon: 0, within: 13 } } as const
  const answer = { ...alone, re: { by: 'you', id: 'abcdefgh-0' as MessageId } } as const
  expect(partsOf(alone)).toEqual(['', '', 'location', id, '', '', '-4749791', '0', '13'])
  // Computed by `chain_step` of tests/golden/peer.py, which is written from docs/PROTOCOL.md.
  expect(await nextChain(start, 1, ...partsOf(alone))).toBe('wQt-TkASGrcfl7wCI0k4cw')
  expect(await nextChain(start, 1, ...partsOf(answer))).toBe('fXRLx8BHscW2ICkcub563Q')
})
