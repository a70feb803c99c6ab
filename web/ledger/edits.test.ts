/** Changes of the last message: which text ends where, what stays of earlier ones, and what a hostile peer cannot do. */
import { expect, test } from 'bun:test'
import type { MessageId } from '../../protocol/ids.ts'
import { EDITS_MAX } from '../../protocol/limits.ts'
import type { PeerMessage } from '../../protocol/message.ts'
import { createTimelineView } from '../domain/conversation/timeline.ts'
import { createLedgerPair, type FakeSide } from './ledger-pair.fake.ts'
import { decodeHead, decodePage } from './stored-schemas.ts'

const textsOf = ({ ledger }: FakeSide) =>
  ledger
    .state()
    .items.flatMap((item) =>
      item.kind === 'notice' ? [] : [[item.text, ...(item.earlier ?? [])].join(' < ')],
    )
const marksOf = ({ ledger }: FakeSide) =>
  createTimelineView()(ledger.state(), true).flatMap((item) => (item.kind === 'own' ? [item.state] : []))
const edit = (side: FakeSide, id: MessageId, text: string) =>
  side.ledger.post({ kind: 'edit', id, text, at: 0, bytes: text.length, handed: 0 })
const unsend = (side: FakeSide, id: MessageId) => side.ledger.post({ kind: 'unsend', id, at: 0, handed: 0 })
const editsIn = (said: readonly PeerMessage[]) => said.filter(({ t }) => t === 'edit')

async function connected() {
  const pair = await createLedgerPair()
  pair.open()
  await pair.settle()
  return pair
}

test('a delivered message changes on both sides, keeps its earlier texts and is Waiting until the change is confirmed', async () => {
  const { a, b, type, settle } = await connected()
  const id = await type(a, 'one')
  await settle()
  expect(marksOf(a)).toEqual(['delivered'])
  await edit(a, id, 'two')
  expect(['waiting', 'sent']).toContain(marksOf(a)[0] ?? '')
  await settle()
  await edit(a, id, 'three')
  await settle()
  for (const side of [a, b]) expect(textsOf(side)).toEqual(['three < one < two'])
  expect(marksOf(a)).toEqual(['delivered'])
})

test('words that never left leave no trace, on either side', async () => {
  const { a, b, type, open, settle } = await createLedgerPair()
  const id = await type(a, 'slip')
  await edit(a, id, 'worse slip')
  await edit(a, id, 'right')
  expect(JSON.stringify(a.ledger.state())).not.toContain('slip')
  open()
  await settle()
  for (const side of [a, b]) expect(textsOf(side)).toEqual(['right'])
  expect(JSON.stringify(b.ledger.state())).not.toContain('slip')
})

test('a change that waits is replaced by the next one, and a change back to the same words is none', async () => {
  const { a, b, type, open, settle } = await connected()
  const id = await type(a, 'one')
  await settle()
  a.ledger.lost()
  b.ledger.lost()
  await edit(a, id, 'never seen')
  await edit(a, id, 'two')
  await edit(a, id, 'two')
  expect(a.ledger.state().own.entries).toHaveLength(1)
  open()
  await settle()
  for (const side of [a, b]) expect(textsOf(side)).toEqual(['two < one'])
})

test('unsent after a change, no text of it is left anywhere, also while the change waits', async () => {
  for (const waits of [false, true]) {
    const { a, b, type, open, settle } = await connected()
    const id = await type(a, 'secret one')
    await settle()
    if (waits) for (const { ledger } of [a, b]) ledger.lost()
    await edit(a, id, 'secret two')
    if (!waits) await settle()
    await unsend(a, id)
    expect(JSON.stringify(a.ledger.state())).not.toContain('secret')
    open()
    await settle()
    expect(JSON.stringify(b.ledger.state())).not.toContain('secret')
    for (const { ledger } of [a, b]) expect(ledger.state().items[0]).toMatchObject({ unsent: 'done' })
    // An unsent message has no words to change.
    await edit(a, id, 'secret three')
    expect(a.ledger.state().own.entries).toEqual([])
  }
})

test('only the last own message can be changed, ten times at most', async () => {
  const { a, b, type, settle } = await connected()
  const first = await type(a, 'first')
  const last = await type(a, 'v0')
  await settle()
  await edit(a, first, 'other')
  for (let at = 1; at <= EDITS_MAX + 2; at += 1) {
    await edit(a, last, `v${at}`)
    await settle()
  }
  for (const side of [a, b]) {
    expect(textsOf(side)[0]).toBe('first')
    expect(textsOf(side)[1]).toStartWith(`v${EDITS_MAX} < v0`)
  }
  expect(editsIn(a.said)).toHaveLength(EDITS_MAX)
})

/** Says an act as a hostile peer would: with a right chain, whatever its own ledger allows. */
async function hostile(from: FakeSide, to: FakeSide, id: string, text: string, overdue = false) {
  const { s, n } = to.ledger.state().theirs
  const said = { t: 'edit', id, text, s, n: n + 1, c: 'c' } as never
  await to.ledger.post({ kind: 'said', said, at: 0, trusted: true, overdue })
  expect(to.ledger.state().theirs.n).toBe(n + 1)
  expect(from.faults).toEqual([])
}

test('a peer cannot change an older message, somebody else’s, one that is not here, or one after its time', async () => {
  const { a, b, type, settle } = await connected()
  const older = await type(a, 'older')
  const last = await type(a, 'last')
  const mine = await type(b, 'mine')
  await settle()
  const before = textsOf(b)
  await hostile(a, b, older, 'rewritten')
  await hostile(a, b, mine, 'rewritten')
  await hostile(a, b, 'message-99', 'rewritten')
  await hostile(a, b, last, 'rewritten', true)
  expect(textsOf(b)).toEqual(before)
  await b.ledger.post({ kind: 'expire', before: 1, now: 1 })
  await hostile(a, b, last, 'rewritten')
  expect(JSON.stringify(b.ledger.state())).not.toContain('rewritten')
})

test('a peer cannot reach an older message by giving its id to a new one, however many came between', async () => {
  const { a, b, type, settle } = await connected()
  const id = await type(a, 'one')
  await type(a, 'two')
  await settle()
  // As after a thousand messages more.
  await b.restart({ ...b.ledger.state(), seen: [] })
  const { s, n } = b.ledger.state().theirs
  const hears = (said: object) =>
    b.ledger.post({ kind: 'said', said: said as never, at: 0, trusted: true, overdue: false })
  await hears({ t: 'text', id, at: 0, text: 'new', s, n: n + 1, c: 'c'.repeat(22) })
  await hears({ t: 'edit', id, text: 'other', s, n: n + 2, c: 'c'.repeat(22) })
  expect(textsOf(b)).toEqual(['one', 'two'])
})

test('a peer that changes a message without end changes it ten times', async () => {
  const { a, b, type, settle } = await connected()
  const id = await type(a, 'v0')
  await settle()
  for (let at = 1; at < 50; at += 1) await hostile(a, b, id, `v${at}`)
  expect(b.ledger.state().items).toMatchObject([{ text: `v${EDITS_MAX}` }])
  expect(textsOf(b)[0]?.split(' < ')).toHaveLength(EDITS_MAX + 1)
})

test('a change of a peer that is not trusted yet waits unconfirmed, also behind a later message', async () => {
  const { a, b, type, settle } = await connected()
  const id = await type(a, 'one')
  await settle()
  b.trusted = false
  await edit(a, id, 'two')
  await type(a, 'next')
  await settle()
  expect(textsOf(b)).toEqual(['one', 'next'])
  expect(marksOf(a)).toEqual(['sent', 'sent'])
  await b.ledger.post({ kind: 'trust' })
  await settle()
  expect(textsOf(b)).toEqual(['two < one', 'next'])
  expect(marksOf(a)).toEqual(['delivered', 'delivered'])
})

test('a held change keeps no words of a message that expired, was removed or cleared', async () => {
  for (const gone of ['expire', 'remove', 'clear'] as const) {
    const { a, b, type, settle } = await connected()
    const id = await type(a, 'secret one')
    await settle()
    b.trusted = false
    await edit(a, id, 'secret two')
    await settle()
    if (gone === 'expire') await b.ledger.post({ kind: 'expire', before: 1, now: 1 })
    else if (gone === 'remove') await b.ledger.post({ kind: 'remove', what: { by: 'you', id } })
    else await b.ledger.post({ kind: 'clear' })
    expect(JSON.stringify(b.ledger.state())).not.toContain('secret')
    expect(marksOf(a)).toEqual(['sent'])
    await b.ledger.post({ kind: 'trust' })
    await settle()
    expect(marksOf(a)).toEqual(['delivered'])
  }
})

test('a phone restored to an older state gets changes again, each before the message that followed it', async () => {
  const { a, b, type, open, settle } = await connected()
  const one = await type(a, 'one')
  await settle()
  const old = b.ledger.state()
  await edit(a, one, 'one, right')
  const two = await type(a, 'two')
  await edit(a, two, 'two, right')
  await type(a, 'three')
  await settle()
  const after = textsOf(b)
  expect(after).toEqual(['one, right < one', 'two, right < two', 'three'])
  await b.restart(old)
  open()
  await settle()
  expect(textsOf(b)).toEqual(after)
  expect(a.ledger.state().own.missing).toBe(0)
  expect(marksOf(a)).toEqual(['delivered', 'delivered', 'delivered'])
})

test('to a phone restored to an older state no change goes before its message, and none of a message that was given up', async () => {
  for (const isGivenUp of [false, true]) {
    const { a, b, type, open, settle } = await connected()
    await type(a, 'one')
    await settle()
    const old = b.ledger.state()
    await type(a, 'two')
    await settle()
    b.drops = ({ t }) => t === 'text' || t === 'edit'
    const three = await type(a, 'three')
    await edit(a, three, 'three, right')
    for (const { ledger } of [a, b]) ledger.lost()
    if (isGivenUp) await a.ledger.post({ kind: 'give_up', before: 1 })
    b.drops = () => false
    await b.restart(old)
    a.said.length = 0
    open()
    await settle()
    const words = a.said.flatMap((said) => (said.t === 'text' || said.t === 'edit' ? [said.text] : []))
    expect(words).toEqual(isGivenUp ? ['two'] : ['two', 'three', 'three, right'])
  }
})

test('a message that expires takes its waiting change and its earlier texts with it', async () => {
  const { a, b, type, settle } = await connected()
  const id = await type(a, 'secret one')
  await settle()
  for (const { ledger } of [a, b]) ledger.lost()
  await edit(a, id, 'secret two')
  await a.ledger.post({ kind: 'expire', before: 1, now: 1 })
  expect(JSON.stringify(a.ledger.state())).not.toContain('secret')
})

test('a message given up with its change is sent again as it says now', async () => {
  const { a, b, type, open, settle } = await createLedgerPair()
  open()
  // It was handed over, and lost with the link.
  await settle()
  b.drops = ({ t }) => t === 'text' || t === 'edit'
  const id = await type(a, 'one')
  await edit(a, id, 'two')
  a.ledger.lost()
  await a.ledger.post({ kind: 'give_up', before: 1 })
  expect(marksOf(a)).toEqual(['failed'])
  b.drops = () => false
  open()
  await settle()
  expect(marksOf(a)).toEqual(['failed'])
  await a.ledger.post({ kind: 'resend', id, at: 0 })
  await settle()
  for (const side of [a, b]) expect(textsOf(side)).toEqual(['two'])
})

test('what was read before its change is not called read', async () => {
  const { a, type, settle } = await connected()
  const id = await type(a, 'one')
  await settle()
  const { s, n } = a.ledger.state().items.find(({ kind }) => kind === 'own') as never
  await edit(a, id, 'two')
  // Said before the change arrived.
  await a.ledger.post({ kind: 'read', said: { t: 'read', s, n } })
  await settle()
  expect(marksOf(a)).toEqual(['delivered'])
  await a.ledger.post({ kind: 'read', said: { t: 'read', s, n: n + 1 } })
  expect(marksOf(a)).toEqual(['read'])
})

test('earlier texts and waiting changes are read back from storage', async () => {
  const { a, type, settle } = await connected()
  const id = await type(a, 'one')
  await settle()
  a.ledger.lost()
  await edit(a, id, 'two')
  const { items, ...ledger } = a.ledger.state()
  const page: unknown = JSON.parse(JSON.stringify(items))
  expect(decodePage(page)).toEqual(page as never)
  const stored: unknown = JSON.parse(
    JSON.stringify({ version: 3, ...ledger, open: items, pages: [0], draft: '', answering: null }),
  )
  expect(decodeHead(stored)).toMatchObject({ own: { entries: [{ kind: 'edit', text: 'two' }] } })
})

test('the message before one that was deleted here cannot be changed: for the other person it is not the last', async () => {
  const { a, b, type, settle } = await connected()
  const one = await type(a, 'one')
  const two = await type(a, 'two')
  await settle()
  await a.ledger.post({ kind: 'remove', what: { by: 'me', id: two } })
  await edit(a, one, 'other')
  await settle()
  expect(textsOf(a)).toEqual(['one'])
  expect(textsOf(b)).toEqual(['one', 'two'])
  expect(editsIn(a.said)).toEqual([])
})
