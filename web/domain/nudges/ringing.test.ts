/** Ringing the other phone over fakes: by itself, by a press, and when it keeps silent. */
import { expect, test } from 'bun:test'
import { err, ok } from '../../../base/result.ts'
import { goAway, open, TICKET, write, writeToTheAbsent } from '../../../tests/harness/ringing-phone.ts'
import { settle } from '../../../tests/harness/settle.ts'
import type { OpenConversation } from '../conversation/conversation.ts'

test('the offer comes when an own message has waited for ten seconds, until the person says not now', async () => {
  const world = await open()
  const { of, clock } = world
  goAway(world)
  write(world)
  expect(of.offered.value).toBe(false)
  clock.advance(10_000)
  expect(of.offered.value).toBe(true)
  of.decline()
  await settle()
  expect(of.offered.value).toBe(false)
})

test('with a ticket it rings by itself, once, shows when, and keeps it over a reload', async () => {
  const world = await open()
  const { nudges, id, clock, rang, shown, of, stop } = world
  writeToTheAbsent(world)
  clock.advance(9_999)
  expect([of.canRing.value, rang]).toEqual([true, []])
  clock.advance(1)
  await settle()
  expect(rang).toEqual([{ roomid: 'room-session-1', deviceId: 'D-session-1', ticket: TICKET }] as never)
  expect(shown.rang).toBe(clock.now())
  stop()
  const again = nudges.follow({
    view: { id, connection: world.connection, timeline: world.timeline },
    say() {},
    setRang(at: number | null) {
      shown.rang = at
    },
  } as unknown as OpenConversation)
  await settle()
  clock.advance(60_000)
  await settle()
  expect([rang.length, shown.rang]).toEqual([1, 1_700_000_010_000])
  again()
})

test('a press says truthfully what became of it', async () => {
  const answers = [
    [ok({ outcome: 'sent' }), { kind: 'rang' }],
    [ok({ outcome: 'gone' }), { kind: 'gone' }],
    [ok({ outcome: 'refused' }), { kind: 'refused' }],
    [ok({ outcome: 'later', retryAfterMs: 5_000 }), { kind: 'later', at: 1_700_000_005_000 }],
    [err({ code: 'server_unreachable' }), { kind: 'unreachable' }],
    [err({ code: 'ticket_expired' }), { kind: 'gone' }],
    [err({ code: 'not_found' }), { kind: 'refused' }],
    [err({ code: 'too_many_requests', retryAfterMs: 9_000 }), { kind: 'later', at: 1_700_000_009_000 }],
  ] as const
  for (const [answer, told] of answers) {
    const { nudges, id, clock, of, server, rang } = await open()
    server.answer = answer as typeof server.answer
    nudges.heard(id, TICKET, clock.now() + 1_000_000_000)
    of.ring()
    await settle()
    expect([rang.length, rang[0]?.now, of.answer.value, of.canRing.value]).toEqual([
      1,
      true,
      told as never,
      told.kind !== 'gone',
    ])
  }
})

test('a wait that no honest server asks for is cut to an hour, by a press and by itself', async () => {
  const endless = { outcome: 'later', retryAfterMs: 1e20 } as const
  for (const answer of [ok(endless), err({ code: 'too_many_requests', retryAfterMs: 1e20 } as const)]) {
    const world = await open()
    const { nudges, id, clock, of, server, rang } = world
    server.answer = answer
    nudges.heard(id, TICKET, clock.now() + 600_000_000)
    of.ring()
    await settle()
    expect(of.answer.value).toEqual({ kind: 'later', at: clock.now() + 3_600_000 })
    clock.advance(3_600_000)
    goAway(world)
    write(world)
    clock.advance(10_000)
    await settle()
    expect(rang).toHaveLength(2)
    clock.advance(3_600_000)
    await settle()
    expect(rang).toHaveLength(3)
  }
})

test('a page that ends before its ring is answered does not ring again for the same message', async () => {
  const world = await open()
  const { nudges, clock, rang, page, server, stop, conversation } = world
  server.answer = new Promise(() => {}) as never
  writeToTheAbsent(world)
  page.edge('hidden')
  await settle()
  expect(rang).toHaveLength(1)
  stop()
  nudges.follow(conversation)
  await settle()
  clock.advance(60_000)
  expect(rang).toHaveLength(1)
})

test('an app that locks as the page is hidden rings for what waits; one that locks while it is looked at does not', async () => {
  for (const hides of [true, false]) {
    const world = await open()
    const { nudges, id, clock, rang, page, conversation, stop } = world
    stop()
    nudges.forget()
    // App lock hears of the page first, as it does in the app.
    page.onEdge(() => nudges.forget())
    nudges.follow(conversation)
    await settle()
    nudges.heard(id, TICKET, clock.now() + 1_000_000_000)
    goAway(world)
    write(world)
    page.edge(hides ? 'hidden' : 'blur')
    await settle()
    expect(rang).toHaveLength(hides ? 1 : 0)
  }
})

test('a person who left rings nobody, and a session that is over keeps no ticket of the peer', async () => {
  const world = await open()
  const { id, clock, rang, store, kv, connection } = world
  writeToTheAbsent(world)
  await store.change(id, (record) => ({
    ...record,
    state: { kind: 'accepted', roomId: 'r' as never, left: true },
  }))
  clock.advance(60_000)
  await settle()
  expect(rang).toEqual([])
  expect(await kv.get(`chat.ticket.${id}`)).toMatchObject({ value: { ticket: TICKET } })
  connection.value = { kind: 'closed', reason: 'mismatch' }
  await settle()
  expect(await kv.get(`chat.ticket.${id}`)).toEqual(ok(undefined))
})

test('the badge of a nudge that came while the app was in front is put right when the app is left', async () => {
  const world = await open()
  const badges: number[] = []
  Object.assign(world.page, { setBadge: (count: number) => void badges.push(count) })
  world.unread.count = 3
  world.page.edge('hidden')
  expect(badges).toEqual([3])
})

test('what nudges have shown goes when the app is opened and when it comes to the front, and stays while it is hidden', async () => {
  const { nudges, push, page } = await open()
  push.nudge('/nudge/a/')
  nudges.open()
  expect(push.shown()).toEqual([])
  push.nudge('/nudge/a/')
  page.edge('hidden')
  nudges.forget()
  nudges.open()
  expect(push.shown()).toEqual(['/nudge/a/'])
  page.edge('visible')
  expect(push.shown()).toEqual([])
})
