/** Open conversations over a store: read when entered, kept across a lock, never written after they are closed. */
import { expect, test } from 'bun:test'
import { ok } from '../../../base/result.ts'
import { HOUR_S, id, NOW, SECOND_MS, shown, start, until } from './conversations.fake.ts'

test('a conversation is read on first open, and only once for concurrent calls', async () => {
  const before = start()
  await (await before.open()).view.send('kept')
  const after = start(HOUR_S, before.disk)
  expect(after.trouble.reads).toBe(0)
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
  const { conversations, records, status, trouble } = start(HOUR_S, before.disk)
  conversations.start()
  while (trouble.reads === 0) await Promise.resolve()
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
  const { trouble, open } = start()
  const { view, keptDraft, snapshot } = await open()
  view.setDraft('first')
  await view.sendDraft()
  const written = snapshot().ledger
  if (!written) throw new Error('not written')
  expect(keptDraft(written)).toBe('')
  trouble.works = false
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
