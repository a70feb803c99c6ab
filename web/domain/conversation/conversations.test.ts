/** Open conversations over a store: read when entered, kept across a lock, never written after they are closed. */

import { expect, test } from 'bun:test'
import { signal } from '@preact/signals'
import { err, ok } from '../../../base/result.ts'
import type { MessageId } from '../../../protocol/ids.ts'
import type { Emoji } from '../../../protocol/reaction.ts'
import { createLog } from '../../log/log.ts'
import { createFakeClock } from '../../platform/clock.fake.ts'
import { createSeededRandom } from '../../platform/random.ts'
import { createMemoryKv, type Kv } from '../../platform/storage/kv.ts'
import type { SessionId } from '../sessions/session.ts'
import { decodeStored, type SessionRecord } from '../sessions/session-record.ts'
import { createSessionStatuses } from '../sessions/session-status.ts'
import type { SessionStore } from '../sessions/session-store.ts'
import { createConversations } from './conversations.ts'

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}
const id = 'session-1' as SessionId
const HOUR_S = 3_600
const SECOND_MS = 1_000
const NOW = 1_700_000_000_000

const recordOf = (seconds: number, left = false): SessionRecord => {
  const [record] = decodeStored({
    version: 2,
    sessions: [
      {
        id,
        name: 'Anna',
        server: 'https://chat.example',
        createdAt: 1,
        lastActivityAt: 1,
        pinned: false,
        ephemeral: false,
        identity: { deviceId: 'device', seat: 'x'.repeat(24) },
        role: 'host',
        keys: null,
        lifetime: { seconds, rev: 1, accepted: null, mine: [], theirs: null },
        state: { kind: 'accepted', roomId: 'room', left },
      },
    ],
  }).sessions
  if (!record) throw new Error('no record')
  return record
}

/** Starts an app on a disk; calling it again with the same disk is a reload. `tickets`: what the peer gave, and when it was to be given one, in order. */
function start(seconds = HOUR_S, disk: Kv = createMemoryKv(), at = NOW, tickets: (string | null)[] = []) {
  const clock = createFakeClock(at)
  const gate = { works: true, full: false, reads: 0 }
  const kv: Kv = {
    ...disk,
    async get(key) {
      gate.reads += 1
      return disk.get(key)
    },
    swap: async (change) => (gate.works ? disk.swap(change) : err('storage_failed')),
  }
  const records = signal([recordOf(seconds)])
  const store = {
    records,
    find: (of) => records.value.find((record) => record.id === of),
    async change(of, change) {
      if (gate.full) return err('storage_failed')
      records.value = records.value.map((record) => (record.id === of ? change(record) : record))
      return ok(undefined)
    },
  } as Partial<SessionStore> as SessionStore
  const status = createSessionStatuses()
  const conversations = createConversations({
    ...{ clock, store, status, log: createLog(clock) },
    kv: () => kv,
    random: createSeededRandom(at + gate.reads),
    settings: { now: { value: { showSigns: false, sounds: false } } } as never,
    openSounds: () => Promise.reject(new Error('none')),
    looking: () => true,
    onActivity() {},
    nudges: async () => ({
      follow: () => () => {},
      opened: () => void tickets.push('given'),
      heard: (_, ticket) => void tickets.push(ticket),
    }),
  })
  const open = async () => {
    const opened = await conversations.open(id)
    if (!opened) throw new Error('not opened')
    return opened
  }
  return { clock, gate, disk, conversations, status, records, open }
}
type Opened = Awaited<ReturnType<ReturnType<typeof start>['open']>>
const shown = ({ view }: Opened) => view.timeline.value.flatMap((item) => ('text' in item ? [item.text] : []))
const until = async (happened: () => boolean): Promise<void> => {
  while (!happened()) await new Promise((resolve) => setTimeout(resolve, 1))
}

test('a conversation is read on first open, and only once for concurrent calls', async () => {
  const before = start()
  await (await before.open()).view.send('kept')
  const after = start(HOUR_S, before.disk)
  expect(after.gate.reads).toBe(0)
  const [one, other] = await Promise.all([after.open(), after.open()])
  expect(one).toBe(other)
  expect(shown(one)).toEqual(['kept'])
})

test('stored messages expire on the disk even if nobody opens the conversation', async () => {
  const before = start()
  const written = await before.open()
  written.inbox.received({
    ...{ t: 'text', id: 'message-0001', at: 0, text: 'secret', s: 's'.repeat(22), n: 1, c: 'c'.repeat(22) },
  } as never)
  await until(() => shown(written).length === 1)
  const onDisk = async () => {
    const keys = await before.disk.keys()
    const values = await Promise.all((keys.ok ? keys.value : []).map((key) => before.disk.get(key)))
    return JSON.stringify(values)
  }
  expect(await onDisk()).toContain('secret')
  const after = start(HOUR_S, before.disk, NOW + (HOUR_S + 1) * SECOND_MS)
  after.conversations.start()
  for (let tries = 0; (await onDisk()).includes('secret') && tries < 1_000; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 1))
  expect(await onDisk()).not.toContain('secret')
  expect(after.conversations.peek(id)).toBeNull()
})

test('the preview of an unopened conversation ends with its message', async () => {
  const before = start()
  const written = await before.open()
  written.inbox.received({
    ...{ t: 'text', id: 'message-0001', at: 0, text: 'secret', s: 's'.repeat(22), n: 1, c: 'c'.repeat(22) },
  } as never)
  await until(() => shown(written).length === 1)
  const after = start(HOUR_S, before.disk, NOW + (HOUR_S - 60) * SECOND_MS)
  const preview = (): string | undefined => after.status.all.value.get(id)?.preview?.text
  after.conversations.start()
  await until(() => preview() === 'secret')
  after.clock.advance(90 * SECOND_MS)
  for (let tries = 0; preview() && tries < 1_000; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 1))
  expect(preview()).toBeUndefined()
})

test('a session that is erased while its messages are read leaves no preview', async () => {
  const before = start()
  await (await before.open()).view.send('secret')
  const { conversations, records, status, gate } = start(HOUR_S, before.disk)
  conversations.start()
  while (gate.reads === 0) await Promise.resolve()
  records.value = []
  expect(await conversations.remove(id)).toBe(true)
  expect(status.all.value.size).toBe(0)
})

test('a message sent at the moment of the lock is sent once by the next conversation', async () => {
  const { conversations, open } = start()
  const first = await open()
  first.view.setDraft('half a second too late')
  const sending = first.view.sendDraft()
  expect(first.view.draft.value).toBe('')
  const snapshots = conversations.snapshot()
  conversations.forget()
  conversations.restore(snapshots)
  const second = await open()
  await sending
  await until(() => shown(second).length > 0)
  expect(shown(second)).toEqual(['half a second too late'])
  expect(second.view.draft.value).toBe('')
})

test('a message written before the lock is not sent twice', async () => {
  const { conversations, open } = start()
  const first = await open()
  first.view.setDraft('once')
  await first.view.sendDraft()
  const before = conversations.snapshot()[id]
  const message = before?.ledger?.items[0]
  if (!before || message?.kind !== 'own') throw new Error('not written')
  conversations.forget()
  conversations.restore({ [id]: { ...before, leaving: [[message.id, { text: 'once', re: null }]] } })
  const second = await open()
  await second.view.send('and another')
  expect(shown(second)).toEqual(['once', 'and another'])
})

test('the text of a message that expired during the lock is not in the field after it; one that is still there is', async () => {
  const { conversations, open } = start()
  await (await open()).view.send('still there')
  const before = conversations.snapshot()[id]
  const message = before?.ledger?.items[0]
  if (!before || message?.kind !== 'own') throw new Error('not written')
  for (const [changed, field] of [
    [message.id, 'a secret'],
    ['message-gone' as typeof message.id, 'half a thought'],
  ] as const) {
    conversations.forget()
    const editing = { id: changed, text: 'a secret' }
    conversations.restore({ [id]: { ...before, draft: 'half a thought', editing } })
    expect((await open()).view.draft.value).toBe(field)
  }
})

test('an unopened conversation survives a second lock', async () => {
  const { conversations, open, status } = start(0)
  await (await open()).view.send('in memory only')
  const first = conversations.snapshot()
  conversations.forget()
  conversations.restore(first)
  const second = conversations.snapshot()
  conversations.forget()
  expect(status.all.value.size).toBe(0)
  conversations.restore(second)
  expect(shown(await open())).toEqual(['in memory only'])
})

test('a conversation still being read when the app locks is not opened', async () => {
  const { conversations } = start()
  const opening = conversations.open(id)
  conversations.forget()
  expect(await opening).toBeNull()
  expect(conversations.snapshot()).toEqual({})
})

test('a sent text is always in exactly one of the stored draft and the stored ledger', async () => {
  const { gate, open } = start()
  const { view, keptDraft, snapshot } = await open()
  view.setDraft('first')
  await view.sendDraft()
  const written = snapshot().ledger
  if (!written) throw new Error('not written')
  expect(keptDraft(written)).toBe('')
  gate.works = false
  view.setDraft('second')
  const sending = view.sendDraft()
  view.setDraft('and on')
  expect(keptDraft(written)).toBe('second\nand on')
  expect((await sending).ok).toBe(false)
  expect(view.draft.value).toBe('second\nand on')
})

test('a draft is stored with the conversation and restored after a reload', async () => {
  const before = start()
  const { view } = await before.open()
  view.setDraft('not sent yet')
  before.clock.advance(SECOND_MS)
  for (let tries = 0; tries < 1_000; tries += 1) {
    const head = await before.disk.get(`chat.talk.${id}`)
    if (head.ok && head.value) break
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  const after = await start(HOUR_S, before.disk).open()
  expect(after.view.draft.value).toBe('not sent yet')
})

test('the list shows the preview of a conversation not opened since the start', async () => {
  const before = start(HOUR_S)
  await (await before.open()).view.send('kept, and not gone out yet')
  const after = start(HOUR_S, before.disk)
  after.conversations.start()
  await until(() => after.status.all.value.get(id)?.preview !== undefined)
  expect(after.status.all.value.get(id)?.preview).toEqual({
    by: 'me',
    text: 'kept, and not gone out yet',
    mark: 'waiting',
  })
})

test('erasing removes a conversation from the disk, even if it was never opened', async () => {
  const before = start()
  await (await before.open()).view.send('kept')
  const after = start(HOUR_S, before.disk)
  after.records.value = []
  expect(await after.conversations.remove(id)).toBe(true)
  expect(await before.disk.keys()).toEqual(ok([]))
})

test('the list shows who is connected and what is unread', async () => {
  const { open, status, conversations } = start()
  const { inbox, setOnScreen } = await open()
  inbox.setConnection({ kind: 'connected', path: 'direct' })
  inbox.received({
    ...{ t: 'text', id: 'message-0001', at: 0, text: 'hello', s: 's'.repeat(22), n: 1, c: 'c'.repeat(22) },
  } as never)
  await until(() => status.all.value.get(id)?.unread === 1)
  const preview = { by: 'you' as const, text: 'hello', mark: null }
  expect(status.all.value.get(id)).toEqual({ connection: 'online', preview, unread: 1 })
  setOnScreen(true)
  expect(status.all.value.get(id)).toEqual({ connection: 'online', preview, unread: 0 })
  await conversations.remove(id)
  expect(status.all.value.size).toBe(0)
})

test('wrong words are shown as wrong until others are entered', async () => {
  const { view, inbox } = await start().open()
  inbox.askWords({ left: 2, wrong: true })
  inbox.askWords({ left: 2, wrong: false })
  expect(view.wordsAsked.value).toEqual({ left: 2, wrong: true })
  await view.enterWords('otter velvet')
  inbox.askWords({ left: 2, wrong: false })
  expect(view.wordsAsked.value).toEqual({ left: 2, wrong: false })
  inbox.askWords(null)
  expect(view.wordsAsked.value).toBeNull()
})

test('messages that expired unseen are never shown, and opening the conversation removes them from the disk', async () => {
  const before = start()
  const opened = await before.open()
  opened.inbox.received({
    ...{ t: 'text', id: 'message-0001', at: 0, text: 'secret', s: 's'.repeat(22), n: 1, c: 'c'.repeat(22) },
  } as never)
  await until(() => shown(opened).length === 1)
  const after = start(HOUR_S, before.disk, NOW + (HOUR_S + 1) * SECOND_MS)
  expect(shown(await after.open())).toEqual([])
  for (let tries = 0; tries < 1_000; tries += 1) {
    const page = await before.disk.get(`chat.talk.${id}.0`)
    if (page.ok && page.value === undefined) return
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  throw new Error('it is still on the disk')
})

test('a device announces its capabilities first, and stores those of the peer', async () => {
  const { open, records } = start()
  const { inbox } = await open()
  const said: string[] = []
  inbox.attach({
    send: (message: { t: string }) => said.push(message.t),
    drop() {},
  } as never)
  inbox.opened(false)
  expect(said[0]).toBe('can')
  inbox.received({ t: 'can', v: 1, kinds: ['text', 'file'] })
  await until(() => records.value[0]?.peerCan !== undefined)
  expect(records.value[0]?.peerCan).toEqual({ v: 1, kinds: ['text', 'file'] })
})

test('a changed message says its new words in the chat and in the list, and only an app that knows changes is sent one', async () => {
  const { open, records, status } = start()
  const { inbox, view } = await open()
  await view.send('wrods')
  expect(view.editable()).toBeNull()
  inbox.received({ t: 'can', v: 1, kinds: ['text', 'react', 'unsend', 'edit'] })
  await until(() => records.value[0]?.peerCan !== undefined)
  const last = view.editable()
  view.edit(last)
  expect(view.draft.value).toBe('wrods')
  view.setDraft('words')
  expect((await view.sendDraft()).ok).toBe(true)
  expect(view.timeline.value).toMatchObject([{ text: 'words' }])
  expect(status.all.value.get(id)?.preview?.text).toBe('words')
  // It did not say that it takes any emoji.
  const wow = '🎉' as Emoji
  expect(await view.react({ by: 'me', id: last as MessageId }, wow)).toEqual(err({ code: 'not_understood' }))
  inbox.received({ t: 'can', v: 1, kinds: ['text', 'react', 'unsend', 'edit'], emoji: true })
  await until(() => view.takesEmoji())
  expect((await view.react({ by: 'me', id: last as MessageId }, wow)).ok).toBe(true)
})

test('unsending or removing a message that is being changed takes its text out of the field, and gives the draft back', async () => {
  for (const act of ['unsend', 'remove'] as const) {
    const { open, records } = start()
    const { inbox, view, post } = await open()
    inbox.received({ t: 'can', v: 1, kinds: ['text', 'react', 'unsend', 'edit'] })
    await until(() => records.value[0]?.peerCan !== undefined)
    await view.send('secret')
    const last = view.editable() as MessageId
    view.setDraft('half a thought')
    view.edit(last)
    expect(view.draft.value).toBe('secret')
    // A message that waits can only be unsent.
    if (act === 'remove') post({ kind: 'ended' })
    expect((await (act === 'unsend' ? view.unsend(last) : view.remove({ by: 'me', id: last }))).ok).toBe(true)
    expect([view.draft.value, view.editing.value]).toEqual(['half a thought', null])
  }
})

test('unstored capabilities of the peer’s app are stored with a later message', async () => {
  const { gate, records, open } = start()
  const { inbox } = await open()
  gate.full = true
  inbox.received({ t: 'can', v: 1, kinds: ['text'], seals: true })
  await settle()
  inbox.received({ t: 'here' })
  await settle()
  expect(records.value[0]?.peerCan).toBeUndefined()
  gate.full = false
  inbox.received({ t: 'here' })
  await settle()
  expect(records.value[0]?.peerCan).toEqual({ v: 1, kinds: ['text'], seals: true })
})

test('typing and read marks are offered once: what the person answered is stored with the session', async () => {
  const { gate, records, open } = start()
  const { view, inbox } = await open()
  expect(view.signsOffered.value).toBe(false)
  inbox.received({ t: 'signs', on: true })
  expect(view.signsOffered.value).toBe(true)
  gate.full = true
  expect(await view.closeSignsOffer()).toEqual(err({ code: 'storage_failed' }))
  expect(view.signsOffered.value).toBe(true)
  gate.full = false
  await view.closeSignsOffer()
  expect(view.signsOffered.value).toBe(false)
  const { sessions } = decodeStored(JSON.parse(JSON.stringify({ version: 2, sessions: records.value })))
  expect(sessions[0]?.signsAsked).toBe(true)
})

test('a peer that may be an impostor neither gives a ticket nor takes the proven one’s away', async () => {
  const tickets: (string | null)[] = []
  const { inbox } = await start(HOUR_S, createMemoryKv(), NOW, tickets).open()
  const saysAll = (): void => {
    inbox.received({ t: 'ticket', ticket: 'T'.repeat(2_119), until: NOW })
    inbox.received({ t: 'bye', why: 'left' })
  }
  inbox.opened(true)
  saysAll()
  await settle()
  expect(tickets).toEqual([])
  inbox.release()
  saysAll()
  await settle()
  expect(tickets).toEqual(['T'.repeat(2_119), null])
})

test('a peer whose app changes what it takes all the time is given one ticket on each channel', async () => {
  const tickets: (string | null)[] = []
  const { inbox } = await start(HOUR_S, createMemoryKv(), NOW, tickets).open()
  for (const channel of [1, 2]) {
    inbox.opened(false)
    for (let n = 0; n < 20; n += 1) {
      inbox.received({ t: 'can', v: 1, kinds: ['text', 'ticket', `kind-${n}`] })
      await settle()
    }
    expect(tickets).toHaveLength(channel)
  }
})

test('a location is offered to a peer that was met, is decided about and whose app knows locations; it answers and is the last word in the list', async () => {
  const { records, status, open } = start()
  const { view } = await open()
  const location = { lat: 4_749_500, lon: 1_904_700, within: 1_000 }
  const met = (trust: string, ...kinds: string[]): void => {
    records.value = [
      { ...recordOf(HOUR_S), keys: { peer: { trust, at: 1 } }, peerCan: { v: 1, kinds } } as never,
    ]
  }
  expect(view.locationOffer.value).toBe('not_met')
  met('link', 'text', 'edit')
  expect(view.locationOffer.value).toBe('too_old')
  expect(await view.sendLocation(location)).toEqual(err({ code: 'not_understood' }))
  for (const trust of ['lost', 'disputed']) {
    met(trust, 'location')
    expect(view.locationOffer.value).toBe('undecided')
  }
  expect(await view.sendLocation(location)).toEqual(err({ code: 'not_understood' }))
  expect(view.timeline.value).toEqual([])
  met('unverified', 'location')
  expect(view.locationOffer.value).toBe('yes')
  await view.send('Shall we meet?')
  const to = { by: 'me', id: view.timeline.value[0]?.id as MessageId } as const
  view.answer(to)
  view.setDraft('half a sentence')
  expect(await view.sendLocation(location)).toEqual(ok(undefined))
  expect(view.timeline.value[1]).toMatchObject({
    ...{ kind: 'own', state: 'waiting', text: '📍 47.495, 19.047', location },
    quote: { to, text: 'Shall we meet?' },
  })
  expect([view.answering.value, view.draft.value]).toEqual([null, 'half a sentence'])
  expect(status.all.value.get(id)?.preview).toEqual({ by: 'me', text: '📍 47.495, 19.047', mark: 'waiting' })
  // While a message is changed, no answer is on the screen; the one that was begun waits.
  met('unverified', 'location', 'edit')
  await view.send('At the station')
  view.answer(to)
  view.edit(view.timeline.value[2]?.id as MessageId)
  expect(view.editing.value).not.toBeNull()
  expect(await view.sendLocation(location)).toEqual(ok(undefined))
  expect(view.timeline.value[3]).toMatchObject({ location, quote: null })
  expect(view.answering.value).toEqual(to)
})
