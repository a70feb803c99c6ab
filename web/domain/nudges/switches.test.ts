/** The switch of each session over fakes: what turns ringing on and off, and what ends it. */
import { expect, test } from 'bun:test'
import { bytesToBase64url, concatBytes } from '../../../base/bytes.ts'
import { err, ok } from '../../../base/result.ts'
import { nudgeKeyId } from '../../../protocol/nudges.ts'
import { KEYS, open, openPending, until, type World } from '../../../tests/harness/ringing-phone.ts'
import { settle } from '../../../tests/harness/settle.ts'
import type { SessionId } from '../sessions/session.ts'

test('turning it on asks, subscribes under a scope of its own, and gives the peer a ticket of seven days', async () => {
  const world = await open()
  const { of, push, said, store, id, clock } = world
  expect(await of.turnOn()).toEqual(ok(undefined))
  expect([of.on.value, push.state(), push.addresses().size]).toEqual([true, 'granted', 1])
  expect(store.find(id)?.nudges?.scope).toMatch(/^\/nudge\/[\w-]{22}\/$/)
  const [message] = said
  if (message?.t !== 'ticket') throw new Error('no ticket')
  expect(message.ticket).toHaveLength(2_119)
  expect(message.until - clock.now()).toBeLessThanOrEqual(604_800_000)
  expect(message.until - clock.now()).toBeGreaterThan(6 * 86_400_000)
})

test('turning it off ends the subscription and withdraws the ticket', async () => {
  const { of, push, said } = await open()
  await of.turnOn()
  expect(await of.turnOff()).toEqual(ok(undefined))
  expect([of.on.value, push.addresses().size, await push.scopes()]).toEqual([false, 0, []])
  expect(said.at(-1)).toEqual({ t: 'ticket', ticket: null, until: 0 })
})

test('each reason why it cannot be turned on is one of its own, and nothing is left behind', async () => {
  for (const [state, reason] of [
    ['absent', 'absent'],
    ['not_installed', 'not_installed'],
    ['denied', 'denied'],
  ] as const) {
    const { of, push } = await open(state)
    expect(await of.turnOn()).toEqual(err(reason))
    expect([of.on.value, await push.scopes()]).toEqual([false, []])
  }
  const dismissed = await open()
  dismissed.push.will('prompt')
  expect(await dismissed.of.turnOn()).toEqual(err('not_answered'))
  const silent = await open('granted')
  silent.push.fallSilent()
  expect(await silent.of.turnOn()).toEqual(err('push_failed'))
  for (const [code, reason] of [
    ['unavailable', 'server_does_not_ring'],
    ['bad_answer', 'server_does_not_ring'],
    ['server_unreachable', 'server_unreachable'],
  ] as const) {
    const { of, server } = await open()
    server.keys = err({ code })
    expect(await of.turnOn()).toEqual(err(reason))
  }
})

test('the 33rd session is told that 32 ring already', async () => {
  const ids = Array.from({ length: 33 }, (_, at) => `session-${at}`)
  const { nudges, push } = await open('granted', ids)
  for (const id of ids.slice(0, 32)) expect(await nudges.of(id as SessionId).turnOn()).toEqual(ok(undefined))
  expect(new Set([...push.addresses().values()].map(({ endpoint }) => endpoint)).size).toBe(32)
  expect(await nudges.of('session-32' as SessionId).turnOn()).toEqual(err('too_many'))
})

test('what the browser lost is found when the vault opens, and mended by one tap', async () => {
  const { of, push, nudges, store, id } = await open()
  await of.turnOn()
  push.lose(store.find(id)?.nudges?.scope ?? '')
  nudges.forget()
  nudges.open()
  await settle()
  expect(nudges.ringing.value.map(({ lost }) => lost)).toEqual([true])
  expect(await nudges.repair()).toEqual(ok(undefined))
  expect([nudges.ringing.value.map(({ lost }) => lost), push.addresses().size]).toEqual([[false], 1])
})

test('where it is still allowed, the next channel mends what the browser lost, and the peer gets a new ticket', async () => {
  const { of, push, nudges, store, id, said } = await open()
  await of.turnOn()
  push.lose(store.find(id)?.nudges?.scope ?? '')
  nudges.opened(id)
  await until(() => said.length === 2)
  expect([push.addresses().size, nudges.ringing.value.map(({ lost }) => lost)]).toEqual([1, [false]])
  expect(said[1]).not.toEqual(said[0])
})

test('leaving, closing and erasing a session end its scope; a lock does not', async () => {
  const ids = ['session-1', 'session-2', 'session-3', 'session-4']
  const { nudges, push, store } = await open('granted', ids)
  const [one, two, three, four] = ids as SessionId[]
  for (const id of ids) await nudges.of(id as SessionId).turnOn()
  if (!one || !two || !three || !four) throw new Error('ids')
  await store.change(one, (record) => ({
    ...record,
    state: { kind: 'accepted', roomId: 'r' as never, left: true },
  }))
  await store.change(two, (record) => ({ ...record, state: { kind: 'closed', reason: 'room_deleted' } }))
  await store.remove(three)
  await settle()
  expect(await push.scopes()).toEqual([store.find(four)?.nudges?.scope ?? ''])
  expect(store.find(one)?.nudges).toBeUndefined()
  nudges.forget()
  store.forget()
  await settle()
  expect(await push.scopes()).toHaveLength(1)
})

test('what was turned off, or erased, while the server was asked for its keys is not subscribed anew', async () => {
  for (const ends of [
    ({ of }: World) => of.turnOff(),
    ({ store, id }: World) => store.remove(id),
    async ({ nudges, store }: World) => {
      nudges.forget()
      store.forget()
    },
  ]) {
    const world = await open('granted')
    const { of, nudges, push, server, store, id, clock } = world
    await of.turnOn()
    push.lose(store.find(id)?.nudges?.scope ?? '')
    clock.advance(86_400_000)
    const asked = Promise.withResolvers<typeof server.keys>()
    server.keys = asked.promise as never
    nudges.opened(id)
    await ends(world)
    for (const scope of await push.scopes()) await push.end(scope)
    asked.resolve(ok(KEYS))
    await settle()
    expect([await push.scopes(), push.addresses().size]).toEqual([[], 0])
  }
})

test('a lock while a left session is being taken off ends no scope of the others', async () => {
  const ids = ['session-1', 'session-2']
  const { nudges, push, store, kv, id } = await open('granted', ids)
  for (const each of ids) await nudges.of(each as SessionId).turnOn()
  const { set } = kv
  const disk = Promise.withResolvers<void>()
  let writes = 0
  const slow: typeof set = async (key, value) => {
    writes += 1
    if (writes === 2) await disk.promise
    return set(key, value)
  }
  Object.assign(kv, { set: slow })
  await store.change(id, (record) => ({
    ...record,
    state: { kind: 'accepted', roomId: 'r' as never, left: true },
  }))
  await until(() => writes === 2)
  nudges.forget()
  store.forget()
  disk.resolve()
  await settle()
  expect(await push.scopes()).toHaveLength(2)
})

test('where the browser gives all sessions one address, a page that begins anew ends it with the last of them', async () => {
  const ids = ['session-1', 'session-2', 'session-3']
  const { nudges, push, store } = await open('granted', ids)
  const [one, two, three] = ids as SessionId[]
  if (!one || !two || !three) throw new Error('ids')
  push.share()
  for (const id of ids) await nudges.of(id as SessionId).turnOn()
  expect(nudges.shared.value).toBe(true)
  nudges.forget()
  await store.remove(one)
  nudges.open()
  await settle()
  expect(nudges.ringing.value.map(({ lost }) => lost)).toEqual([false, false])
  await nudges.of(two).turnOff()
  expect(push.addresses().size).toBeGreaterThan(0)
  await nudges.of(three).turnOff()
  expect(push.addresses().size).toBe(0)
})

test('a phone that can make no ticket is not on, and says why', async () => {
  // No secret can be agreed on with a key of zeros, as with none in a browser without X25519.
  const zeros = new Uint8Array(32)
  const key = bytesToBase64url(concatBytes(nudgeKeyId(zeros), zeros))
  for (const world of [await open(), await openPending()]) {
    world.server.keys = ok({ ...KEYS, key })
    expect(await world.of.turnOn()).toEqual(err('absent'))
    await settle()
    expect([world.of.on.value, await world.push.scopes(), world.said]).toEqual([false, [], []])
  }
  const away = await openPending()
  away.server.made = err({ code: 'server_unreachable' })
  await away.of.turnOn()
  await settle()
  expect([away.of.on.value, await away.push.scopes()]).toEqual([false, []])
})
