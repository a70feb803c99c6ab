/** Erasing or closing a session when storage fails: nothing ends before it is stored, and the person is told. */
import { expect, test } from 'bun:test'
import { err, ok } from '../../../base/result.ts'
import { createFakeInbox } from '../connection/peer-inbox.fake.ts'
import { createFakeStore, recordOf } from '../connection/sessions.fake.ts'
import { createSessionList } from '../sessions/session-list.ts'
import { createSessionStatuses } from '../sessions/session-status.ts'
import { createSessionActions } from './session-actions.ts'

const FAILED = err({ code: 'storage_failed' } as const)

async function start() {
  const { store, clock, disk, idOf } = await createFakeStore([recordOf(1)])
  const inbox = createFakeInbox()
  /** Effects on the session beyond its record, in order. */
  const done: string[] = []
  const messages = { remove: async (): Promise<boolean> => true }
  const note = (what: string) => () => void done.push(what)
  const conversation = {
    view: { id: idOf(1) },
    inbox,
    clear: note('clear'),
    post: ({ kind }: { readonly kind: string }) => void done.push(kind),
  }
  const sessions = createSessionList(store, clock, createSessionStatuses())
  const actions = createSessionActions({
    ...{ store, sessions },
    conversations: {
      open: async () => conversation,
      peek: () => conversation,
      remove: () => messages.remove(),
    } as never,
    lives: { end: note('end'), leave: note('leave') } as never,
    purges: { add: async () => void done.push('purge') } as never,
    syncLives() {},
  })
  return { store, disk, inbox, done, messages, sessions, actions, id: idOf(1) }
}

test('a session that could not be removed stays: it is not ended, not purged, and the failure is reported', async () => {
  const { store, disk, done, actions, id } = await start()
  disk.full = true
  expect(await actions.erase(id)).toEqual(FAILED)
  expect([store.find(id)?.id, done]).toEqual([id, []])
  disk.full = false
  expect(await actions.erase(id)).toEqual(ok(undefined))
  expect([store.find(id), done]).toEqual([undefined, ['end', 'purge']])
})

test('the live session ends only after its record is gone', async () => {
  const { store, done, actions, id } = await start()
  const erasing = actions.erase(id)
  expect([store.find(id)?.id, done]).toEqual([id, []])
  await erasing
  expect(done).toEqual(['end', 'purge'])
})

test('messages left on the disk are reported, and removed when the person tries again', async () => {
  for (const remove of [async () => false, () => Promise.reject(new Error('the chunk does not load'))]) {
    const { done, messages, actions, id } = await start()
    const works = messages.remove
    messages.remove = remove
    expect(await actions.erase(id)).toEqual(FAILED)
    expect(await actions.erase(id)).toEqual(FAILED)
    messages.remove = works
    expect(await actions.erase(id)).toEqual(ok(undefined))
    expect(done).toEqual(['end', 'purge'])
  }
})

test('once a session’s end is stored, waiting messages are marked as not delivered', async () => {
  const { store, inbox, done, actions, id } = await start()
  await actions.closed(id, 'mismatch')
  expect(store.find(id)).toMatchObject({ state: { kind: 'closed', reason: 'mismatch' }, keys: null })
  expect(done).toEqual(['clear', 'ended', 'purge'])
  expect(inbox.names()).not.toContain('notice')
})

test('an unstored end is reported, still holds when the session is entered, and is stored then', async () => {
  const { store, disk, inbox, done, sessions, actions, id } = await start()
  disk.full = true
  await actions.closed(id, 'words_burned')
  expect(inbox.told).toContainEqual(['notice', 'close_not_kept'])
  expect(done).toEqual(['purge'])

  disk.full = false
  await sessions.setLeft(id, true)
  disk.full = true
  await actions.enter(id)
  expect(store.find(id)?.state).toMatchObject({ kind: 'accepted', left: true })
  expect(inbox.state()).toEqual({ kind: 'closed', reason: 'words_burned' })

  disk.full = false
  await actions.enter(id)
  expect(store.find(id)).toMatchObject({ state: { kind: 'closed', reason: 'words_burned' }, keys: null })
  expect(done).toEqual(['purge', 'ended'])
})

test('an unstored pin is reported and changes nothing', async () => {
  const { store, disk, sessions, id } = await start()
  disk.full = true
  expect(await sessions.pin(id, true)).toEqual(FAILED)
  expect(store.find(id)?.pinned).toBe(false)
})
