/** Ringing over fakes: the switch, the ticket that goes to the peer, the ring, and what ends both. */
import { expect, test } from 'bun:test'
import { signal } from '@preact/signals'
import { bytesToBase64url, concatBytes } from '../../../base/bytes.ts'
import { err, ok } from '../../../base/result.ts'
import type { JoinCode } from '../../../protocol/ids.ts'
import type { PeerMessage } from '../../../protocol/message.ts'
import { nudgeKeyId, type Rang } from '../../../protocol/nudges.ts'
import type { CreateInvite } from '../../../protocol/rest.ts'
import { createTicketHpke } from '../../crypto/tickets/seal-ticket.ts'
import { spoken } from '../../i18n/phrases/current-language.ts'
import { createLog } from '../../log/log.ts'
import { nudgeWords } from '../../nudging.ts'
import { createFakeClock } from '../../platform/clock.fake.ts'
import { createFakePage } from '../../platform/page/page.fake.ts'
import { createFakePush } from '../../platform/page/push.fake.ts'
import type { PushState } from '../../platform/page/push.ts'
import { createSeededRandom } from '../../platform/random.ts'
import { createMemoryKv } from '../../platform/storage/kv.ts'
import type { RestFailure } from '../../transport/api/rest.ts'
import type { ConnectionState, TimelineItem } from '../conversation/conversation.model.ts'
import type { OpenConversation } from '../conversation/conversation.ts'
import { noLifetime } from '../lifetime/lifetime.types.ts'
import type { SessionId } from '../sessions/session.ts'
import type { SessionRecord } from '../sessions/session-record.ts'
import { createSessionStore } from '../sessions/session-store.ts'
import { createNudges } from './nudges.ts'

const SERVER = 'https://chat.example'
const TICKET = 'T'.repeat(2_119)
const pair = await createTicketHpke().kem.generateKeyPair()
const publicKey = new Uint8Array(await createTicketHpke().kem.serializePublicKey(pair.publicKey))
const KEYS = {
  key: bytesToBase64url(concatBytes(nudgeKeyId(publicKey), publicKey)),
  vapid: 'B'.repeat(87),
  expiresInSeconds: 86_400,
}

const recordOf = (id: string): SessionRecord =>
  ({
    ...{ id, name: 'Anna', named: true, server: SERVER, createdAt: 1, lastActivityAt: 1, pinned: false },
    ...{ ephemeral: false, identity: { deviceId: `D-${id}`, seat: 's'.repeat(22) }, role: 'host' },
    ...{ lifetime: noLifetime, hideAddress: false, viaServer: false, keys: null },
    peerCan: { v: 1, kinds: ['text', 'ticket'] },
    state: { kind: 'accepted', roomId: `room-${id}`, left: false },
  }) as unknown as SessionRecord

async function open(state: PushState = 'prompt', ids: readonly string[] = ['session-1']) {
  const clock = createFakeClock(1_700_000_000_000)
  const kv = createMemoryKv()
  const log = createLog(clock)
  const store = createSessionStore(() => kv, log)
  await store.load()
  for (const id of ids) await store.put(recordOf(id))
  const push = createFakePush(state)
  const page = createFakePage(SERVER)
  const unread = { count: 0 }
  const rang: { ticket: string; now?: true | undefined }[] = []
  const invited: Omit<CreateInvite, 'client1'>[] = []
  const server = {
    keys: ok(KEYS) as Awaited<ReturnType<Parameters<typeof createNudges>[0]['rest']['nudgeKeys']>>,
    made: ok({ exp: '' }) as ReturnType<typeof ok<{ exp: string }>> | ReturnType<typeof err<RestFailure>>,
    answer: ok({ outcome: 'sent' }) as ReturnType<typeof ok<Rang>> | ReturnType<typeof err<RestFailure>>,
  }
  const nudges = createNudges({
    ...{ clock, random: createSeededRandom(1), kv: () => kv, store, log, push, page },
    server: () => SERVER,
    words: nudgeWords,
    unread: () => unread.count,
    rest: {
      nudgeKeys: async () => server.keys,
      async createInvite(_, { client1, ...body }) {
        invited.push(body)
        return server.made
      },
      async ring(_, body) {
        rang.push(body)
        return server.answer
      },
      async testRing() {
        for (const scope of await push.scopes()) queueMicrotask(() => push.nudge(scope))
        return server.answer
      },
    },
  })
  nudges.open()
  const said: PeerMessage[] = []
  const connection = signal<ConnectionState>({ kind: 'connected', path: 'direct' })
  const timeline = signal<readonly TimelineItem[]>([])
  const shown = { rang: null as number | null }
  const id = ids[0] as SessionId
  const conversation = {
    view: { id, connection, timeline },
    say: (message: PeerMessage) => void said.push(message),
    setRang(at: number | null) {
      shown.rang = at
    },
  } as unknown as OpenConversation
  const stop = nudges.follow(conversation)
  await settle()
  return {
    clock,
    kv,
    store,
    push,
    page,
    unread,
    conversation,
    nudges,
    said,
    connection,
    timeline,
    shown,
    id,
    rang,
    invited,
    server,
    stop,
    of: nudges.of(id),
  }
}
type World = Awaited<ReturnType<typeof open>>

/** Lets everything that is only a promise away happen. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 40; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve))
}
/** Waits for a fact; the test's own timeout ends the wait. */
async function until(isFact: () => boolean): Promise<void> {
  while (!isFact()) await new Promise<void>((resolve) => setImmediate(resolve))
}
const write = ({ timeline, clock }: World, state: 'waiting' | 'delivered' = 'waiting'): void => {
  const said = { text: 'hi', at: clock.now(), quote: null, reactions: {} }
  timeline.value = [
    ...timeline.value,
    { kind: 'own', id: `m-${timeline.value.length}` as never, state, ...said },
  ]
}
const goAway = ({ connection, clock }: World): void => {
  connection.value = { kind: 'away', since: clock.now(), why: 'asleep' }
}

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

test('each channel gives the same ticket again, until it has less than six days left', async () => {
  const { of, nudges, said, id, clock } = await open()
  await of.turnOn()
  nudges.opened(id)
  await until(() => said.length === 2)
  clock.jump(2 * 86_400_000)
  nudges.opened(id)
  await until(() => said.length === 3)
  const tickets = said.map((message) => (message.t === 'ticket' ? message.ticket : null))
  expect(tickets).toHaveLength(3)
  expect([tickets[0] === tickets[1], tickets[1] === tickets[2]]).toEqual([true, false])
})

test('an app that does not know tickets is given none', async () => {
  const { of, store, said, id } = await open()
  await store.change(id, (record) => ({ ...record, peerCan: { v: 1, kinds: ['text'] } }))
  await of.turnOn()
  expect(said).toEqual([])
})

test('turning it off ends the subscription and withdraws the ticket', async () => {
  const { of, push, said } = await open()
  await of.turnOn()
  expect(await of.turnOff()).toEqual(ok(undefined))
  expect([of.on.value, push.addresses().size, await push.scopes()]).toEqual([false, 0, []])
  expect(said.at(-1)).toEqual({ t: 'ticket', ticket: null, until: 0 })
})

/** Makes the first session one whose invite waits for a guest, for ten minutes. */
async function openPending(change: Partial<SessionRecord> = {}) {
  const world = await open('granted')
  const state = {
    kind: 'pending' as const,
    joinCode: '111111' as JoinCode,
    expiresAt: world.clock.now() + 600_000,
  }
  await world.store.change(world.id, (record) => ({ ...record, state, ...change }))
  return { ...world, state }
}

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
  nudges.heard(id, TICKET, clock.now() + 1_000_000_000)
  goAway(world)
  write(world)
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

test('of a hundred tickets in a minute the first and the last are believed', async () => {
  const { nudges, id, clock, of, rang } = await open()
  const tickets = Array.from({ length: 100 }, (_, at) => String(at).padStart(2_119, 'T'))
  for (const ticket of tickets) nudges.heard(id, ticket, clock.now() + 1_000_000_000)
  of.ring()
  await settle()
  clock.advance(60_000)
  of.ring()
  await settle()
  expect(rang.map(({ ticket }) => ticket)).toEqual([tickets[0] ?? '', tickets[99] ?? ''])
})

test('“Ring this phone now” rings a subscription of its own, ends it, and names the step that failed', async () => {
  const { nudges, push, server } = await open()
  await nudges.runTest()
  expect([nudges.test.value, await push.scopes()]).toEqual([{ kind: 'good' }, []])
  server.answer = ok({ outcome: 'refused' })
  await nudges.runTest()
  expect([nudges.test.value, await push.scopes()]).toEqual([{ kind: 'failed', step: 'ring' }, []])
  push.setState('denied')
  await nudges.runTest()
  expect(nudges.test.value).toEqual({ kind: 'failed', step: 'permission' })
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

test('a peer that may be an impostor is given no ticket until the person has decided', async () => {
  const { of, store, said, id, nudges } = await open()
  const secret = { encode: () => 'x' }
  const trusting = (trust: 'lost' | 'disputed' | 'unverified') =>
    store.change(id, (record) => ({
      ...record,
      keys: { own: secret, peer: { key: secret, trust, at: 1 }, resumes: [], pairing: null } as never,
    }))
  for (const trust of ['lost', 'disputed'] as const) {
    await trusting(trust)
    await of.turnOn()
    nudges.opened(id)
    await settle()
    expect(said).toEqual([])
  }
  await trusting('unverified')
  nudges.opened(id)
  await until(() => said.length === 1)
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
  const { nudges, id, clock, rang, page, server, stop, conversation } = world
  server.answer = new Promise(() => {}) as never
  nudges.heard(id, TICKET, clock.now() + 1_000_000_000)
  goAway(world)
  write(world)
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
  const { nudges, id, clock, rang, store, kv, connection } = world
  nudges.heard(id, TICKET, clock.now() + 1_000_000_000)
  goAway(world)
  write(world)
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

test('a new language of the phone makes a new ticket, and the same one stays otherwise', async () => {
  const { of, nudges, said, id } = await open()
  await of.turnOn()
  spoken.value = 'de'
  try {
    nudges.opened(id)
    await until(() => said.length === 2)
    nudges.opened(id)
    await until(() => said.length === 3)
  } finally {
    spoken.value = 'en'
  }
  const [english, german, same] = said.map((message) => (message.t === 'ticket' ? message.ticket : null))
  expect([english === german, german === same]).toEqual([false, true])
})

test('the badge of a nudge that came while the app was in front is put right when the app is left', async () => {
  const world = await open()
  const badges: number[] = []
  Object.assign(world.page, { setBadge: (count: number) => void badges.push(count) })
  world.unread.count = 3
  world.page.edge('hidden')
  expect(badges).toEqual([3])
})

test('a try that a fault ends has failed at its step, leaves nothing, and may be made again', async () => {
  const { nudges, push, server } = await open('granted')
  const fault = {
    // biome-ignore lint/suspicious/noThenProperty: a promise that was rejected early would be reported
    then: (_: unknown, rejected: (why: Error) => void) => rejected(new Error('a fault')),
  }
  server.answer = fault as never
  await nudges.runTest()
  expect([nudges.test.value, await push.scopes()]).toEqual([{ kind: 'failed', step: 'ring' }, []])
  server.answer = ok({ outcome: 'sent' })
  await nudges.runTest()
  expect(nudges.test.value).toEqual({ kind: 'good' })
})
