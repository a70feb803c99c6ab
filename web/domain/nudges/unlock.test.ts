/** Ringing after a lock that found no open conversation, only an invite that waits. */
import { expect, test } from 'bun:test'
import type { JoinCode } from '../../../protocol/ids.ts'
import { open, until } from '../../../tests/harness/ringing-phone.ts'

test('after a lock a new code of a waiting invite gets its ticket, and an erased invite ends its scope', async () => {
  const { of, nudges, store, push, id, clock, invited } = await open('granted')
  const pending = (joinCode: string) => ({
    kind: 'pending' as const,
    joinCode: joinCode as JoinCode,
    expiresAt: clock.now() + 600_000,
  })
  await store.change(id, (record) => ({ ...record, state: pending('111111') }))
  await of.turnOn()
  nudges.forget()
  store.forget()
  await store.load()
  await until(() => invited.length === 2)
  await store.change(id, (record) => ({ ...record, state: pending('222222') }))
  await until(() => invited.length === 3)
  expect(invited.map(({ joinid }) => joinid) as string[]).toEqual(['111111', '111111', '222222'])
  await store.remove(id)
  await until(() => push.addresses().size === 0)
  expect(await push.scopes()).toEqual([])
})

test('a session that was left while nothing watched is turned off by the unlock itself', async () => {
  const { of, nudges, store, push, id } = await open('granted')
  await of.turnOn()
  nudges.forget()
  await store.change(id, (record) =>
    record.state.kind === 'accepted' ? { ...record, state: { ...record.state, left: true } } : record,
  )
  store.forget()
  await store.load()
  await until(() => push.addresses().size === 0)
  expect([store.find(id)?.nudges, await push.scopes()]).toEqual([undefined, []])
})
