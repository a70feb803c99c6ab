/** What the two apps of a conversation tell each other: what they know, words, changes, marks, tickets and locations. */
import { expect, test } from 'bun:test'
import { err, ok } from '../../../base/result.ts'
import type { MessageId } from '../../../protocol/ids.ts'
import type { Emoji } from '../../../protocol/reaction.ts'
import { settle } from '../../../tests/harness/settle.ts'
import { createMemoryKv } from '../../platform/storage/kv.ts'
import { decodeStored } from '../sessions/session-record.ts'
import { HOUR_S, id, NOW, recordOf, start, until } from './conversations.fake.ts'

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
  const { trouble, records, open } = start()
  const { inbox } = await open()
  trouble.full = true
  inbox.received({ t: 'can', v: 1, kinds: ['text'], seals: true })
  await settle()
  inbox.received({ t: 'here' })
  await settle()
  expect(records.value[0]?.peerCan).toBeUndefined()
  trouble.full = false
  inbox.received({ t: 'here' })
  await settle()
  expect(records.value[0]?.peerCan).toEqual({ v: 1, kinds: ['text'], seals: true })
})

test('typing and read marks are offered once: what the person answered is stored with the session', async () => {
  const { trouble, records, open } = start()
  const { view, inbox } = await open()
  expect(view.signsOffered.value).toBe(false)
  inbox.received({ t: 'signs', on: true })
  expect(view.signsOffered.value).toBe(true)
  trouble.full = true
  expect(await view.closeSignsOffer()).toEqual(err({ code: 'storage_failed' }))
  expect(view.signsOffered.value).toBe(true)
  trouble.full = false
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
