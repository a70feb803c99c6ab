/** A browser that does not say what it has: its silence is not taken for a phone that stopped ringing. */
import { expect, test } from 'bun:test'
import type { JoinCode } from '../../../protocol/ids.ts'
import { open, until } from '../../../tests/harness/ringing-phone.ts'
import { settle } from '../../../tests/harness/settle.ts'

test('a browser that is too busy to answer has lost nothing: neither at the start, nor at the next channel; one that has nothing has', async () => {
  const { of, nudges, push, store, id } = await open('granted')
  const lost = () => nudges.ringing.value.map((session) => session.lost)
  await of.turnOn()
  push.answers(false)
  nudges.forget()
  nudges.open()
  await settle()
  expect(lost()).toEqual([false])
  nudges.opened(id)
  await settle()
  expect(lost()).toEqual([false])
  push.answers(true)
  push.lose(store.find(id)?.nudges?.scope ?? '')
  nudges.forget()
  nudges.open()
  await settle()
  expect(lost()).toEqual([true])
})

test('a silence tells nothing of a subscription that is lost already', async () => {
  const { of, nudges, push, store, id } = await open('granted')
  await of.turnOn()
  push.lose(store.find(id)?.nudges?.scope ?? '')
  nudges.open()
  await settle()
  push.answers(false)
  nudges.open()
  await settle()
  expect(nudges.ringing.value.map(({ lost }) => lost)).toEqual([true])
})

test('an invite whose ticket could not be made of that gets it at the next look', async () => {
  const { of, nudges, push, store, id, clock, invited } = await open('granted')
  const state = {
    kind: 'pending' as const,
    joinCode: '111111' as JoinCode,
    expiresAt: clock.now() + 600_000,
  }
  await store.change(id, (record) => ({ ...record, state }))
  push.answers(false)
  await of.turnOn()
  await settle()
  expect(invited).toEqual([])
  push.answers(true)
  nudges.open()
  await until(() => invited.length === 1)
})
