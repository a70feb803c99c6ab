/** Random schedules of a whole world: whatever is killed, frozen, cut off or restarted, every message arrives once and in order, and no mark is wrong. */
import { expect, test } from 'bun:test'
import type { MessageId } from '../../protocol/ids.ts'
import type { Conversation, MessageState } from '../../web/domain/conversation/conversation.model.ts'
import { locationText } from '../../web/domain/location/location-text.ts'
import type { SessionId } from '../../web/domain/sessions/session.ts'
import { createWorld, type Phone, settle, type World } from './world.ts'

/** Ends after this many schedules or this many milliseconds; a full run sets more. */
const SCHEDULES = Number(process.env.WORLD_SCHEDULES ?? 10_000)
const WITHIN_MS = Number(process.env.WORLD_MS ?? 12_000)
/** Schedules that run in one world before the next begins; a seed names the world. */
const SCHEDULES_A_WORLD = 12
const ACTIONS = 8
/** Numbers of phones, two to eight; mostly small, since those worlds are fast and most faults show between two. */
const PHONES = [2, 3, 4, 2, 6, 3, 2, 8, 2, 5, 3, 7] as const
const QUIET_WITHIN_MS = 120_000
const SECOND_MS = 1_000

/** Errors of a phone's wall clock, milliseconds; less than the shortest lifetime of messages used here. */
const CLOCKS_OFF_MS = [0, 60_000, -60_000, 7_200_000, -7_200_000, 172_800_000, -172_800_000] as const

/** Errors of the server's clock, milliseconds: values that once refused every call, closed every socket or deleted every room. */
const SERVER_CLOCKS_OFF_MS = [0, -120_000, 60_000, 3_456_000_000, -3_456_000_000] as const

const RANK: Readonly<Record<MessageState, number>> = { waiting: 0, sent: 1, failed: 1, delivered: 2, read: 3 }

/** One end of a session, and all messages ever sent from it. */
interface End {
  readonly phone: Phone
  readonly session: SessionId
  other: End | null
  /** Both agreed on a message lifetime. */
  kept: boolean
  readonly said: string[]
  /** What own messages that were changed said at first, and each text that they were given, by the message's id. */
  readonly first: Map<string, string>
  readonly given: Map<string, Set<string>>
  /** Own texts that were unsent, and texts removed from this phone only. */
  readonly unsent: Set<string>
  readonly removed: Set<string>
  readonly marks: Map<string, MessageState>
}

/** Entered conversations by app instance; a restarted app begins with none. */
const entered = new WeakMap<Phone['app'], Map<SessionId, Conversation>>()
const find = ({ phone, session }: End): Conversation | undefined => entered.get(phone.app)?.get(session)
const talkOf = (end: End): Conversation => {
  const conversation = find(end)
  if (!conversation) throw new Error('the session was not entered')
  return conversation
}
/** Opens every chat for every person; skips apps that are still starting. */
async function enterAll(ends: readonly End[]): Promise<void> {
  for (const end of ends) {
    const { app } = end.phone
    if (find(end) || !app.ready.value || end.phone.frozenAt !== null) continue
    const conversation = await app.conversations.enter(end.session)
    if (!conversation) continue
    const known = entered.get(app) ?? new Map()
    entered.set(app, known.set(end.session, conversation))
  }
}
/** What the message said at first, as its author counts it. */
const firstText = (author: End, id: MessageId, text: string): string => author.first.get(id) ?? text
const shown = (end: End, kind: 'own' | 'theirs'): string[] => {
  const author = kind === 'own' ? end : (end.other ?? end)
  return talkOf(end).timeline.value.flatMap((item) =>
    item.kind === kind ? [firstText(author, item.id, item.text)] : [],
  )
}

async function pair(world: World, host: Phone, guest: Phone): Promise<readonly [End, End]> {
  const making = host.app.invites.create({
    name: '',
    ephemeral: false,
    expiresInSeconds: 300,
    withWords: false,
    lifetimeSeconds: 0,
  })
  await world.advance(SECOND_MS)
  const made = await making
  if (!made.ok) throw new Error(made.error.code)
  const code = host.app.invites.view(made.value)?.value?.code ?? ''
  const joining = guest.app.invites.join({ code, secret: null, secretLost: false, words: null })
  await world.advance(SECOND_MS)
  const joined = await joining
  if (!joined.ok) throw new Error(joined.error.code)
  const ends = [
    { phone: host, session: made.value },
    { phone: guest, session: joined.value },
  ].map(
    (end): End => ({
      ...end,
      other: null,
      kept: false,
      said: [],
      first: new Map(),
      given: new Map(),
      unsent: new Set(),
      removed: new Set(),
      marks: new Map(),
    }),
  ) as [End, End]
  ends[0].other = ends[1]
  ends[1].other = ends[0]
  await world.advance(3 * SECOND_MS)
  await enterAll(ends)
  for (const end of ends) expect(talkOf(end).connection.value.kind).toBe('connected')
  return ends
}

/** Checks that no mark goes back but Sent to Waiting, when the link that was to carry the message is lost; Delivered and Read stay. */
function look(ends: readonly End[]): void {
  for (const end of ends) {
    if (!find(end) || !end.other?.phone.app.ready.value) continue
    for (const item of talkOf(end).timeline.value) {
      if (item.kind !== 'own') continue
      const before = end.marks.get(item.text)
      const isLinkLost = before === 'sent' && item.state === 'waiting'
      if (before && !isLinkLost && RANK[item.state] < RANK[before])
        throw new Error(`the mark of "${item.text}" went from ${before} to ${item.state}`)
      end.marks.set(item.text, item.state)
    }
  }
}

/** Messages with an act in progress. */
const acting = new Set<string>()

/** Changes the last own message, where that is allowed; a change that could not be stored happened not. */
async function changeLast({ dice }: World, end: End, note: (what: string) => void): Promise<void> {
  if (end.phone.frozenAt !== null || !find(end)) return
  const talk = talkOf(end)
  const id = talk.editable()
  const item = talk.timeline.value.find((one) => one.id === id)
  if (!id || item?.kind !== 'own' || acting.has(id)) return
  const first = firstText(end, id, item.text)
  const given = end.given.get(id) ?? new Set()
  const text = `${first} v${given.size + 1}`
  note(`${end.phone.name} changes ${item.text} to ${text}`)
  end.first.set(id, first)
  end.given.set(id, given.add(text))
  talk.edit(id)
  talk.setDraft(text)
  void talk.sendDraft().then(() => talk.edit(null))
  if (dice(4) > 0) await settle()
}

/** Reacts to, unsends or removes a shown message; an act shown as done must stay done. */
async function actOnMessage(world: World, end: End, note: (what: string) => void): Promise<void> {
  if (end.phone.frozenAt !== null || !find(end)) return
  const { dice } = world
  const talk = talkOf(end)
  const said = talk.timeline.value.flatMap((item) =>
    item.kind === 'own' || item.kind === 'theirs' ? [item] : [],
  )
  const item = said.length > 0 ? said[dice(said.length)] : undefined
  // Of two concurrent acts on one message the first wins, and only the ledger's own test can tell which that was.
  if (!item || acting.has(item.id)) return
  const { id } = item
  const text = firstText(item.kind === 'own' ? end : (end.other ?? end), id, item.text)
  const what = { by: item.kind === 'own' ? ('me' as const) : ('you' as const), id }
  const gone = (): boolean =>
    talk.timeline.value.every((one) => one.id !== id || one.kind === 'unsent' || one.kind === 'notice')
  const kind = dice(4)
  if (kind < 2) {
    note(`${end.phone.name} reacts to ${text}`)
    void talk.react(what, [null, 'heart' as const, 'sad' as const][dice(3)] ?? null)
  } else if (kind === 2 && item.kind === 'own') {
    note(`${end.phone.name} unsends ${text}`)
    acting.add(id)
    void talk.unsend(id).then((done) => acting.delete(id) && done.ok && end.unsent.add(text))
  } else {
    note(`${end.phone.name} removes ${text}`)
    acting.add(id)
    void talk.remove(what).then((done) => acting.delete(id) && done.ok && gone() && end.removed.add(text))
  }
  if (dice(4) > 0) await settle()
}

async function act(world: World, ends: readonly End[], note: (what: string) => void): Promise<void> {
  const { dice, phones } = world
  const phone = phones[dice(phones.length)] as Phone
  const end = ends[dice(ends.length)] as End
  const what = dice(19)
  switch (what) {
    case 17:
    case 18:
      return changeLast(world, end, note)
    case 14:
    case 15:
      return actOnMessage(world, end, note)
    case 0:
    case 1:
    case 2:
    case 3: {
      if (end.phone.frozenAt !== null || !find(end)) return
      const location = { lat: dice(9_000_000), lon: dice(18_000_000), within: 10 }
      const text =
        what === 3
          ? locationText(location)
          : `${end.phone.name} ${end.said.length} ${end.session.slice(0, 4)}`
      note(`type ${text}`)
      const sending = what === 3 ? talkOf(end).sendLocation(location) : talkOf(end).send(text)
      if (dice(4) > 0) await settle()
      // Only shown messages count; a kill may lose a message before it is shown.
      void sending.then((sent) => sent.ok && end.said.push(text))
      await settle()
      return
    }
    case 4:
      note(`kill ${phone.name}`)
      return world.kill(phone, dice(2) === 0)
    case 5:
      note(`freeze ${phone.name}`)
      return world.freeze(phone)
    case 6:
      note(`thaw ${phone.name}`)
      return world.thaw(phone)
    case 7:
      note(`offline ${phone.name}`)
      return world.setOffline(phone, true)
    case 8:
      note(`online ${phone.name}`)
      return world.setOffline(phone, false)
    case 9:
      note('server goes')
      world.restartServer()
      if (dice(2) === 0) world.serverUp()
      return
    case 10:
      note('server comes')
      return world.serverUp()
    case 11: {
      const off = CLOCKS_OFF_MS[dice(CLOCKS_OFF_MS.length)] as number
      note(`the clock of ${phone.name} is off by ${off}`)
      return world.setClock(phone, off)
    }
    case 13: {
      const off = SERVER_CLOCKS_OFF_MS[dice(SERVER_CLOCKS_OFF_MS.length)] as number
      note(`the clock of the server is off by ${off}`)
      return world.setServerClock(off)
    }
    default: {
      const ms = [100, 400, 2_000, 20_000][dice(4)] as number
      note(`wait ${ms}`)
      return world.advance(ms)
    }
  }
}

async function heal(world: World, ends: readonly End[]): Promise<void> {
  world.serverUp()
  for (const phone of world.phones) {
    world.thaw(phone)
    world.setOffline(phone, false)
    // The person opens the phone again.
    phone.page.edge('online')
  }
  const done = (): boolean =>
    ends.every(
      (end) =>
        find(end)?.connection.value.kind === 'connected' &&
        talkOf(end).timeline.value.every((item) =>
          item.kind === 'unsent' ? !item.asked : item.kind !== 'own' || item.state === 'delivered',
        ),
    )
  for (let waited = 0; waited < QUIET_WITHIN_MS; waited += 500) {
    await world.advance(500)
    await enterAll(ends)
    look(ends)
    if (done()) break
  }
  await world.advance(SECOND_MS)
}

/** Checks that a message that both still have says the same on both screens, with the same reactions, and never said what its author did not. */
function checkSameWords(end: End, other: End): void {
  const there = talkOf(other).timeline.value
  for (const item of talkOf(end).timeline.value) {
    if (item.kind !== 'own') continue
    const same = there.find((one) => one.kind === 'theirs' && one.id === item.id)
    if (same?.kind !== 'theirs') continue
    const { me, you } = item.reactions
    const said = new Set([end.first.get(item.id) ?? item.text, ...(end.given.get(item.id) ?? [])])
    for (const text of [item.text, ...(item.earlier ?? []), ...(same.earlier ?? [])])
      expect(said).toContain(text)
    expect([same.text, same.reactions.you, same.reactions.me]).toEqual([item.text, me, you])
  }
}

function check(world: World, ends: readonly End[]): void {
  for (const end of ends) {
    const other = end.other as End
    expect(talkOf(end).connection.value).toMatchObject({ kind: 'connected' })
    const own = talkOf(end).timeline.value.filter((item) => item.kind === 'own')
    for (const item of own) expect(item).toMatchObject({ state: 'delivered' })
    for (const item of talkOf(end).timeline.value) if (item.kind === 'unsent') expect(item.asked).toBe(false)
    // Unsent texts are on neither phone; removed ones only on the other.
    const left = end.said.filter((text) => !end.unsent.has(text))
    const mine = left.filter((text) => !end.removed.has(text))
    const theirs = left.filter((text) => !other.removed.has(text))
    // A session begins in memory only: a reload drops delivered messages, so compare the newest ones.
    const here = shown(end, 'own')
    const there = shown(other, 'theirs')
    if (end.kept) expect([here.length, there.length]).toEqual([mine.length, theirs.length])
    expect(mine.slice(mine.length - here.length)).toEqual(here)
    expect(new Set(there).size).toBe(there.length)
    expect(theirs.slice(theirs.length - there.length)).toEqual(there)
    checkSameWords(end, other)
  }
  const { packets, ends: peers, sockets } = world.size()
  expect(packets).toBeLessThan(100)
  expect(peers).toBeLessThanOrEqual(ends.length * 3)
  expect(sockets).toBeLessThanOrEqual(ends.length * 2)
}

/** Makes both agree on a lifetime, so that a reload drops nothing and all messages can be compared. */
async function keep(world: World, [one, other]: readonly [End, End]): Promise<void> {
  void talkOf(one).proposeLifetime(2_592_000)
  await world.advance(SECOND_MS)
  void talkOf(other).answerLifetime(true)
  await world.advance(SECOND_MS)
  for (const end of [one, other]) {
    expect(talkOf(end).lifetime.value.seconds).toBe(2_592_000)
    end.kept = true
  }
}

/** The newest lines of a phone's own log. */
async function logOf(phone: Phone): Promise<string> {
  const { log } = await phone.app.diagnostics.open()
  const lines = log.value.slice(0, 30).map(({ at, text }) => `${at % 10_000_000} ${text}`)
  return [`== ${phone.name}`, ...lines.reverse()].join('\n')
}

async function runWorld(seed: number, until: number): Promise<number> {
  const world = await createWorld(seed, PHONES[seed % PHONES.length] ?? 2)
  const notes: string[] = []
  let schedules = 0
  try {
    await world.advance(SECOND_MS)
    const ends: End[] = []
    for (let at = 1; at < world.phones.length; at += 1) {
      const made = await pair(world, world.phones[at - 1] as Phone, world.phones[at] as Phone)
      if (seed % 2 === 0) await keep(world, made)
      ends.push(...made)
    }
    while (schedules < SCHEDULES_A_WORLD && Date.now() < until) {
      notes.push(`-- schedule ${schedules}`)
      for (let step = 0; step < ACTIONS; step += 1) {
        await enterAll(ends)
        await act(world, ends, (what) => notes.push(what))
        look(ends)
      }
      await heal(world, ends)
      check(world, ends)
      schedules += 1
    }
    return schedules
  } catch (fault) {
    const logs = await Promise.all(world.phones.map(logOf))
    throw new Error(`WORLD_SEED=${seed} ${String(fault)}\n${[...notes.slice(-40), ...logs].join('\n')}`)
  } finally {
    world.stop()
  }
}

test(
  'apps, a server, sleep, kills and a failing network end with every message delivered exactly once',
  async () => {
    const only = process.env.WORLD_SEED
    const until = Date.now() + (only ? 600_000 : WITHIN_MS)
    let schedules = 0
    const first = only ? Number(only) : Date.now() % 1_000_000
    for (
      let seed = first;
      Date.now() < until && schedules < SCHEDULES && (!only || seed === first);
      seed += 1
    )
      schedules += await runWorld(seed, until)
    console.log(`${schedules} schedules`)
    expect(schedules).toBeGreaterThan(0)
  },
  { timeout: 900_000 },
)

const made = (name: string): object => ({
  type: 'webrtc_offer',
  attempt: 'made-up',
  sdp: `v=0\r\na=fingerprint:sha-256 ${Array.from({ length: 32 }, () => 'AB').join(':')}\r\na=ice-ufrag:${name}\r\n`,
})

test('a lying server’s messages about an open link neither end it nor make the phone join its room again', async () => {
  const world = await createWorld(7, 2)
  await world.advance(SECOND_MS)
  const [anna, ben] = world.phones as [Phone, Phone]
  const [end, other] = await pair(world, anna, ben)
  const before = world.asked(anna)
  for (const lie of [
    made('nobody'),
    { type: 'webrtc_answer', attempt: 'made-up', sdp: 'v=0' },
    { type: 'ice_candidate', attempt: 'made-up', candidate: { candidate: 'x' } },
    { type: 'peer_left' },
    { type: 'error', error: 'made up', code: 'not_a_member' },
    { type: 'room_deleted' },
  ]) {
    world.lie(anna, lie)
    await world.advance(60 * SECOND_MS)
    expect(talkOf(end).connection.value.kind).toBe('connected')
  }
  // A room called unknown is joined again once a minute, and causes no other request.
  expect(world.asked(anna) - before).toBeLessThanOrEqual(3)
  const sending = talkOf(end).send('still here')
  await world.advance(SECOND_MS)
  expect((await sending).ok).toBe(true)
  expect(shown(other, 'theirs')).toEqual(['still here'])
  world.stop()
})

test('a session deleted by the peer ends by the peer’s sealed message, never by the server’s word', async () => {
  const world = await createWorld(8, 3)
  await world.advance(SECOND_MS)
  const [anna, ben, carl] = world.phones as [Phone, Phone, Phone]
  const [, connected] = await pair(world, anna, ben)
  const [gone, alone] = await pair(world, anna, carl)
  // Carl is offline while Anna deletes both.
  world.setOffline(carl, true)
  await world.advance(60 * SECOND_MS)
  for (const id of [...anna.app.sessions.rows.value].map((row) => row.id)) await anna.app.sessions.erase(id)
  world.setOffline(carl, false)
  await world.advance(20 * SECOND_MS)
  expect(talkOf(connected).connection.value).toEqual({ kind: 'closed', reason: 'room_deleted' })
  expect(gone.session).not.toBe(alone.session)
  expect(talkOf(alone).connection.value).toEqual({ kind: 'offline', why: 'room_unknown' })
  world.stop()
})

test('a peer’s report that the pictures differ closes nothing here: own messages wait for this person’s decision', async () => {
  const world = await createWorld(9, 2)
  await world.advance(SECOND_MS)
  const [anna, ben] = world.phones as [Phone, Phone]
  const [here, there] = await pair(world, anna, ben)
  const [mine, theirs] = [talkOf(here), talkOf(there)]
  for (const one of [mine, theirs]) one.beginCheck()
  await world.advance(SECOND_MS)
  expect([mine.check.value.kind, theirs.check.value.kind]).toEqual(['compare', 'compare'])
  theirs.sayMismatch()
  await world.advance(SECOND_MS)
  expect(theirs.connection.value).toEqual({ kind: 'closed', reason: 'mismatch' })
  expect(mine.security.value?.trust).toBe('disputed')
  expect(mine.connection.value.kind).not.toBe('closed')
  expect((await mine.send('for Ben alone')).ok).toBe(true)
  await world.advance(SECOND_MS)
  expect(mine.timeline.value.at(-1)).toMatchObject({ kind: 'own', state: 'waiting' })
  await mine.sendAnyway()
  expect(mine.security.value?.trust).toBe('unverified')
  world.stop()
})
