/** Acts on messages, step by step: unsend, react, remove; and a peer's acts on messages that are not here. */
import { expect, test } from 'bun:test'
import fc from 'fast-check'
import type { MessageId } from '../../protocol/ids.ts'
import { REACTIONS } from '../../protocol/limits.ts'
import type { Reference, StreamId } from '../../protocol/message.ts'
import { createTimelineView } from '../domain/conversation/timeline.ts'
import type { NumberedMessage } from './content.ts'
import { emptyLedger, stepLedger } from './ledger.machine.ts'
import type { LedgerEffect, LedgerEvent, LedgerState, LedgerTools } from './ledger.types.ts'
import { entryToMessage } from './outbox.ts'
import { decodeHead, decodePage } from './stored-schemas.ts'

let streams = 0
const tools: LedgerTools = {
  startChain: async (stream) => `start-${stream}`.slice(0, 22),
  nextChain: async (last, number, ...parts) => String(Bun.hash([last, number, ...parts].join('|'))),
  newStream() {
    streams += 1
    return `stream-${streams}`.padEnd(22, '-') as StreamId
  },
}
const idOf = (name: string) => `message-${name}` as MessageId
const mine = (name: string): Reference => ({ by: 'me', id: idOf(name) })
const yours = (name: string): Reference => ({ by: 'you', id: idOf(name) })
const typed = (name: string, re?: Reference): LedgerEvent => ({
  kind: 'typed',
  id: idOf(name),
  text: `text of ${name}`,
  at: 1_000,
  bytes: 10,
  re,
})
const unsend = (name: string, handed = 0): LedgerEvent => ({
  kind: 'unsend',
  id: idOf(name),
  at: 2_000,
  handed,
})
const react = (to: Reference, reaction: (typeof REACTIONS)[number] | null): LedgerEvent => ({
  kind: 'react',
  to,
  reaction,
  at: 2_000,
})

/** One side of a conversation, which a test steps by hand. */
async function createSide() {
  let state = await emptyLedger(tools)
  let ignored = 0
  const side = {
    state: () => state,
    set: (next: LedgerState) => {
      state = next
    },
    ignored: () => ignored,
    view: () => createTimelineView()(state, true),
    async does(...events: readonly LedgerEvent[]) {
      const effects: LedgerEffect[] = []
      for (const event of events) {
        const [next, ...made] = await stepLedger(state, event, tools)
        state = next
        effects.push(...made)
      }
      ignored += effects.filter(({ kind }) => kind === 'ignored').length
      return effects
    },
    hears: (said: NumberedMessage, trusted = true, overdue = false) =>
      side.does({ kind: 'said', said, at: 1_500, trusted, overdue }),
  }
  return side
}
type Side = Awaited<ReturnType<typeof createSide>>

/** Delivers and acknowledges everything that waits. */
async function deliver(from: Side, to: Side): Promise<void> {
  const { own } = from.state()
  for (const entry of own.entries) await to.hears(entryToMessage(entry, own.s))
  const { s, n, chain } = to.state().theirs
  if (s !== null) await from.does({ kind: 'ack', said: { t: 'ack', s, n, c: chain } })
}
const both = async () => [await createSide(), await createSide()] as const
const said = (side: Side) =>
  side.view().map((item) => (item.kind === 'unsent' ? `unsent${item.asked ? '?' : ''}` : item.kind))

test('a message unsent before it was sent leaves no text, and later ones arrive without a gap', async () => {
  const [a, b] = await both()
  await a.does(typed('one'), typed('two'), typed('three'))
  await a.does(unsend('two'))
  expect(said(a)).toEqual(['own', 'unsent', 'own'])
  expect(JSON.stringify(a.state())).not.toContain('text of two')
  expect(a.state().own.entries.map(({ n }) => n)).toEqual([1, 2, 3])
  await deliver(a, b)
  expect(said(b)).toEqual(['theirs', 'theirs'])
  expect(b.ignored()).toBe(1)
  expect(a.state().own.entries).toEqual([])
  expect(a.state().own.same && b.state().theirs.same).toBe(true)
})

test('unsending a message that may be in flight asks the peer, even without confirmation that it was sent', async () => {
  const [a, b] = await both()
  await a.does(typed('one'))
  const [first] = a.state().own.entries
  const left = first && entryToMessage(first, a.state().own.s)
  await a.does(unsend('one', 1))
  expect(said(a)).toEqual(['unsent?'])
  if (left) await b.hears(left)
  expect(said(b)).toEqual(['theirs'])
  await deliver(a, b)
  expect(said(b)).toEqual(['unsent'])
  expect(said(a)).toEqual(['unsent'])
  expect(JSON.stringify([a.state(), b.state()])).not.toContain('text of one')
})

test('unsending twice asks once, and a repeated request changes nothing', async () => {
  const [a, b] = await both()
  await a.does(typed('one'))
  await deliver(a, b)
  await a.does(unsend('one'), unsend('one'))
  expect(a.state().own.entries).toHaveLength(1)
  await deliver(a, b)
  const before = b.state().items
  const { own, theirs } = { own: a.state().own, theirs: b.state().theirs }
  const c = await tools.nextChain(theirs.chain, theirs.n + 1, '', '', 'unsend', idOf('one'))
  await b.hears({ t: 'unsend', id: idOf('one'), s: own.s, n: theirs.n + 1, c })
  expect(b.state().items).toBe(before)
  expect(b.ignored()).toBe(0)
})

test('nobody can unsend another’s message, and an untrusted peer can unsend nothing', async () => {
  const [a, b] = await both()
  await a.does(typed('hers'))
  await b.does(typed('his'))
  await deliver(a, b)
  await deliver(b, a)
  const { own } = a.state()
  const next = async (id: MessageId, n: number, last: string) =>
    ({ t: 'unsend', id, s: own.s, n, c: await tools.nextChain(last, n, '', '', 'unsend', id) }) as const
  await b.hears(await next(idOf('his'), 2, b.state().theirs.chain))
  await b.hears(await next(idOf('unknown'), 3, b.state().theirs.chain))
  await b.hears(await next(idOf('hers'), 4, b.state().theirs.chain), false)
  expect(said(b)).toEqual(['own', 'theirs'])
  expect(b.ignored()).toBe(2)
  // The refused requests still took their numbers, so later messages are not blocked.
  expect(b.state().theirs).toMatchObject({ n: 4, same: true })
})

test('a reaction replaces the earlier one, also while that still waits', async () => {
  const [a, b] = await both()
  await a.does(typed('one'))
  await deliver(a, b)
  await b.does(react(yours('one'), 'heart'), react(yours('one'), 'sad'), react(yours('one'), 'sad'))
  expect(b.state().own.entries).toHaveLength(1)
  await deliver(b, a)
  expect(a.view()[0]).toMatchObject({ reactions: { you: 'sad' } })
  await a.does(react(mine('one'), 'wow'))
  await deliver(a, b)
  expect(b.view()[0]).toMatchObject({ reactions: { me: 'sad', you: 'wow' } })
  await b.does(react(yours('one'), null))
  await deliver(b, a)
  expect(a.view()[0]).toMatchObject({ reactions: { me: 'wow', you: undefined } })
})

test('a reply quotes its message while that is here; once the message expires nothing of it is left', async () => {
  const [a, b] = await both()
  await a.does(typed('question'))
  await deliver(a, b)
  await b.does({ ...typed('answer', yours('question')), at: 9_000 } as LedgerEvent)
  await deliver(b, a)
  await b.does(react(yours('question'), 'heart'))
  await deliver(b, a)
  const quoteOf = (side: Side) =>
    side.view().flatMap((item) => ('quote' in item && item.quote ? [item.quote] : []))
  expect(quoteOf(b)).toEqual([{ to: yours('question'), text: 'text of question' }])
  expect(quoteOf(a)).toEqual([{ to: mine('question'), text: 'text of question' }])
  await b.does({ kind: 'expire', before: 5_000, now: 5_000 })
  expect(quoteOf(b)).toEqual([{ to: yours('question'), text: null }])
  expect(JSON.stringify(b.state())).not.toMatch(/text of question|heart/)
  await a.does(unsend('question'))
  expect(quoteOf(a)).toEqual([{ to: mine('question'), text: null }])
  expect(JSON.stringify(a.state())).not.toMatch(/text of question|heart/)
})

test('an unsend request does not expire, and stays a request when the session ends first', async () => {
  const [a, b] = await both()
  await a.does(typed('one'))
  await deliver(a, b)
  await a.does(unsend('one'), { kind: 'give_up', before: 1_000_000 })
  expect(a.state().own.entries.map(({ state }) => state)).toEqual(['waiting'])
  await a.does({ kind: 'ended' })
  expect(said(a)).toEqual(['unsent?'])
})

test('a phone restored to an older state receives acts again and misses no message', async () => {
  const [a, b] = await both()
  await a.does(typed('one'), typed('two'), typed('three'))
  await deliver(a, b)
  const old = b.state()
  await a.does(unsend('one'), react(mine('two'), 'laugh'))
  await deliver(a, b)
  b.set(old)
  const { s, n, chain } = b.state().theirs
  await a.does({ kind: 'have', said: { t: 'have', s, n, c: chain, missing: 0 }, at: 3_000 })
  expect(a.state().own.missing).toBe(0)
  await deliver(a, b)
  expect(said(b)).toEqual(['unsent', 'theirs', 'theirs'])
  expect(b.view()[1]).toMatchObject({ reactions: { you: 'laugh' } })
})

test('a waiting message cannot be removed here, and a removed one stays removed when it is sent again', async () => {
  const [a, b] = await both()
  await a.does(typed('one'), { kind: 'remove', what: mine('one') })
  expect(said(a)).toEqual(['own'])
  const { own } = a.state()
  const [entry] = own.entries
  await deliver(a, b)
  await b.does({ kind: 'remove', what: yours('one') })
  expect(b.state().items).toEqual([])
  // The same message in a new stream.
  if (entry?.kind !== 'text') throw new Error('no text')
  const s = tools.newStream()
  const c = await tools.nextChain(await tools.startChain(s), 1, entry.id, entry.text)
  await b.hears({ ...entryToMessage({ ...entry, n: 1, chain: c }, s) })
  expect(b.state().items).toEqual([])
  await a.does({ kind: 'remove', what: mine('one') })
  expect(JSON.stringify([a.state(), b.state()])).not.toContain('text of one')
})

test('everything is read back from storage unchanged', async () => {
  const [a, b] = await both()
  await b.does(typed('theirs'))
  await deliver(b, a)
  await a.does(typed('one', yours('theirs')), typed('two'), react(yours('theirs'), 'up'), unsend('two', 9))
  const { items, ...ledger } = a.state()
  const head = { version: 3 as const, ...ledger, open: items, pages: [0], draft: '', answering: mine('one') }
  const stored: unknown = JSON.parse(JSON.stringify(head))
  expect(decodeHead(stored)).toEqual(stored as never)
  expect(decodePage(JSON.parse(JSON.stringify(items)))).toEqual(JSON.parse(JSON.stringify(items)))
})

test('any act of a peer on any message takes its number and never throws', async () => {
  const names = fc.constantFrom('one', 'two', 'three', 'nowhere')
  const reference = fc.record({ by: fc.constantFrom('me' as const, 'you' as const), id: names.map(idOf) })
  const act = fc.oneof(
    fc.record({ t: fc.constant('unsend' as const), id: names.map(idOf) }),
    fc.record({
      t: fc.constant('react' as const),
      to: reference,
      reaction: fc.constantFrom(null, ...REACTIONS),
    }),
    fc.record({
      t: fc.constant('text' as const),
      id: names.map(idOf),
      at: fc.nat(),
      text: fc.string({ minLength: 1 }),
      re: reference,
    }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 30 }), async (acts) => {
      const b = await createSide()
      await b.does(typed('two'))
      const s = tools.newStream()
      for (const [at, said] of acts.entries()) await b.hears({ ...said, s, n: at + 1, c: 'x'.repeat(22) })
      expect(b.state().theirs.n).toBe(acts.length)
      // The peer never changes messages of this side.
      expect(b.state().items.filter(({ kind }) => kind === 'own')).toMatchObject([{ text: 'text of two' }])
      expect(createTimelineView()(b.state(), true).length).toBe(b.state().items.length)
    }),
  )
})
