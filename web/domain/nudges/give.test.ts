/** A ticket with a waiting invite, over fakes: given, taken back, and given again. */
import { expect, test } from 'bun:test'
import { err, ok } from '../../../base/result.ts'
import type { JoinCode } from '../../../protocol/ids.ts'
import { openPending, until } from '../../../tests/harness/ringing-phone.ts'
import { settle } from '../../../tests/harness/settle.ts'

test('the host of an invite that waits turns it on: the server gets a ticket with it, a new code gets one too, and turning it off takes it back', async () => {
  const { of, store, id, invited, said, state } = await openPending()
  expect(await of.turnOn()).toEqual(ok(undefined))
  expect(invited).toEqual([{ joinid: state.joinCode, expiresInSeconds: 600, ticket: expect.any(String) }])
  expect(invited[0]?.ticket).toHaveLength(2_119)
  const joinCode = '222222' as JoinCode
  await store.change(id, (record) => ({ ...record, state: { ...state, joinCode } }))
  await until(() => invited.length === 2)
  expect(invited[1]).toMatchObject({ joinid: joinCode, ticket: expect.any(String) })
  await of.turnOff()
  await until(() => invited.length === 3)
  expect([invited[2]?.ticket, said]).toEqual([null, [{ t: 'ticket', ticket: null, until: 0 }]])
})

test('a page that comes back gives a waiting invite its ticket once more; one that ends within seconds is not made anew', async () => {
  const { of, nudges, clock, invited } = await openPending()
  await of.turnOn()
  nudges.forget()
  nudges.open()
  await until(() => invited.length === 2)
  clock.advance(590_000)
  await of.turnOff()
  expect(await of.turnOn()).toEqual(ok(undefined))
  await settle()
  expect(invited).toHaveLength(2)
})

test('an invite that was accepted meanwhile is no failure, a server that cannot be reached is said', async () => {
  const accepted = await openPending()
  accepted.server.made = err({ code: 'conflict' })
  expect(await accepted.of.turnOn()).toEqual(ok(undefined))
  const away = await openPending()
  away.server.made = err({ code: 'server_unreachable' })
  expect(await away.of.turnOn()).toEqual(err('server_unreachable'))
})
