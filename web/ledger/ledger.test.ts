/** Two ledgers with connections that drop, phones that are killed and storage that fails: messages are never lost, duplicated or reordered, and no mark is wrong. */
import { expect, test } from 'bun:test'
import type { MessageId } from '../../protocol/ids.ts'
import { REACTIONS } from '../../protocol/limits.ts'
import type { PeerMessage, Reference, StreamId } from '../../protocol/message.ts'
import { createTimelineView } from '../domain/conversation/timeline.ts'
import { locationText } from '../domain/location/location-text.ts'
import type { NumberedMessage } from './content.ts'
import { emptyLedger } from './ledger.machine.ts'
import { createLedger, type Ledger } from './ledger.ts'
import type { LedgerItem, LedgerState, LedgerTools } from './ledger.types.ts'
import { OUTBOX_MESSAGES_MAX } from './outbox.ts'

const DAY_MS = 86_400_000
const SCHEDULES = Number(process.env.LEDGER_SCHEDULES ?? 10_000)
const ACTIONS = 60

/** A random number below `below`, from a seed (mulberry32). */
function createDice(seed: number): (below: number) => number {
  let at = seed >>> 0
  return (below) => {
    at = (at + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(at ^ (at >>> 15), at | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}
let streams = 0
/** Fast hashes for tests; the chain's own tests use the real ones. */
const tools: LedgerTools = {
  startChain: async (stream) => `start-${stream}`,
  nextChain: async (last, number, ...parts) => String(Bun.hash([last, number, ...parts].join('|'))),
  newStream() {
    streams += 1
    return `stream-${streams}` as StreamId
  },
}

interface Phone {
  ledger: Ledger
  /** Counts starts of the device, to ignore work of earlier ones. */
  life: number
  disk: LedgerState
  /** The mark of every text that was ever stored here, by its message's id and the text. */
  readonly marks: Map<string, string>
  failing: boolean
  typed: MessageId[]
  /** Own messages unsent here, and messages removed from this device only. */
  readonly unsent: Set<MessageId>
  readonly removed: Set<MessageId>
  ignored: number
  stuck: number
}
const SAID = { text: true, location: true, react: true, unsend: true, edit: true }
const RANK: Readonly<Record<string, number>> = { waiting: 0, sent: 1, failed: 1, delivered: 2, read: 3 }

async function createWorld(seed: number) {
  const dice = createDice(seed)
  const lines: PeerMessage[][] = [[], []]
  let connected = false
  let serial = 0
  let now = 0
  const phones: Phone[] = []

  const start = async (at: number, disk: LedgerState): Promise<Ledger> => {
    const view = createTimelineView()
    const phone = phones[at] as Phone
    phone.life += 1
    const { life } = phone
    const alive = (): boolean => phone.life === life
    return createLedger(
      {
        tools,
        async write(next) {
          // A device killed meanwhile writes nothing more.
          if (!alive() || phone.failing) return false
          phone.disk = next
          return true
        },
        say(message, done) {
          if (!connected || !alive()) return
          lines[1 - at]?.push(message)
          done?.()
        },
        show(state) {
          if (!alive()) return
          for (const item of view(state, true)) {
            if (item.kind !== 'own') continue
            const name = `${item.id} ${item.text}`
            const before = phone.marks.get(name)
            if (before && (RANK[item.state] ?? 0) < (RANK[before] ?? 0))
              throw new Error(`the mark of ${item.id} went from ${before} to ${item.state}`)
            phone.marks.set(name, item.state)
            // It may have been removed there since.
            const there = phones[1 - at]?.disk.seen ?? []
            if (item.state === 'delivered' && before !== 'delivered' && !there.includes(item.id))
              throw new Error(`${item.id} is called delivered and is not over there`)
          }
        },
        arrived() {},
        activity() {},
        ignored() {
          phone.ignored += 1
        },
        unkept() {},
        stuck() {
          phone.stuck += 1
        },
        failed(fault) {
          throw fault
        },
      },
      disk,
    )
  }
  for (const at of [0, 1]) {
    const disk = await emptyLedger(tools)
    const phone: Phone = {
      disk,
      marks: new Map(),
      failing: false,
      typed: [],
      unsent: new Set(),
      removed: new Set(),
      ignored: 0,
      stuck: 0,
      life: 0,
      ledger: undefined as never,
    }
    phones.push(phone)
    phone.ledger = await start(at, disk)
  }
  const phoneAt = (at: number): Phone => phones[at] as Phone
  const settle = () => new Promise((resolve) => setImmediate(resolve))
  const connect = (): void => {
    if (connected) return
    connected = true
    for (const { ledger } of phones) ledger.opened(false)
  }
  const cut = (): void => {
    connected = false
    for (const line of lines) line.length = 0
    for (const { ledger } of phones) ledger.lost()
  }
  const hear = (at: number, message: PeerMessage): void => {
    const { ledger } = phoneAt(at)
    if (message.t in SAID)
      void ledger.post({
        kind: 'said',
        said: message as NumberedMessage,
        at: now,
        trusted: true,
        overdue: false,
      })
    if (message.t === 'ack') void ledger.post({ kind: 'ack', said: message })
    if (message.t === 'have') void ledger.post({ kind: 'have', said: message, at: now })
  }
  const type = async (at: number): Promise<void> => {
    serial += 1
    const id = `message-${serial}` as MessageId
    const phone = phoneAt(at)
    const location = { lat: 1_000_000 + serial, lon: 0, within: 10 }
    const kept = phone.ledger.post(
      dice(5) === 0
        ? { kind: 'located', content: { kind: 'location', id, location }, at: now }
        : { kind: 'typed', id, text: `text ${serial}`, at: now, bytes: 10 },
    )
    void kept.then((ok) => ok && phone.typed.push(id))
    if (dice(3) > 0) await settle()
  }
  /** Changes the last own message. */
  const editLast = async (at: number): Promise<void> => {
    const phone = phoneAt(at)
    const last = phone.disk.items.findLast(({ kind }) => kind === 'own')
    if (last?.kind !== 'own' || last.unsent) return
    serial += 1
    const text = `text ${last.id.slice('message-'.length)} v${serial}`
    void phone.ledger.post({ kind: 'edit', id: last.id, text, at: now, bytes: 10, handed: 0 })
    if (dice(3) > 0) await settle()
  }
  /** Reacts to, unsends or removes a message that is on the screen. */
  const actOn = async (at: number): Promise<void> => {
    const phone = phoneAt(at)
    const said = phone.disk.items.filter((item) => item.kind !== 'notice')
    const item = said[dice(said.length)]
    if (!item) return
    const { id } = item
    const what: Reference = { by: item.kind === 'own' ? 'me' : 'you', id }
    const here = () => phone.disk.items.find((one) => one.kind === item.kind && one.id === id)
    const kind = dice(5)
    if (kind < 3) {
      const reaction = [null, ...REACTIONS][dice(3)] ?? null
      void phone.ledger.post({ kind: 'react', to: what, reaction, at: now })
    } else if (kind === 3 && what.by === 'me') {
      const kept = phone.ledger.post({ kind: 'unsend', id, at: now, handed: 0 })
      // A message removed at the same moment cannot be unsent.
      const isUnsent = (one: LedgerItem | undefined) => one?.kind === 'own' && one.unsent !== undefined
      const asked = () =>
        isUnsent(here()) || phone.disk.own.entries.some((entry) => entry.kind === 'unsend' && entry.id === id)
      void kept.then((ok) => ok && asked() && phone.unsent.add(id))
    } else {
      const kept = phone.ledger.post({ kind: 'remove', what })
      void kept.then((ok) => ok && !here() && phone.removed.add(id))
    }
    if (dice(3) > 0) await settle()
  }
  const kill = async (at: number): Promise<void> => {
    const phone = phoneAt(at)
    cut()
    phone.ledger = await start(at, phone.disk)
    phone.failing = false
  }
  return {
    dice,
    lines,
    phones,
    phoneAt,
    settle,
    connect,
    cut,
    hear,
    type,
    editLast,
    actOn,
    kill,
    wait: (ms: number) => (now += ms),
    now: () => now,
  }
}
type World = Awaited<ReturnType<typeof createWorld>>

async function act(world: World): Promise<void> {
  const { dice, lines, phones } = world
  const at = dice(2)
  switch (dice(14)) {
    case 0:
    case 1:
    case 2:
      return world.type(at)
    case 3:
      return world.connect()
    case 4:
      return dice(2) === 0 ? world.cut() : undefined
    case 5:
      return world.kill(at)
    case 6: {
      const phone = world.phoneAt(at)
      phone.failing = dice(2) === 0
      return
    }
    case 10:
    case 11:
      return world.actOn(at)
    case 12:
    case 13:
      return world.editLast(at)
    case 7:
      world.wait(1_000)
      await world.settle()
      return
    default:
      // Some messages in flight arrive, in order.
      for (const [to, line] of lines.entries())
        for (let left = dice(4); left > 0 && line.length > 0; left -= 1)
          world.hear(to, line.shift() as PeerMessage)
      if (dice(2) === 0) await world.settle()
      for (const phone of phones)
        expect(phone.ledger.state().own.entries.length).toBeLessThanOrEqual(OUTBOX_MESSAGES_MAX)
  }
}

async function quiet(world: World): Promise<void> {
  for (const phone of world.phones) phone.failing = false
  world.cut()
  await world.settle()
  world.connect()
  for (let round = 0; round < 200; round += 1) {
    await world.settle()
    const busy = world.lines.some((line) => line.length > 0)
    for (const [to, line] of world.lines.entries())
      for (const message of line.splice(0)) world.hear(to, message)
    if (!busy && round > 4) return
  }
  throw new Error('it never comes to rest')
}

async function runSchedule(seed: number): Promise<void> {
  const world = await createWorld(seed)
  for (let step = 0; step < ACTIONS; step += 1) await act(world)
  await quiet(world)
  for (const at of [0, 1]) compare(world.phoneAt(at), world.phoneAt(1 - at))
}

/** Checks that nothing is lost except messages unsent by their author or removed by the reader on that device. */
function compare(own: Phone, other: Phone): void {
  const here = own.disk.items.filter((item) => item.kind === 'own')
  const there = other.disk.items.filter((item) => item.kind === 'theirs')
  expect(here.map(({ id }) => id)).toEqual(own.typed.filter((id) => !own.removed.has(id)))
  const arrived = new Set(there.map(({ id }) => id))
  // An unsent message may never have left; every other one is there, or was removed there.
  const expected = own.typed.filter(
    (id) => !other.removed.has(id) && (arrived.has(id) || !own.unsent.has(id)),
  )
  expect(there.map(({ id }) => id)).toEqual(expected)
  for (const item of here) expect(item.unsent).toBe(own.unsent.has(item.id) ? 'done' : undefined)
  for (const item of there) {
    expect(item.unsent).toBe(own.unsent.has(item.id) ? 'done' : undefined)
    const mine = here.find(({ id }) => id === item.id)
    if (mine) expect([mine.text, mine.location]).toEqual([item.text, item.location])
    // Nobody has an earlier text that its author never had. Killed pages may have sent what counts as never sent.
    for (const text of item.earlier ?? []) expect(text).toStartWith(`text ${item.id.slice(8)}`)
    if (mine)
      expect([mine.reactions?.me, mine.reactions?.you]).toEqual([item.reactions?.you, item.reactions?.me])
  }
  expect(own.ledger.state().own.entries).toEqual([])
  expect(own.ledger.state().own.same && own.ledger.state().theirs.same).toBe(true)
  for (const { id, text, location, unsent } of here)
    if (!unsent) expect(own.marks.get(`${id} ${location ? locationText(location) : text}`)).toBe('delivered')
  // No text of an unsent or removed message is left in the store.
  const kept = JSON.stringify(own.disk)
  for (const id of [...own.unsent, ...own.removed]) {
    const number = Number(id.slice('message-'.length))
    const words = new RegExp(`"text ${number}[" ]|"lat":${1_000_000 + number},`)
    expect(own.typed.includes(id) && words.test(kept)).toBe(false)
  }
}

test(
  'any order of typing, cuts, kills and failing writes ends with the same on both phones',
  async () => {
    const only = process.env.LEDGER_SEED
    const first = Date.now() % 1_000_000
    const seeds = only ? [Number(only)] : Array.from({ length: SCHEDULES }, (_, at) => first + at)
    for (const seed of seeds)
      await runSchedule(seed).catch((fault) => {
        throw new Error(`LEDGER_SEED=${seed}: ${fault}`)
      })
  },
  { timeout: 120_000 },
)

async function pair() {
  const world = await createWorld(1)
  const [a, b] = [world.phoneAt(0), world.phoneAt(1)]
  const rest = () => quiet(world)
  return { world, a, b, rest }
}
const marks = (phone: Phone) => [...phone.marks.values()]

test('a message undelivered for seven days is shown as failed, can be resent, and is shown once even if it had arrived', async () => {
  const { world, a, b, rest } = await pair()
  await world.type(0)
  await world.settle()
  world.wait(8 * DAY_MS)
  await a.ledger.post({ kind: 'give_up', before: world.now() - 7 * DAY_MS })
  expect(marks(a)).toEqual(['failed'])
  await rest()
  expect(b.disk.items).toEqual([])
  expect(marks(a)).toEqual(['failed'])
  const [id] = a.typed
  // Resending is the only way back to Waiting.
  a.marks.clear()
  await a.ledger.post({ kind: 'resend', id: id as MessageId, at: world.now() })
  await rest()
  expect(marks(a)).toEqual(['delivered'])
  expect(b.disk.items.map((item) => item.kind)).toEqual(['theirs'])
})

test('a given-up message whose ack was lost is found delivered on the next link', async () => {
  const { world, a, b, rest } = await pair()
  world.connect()
  await rest()
  await world.type(0)
  await world.settle()
  const text = world.lines[1]?.find(({ t }) => t === 'text')
  world.hear(1, text as PeerMessage)
  await world.settle()
  world.cut()
  world.wait(8 * DAY_MS)
  await a.ledger.post({ kind: 'give_up', before: world.now() - 7 * DAY_MS })
  expect(marks(a)).toEqual(['failed'])
  await rest()
  expect(marks(a)).toEqual(['delivered'])
  expect(b.disk.items).toHaveLength(1)
})

test('a device restored to an older state gets its lost messages again, and is told how many are unavailable', async () => {
  const { world, a, b, rest } = await pair()
  await world.type(0)
  await rest()
  const old = b.disk
  for (let at = 0; at < 3; at += 1) await world.type(0)
  await rest()
  await a.ledger.post({ kind: 'remove', what: { by: 'me', id: a.typed[2] as MessageId } })
  b.disk = old
  await world.kill(1)
  await rest()
  const shown = b.disk.items.map((item) => (item.kind === 'notice' ? item.notice : item.id))
  expect(shown).toEqual([a.typed[0], 'gap', a.typed[1], a.typed[3]] as typeof shown)
  expect(marks(a)).toEqual(Array(4).fill('delivered'))
})

test('a side that starts over is received from its first message, without duplicates of old ones', async () => {
  const { world, a, b, rest } = await pair()
  for (let at = 0; at < 3; at += 1) await world.type(0)
  await rest()
  // The state was erased, as a reload does for a session in memory only.
  a.disk = await emptyLedger(tools)
  await world.kill(0)
  a.typed = []
  await world.type(0)
  await rest()
  expect(b.disk.items.filter(({ kind }) => kind === 'theirs')).toHaveLength(4)
  expect(a.ledger.state().own.entries).toEqual([])
})

test('a message that arrived but whose place was forgotten is not shown twice', async () => {
  const { world, a, b, rest } = await pair()
  world.connect()
  await rest()
  await world.type(0)
  await world.settle()
  world.hear(1, world.lines[1]?.find(({ t }) => t === 'text') as PeerMessage)
  await world.settle()
  b.disk = { ...b.disk, theirs: { s: null, n: 0, chain: '', same: true, held: null } }
  await world.kill(1)
  await rest()
  expect(b.disk.items).toHaveLength(1)
  expect(marks(a)).toEqual(['delivered'])
})

test('a message changed in transit is detected and repaired', async () => {
  const { world, a, b, rest } = await pair()
  world.connect()
  await rest()
  await world.type(0)
  await world.settle()
  const line = world.lines[1] ?? []
  const text = line.find((message) => message.t === 'text')
  if (text?.t !== 'text') throw new Error('no text')
  line.splice(line.indexOf(text), 1)
  world.hear(1, { ...text, c: 'another-chain-altogeth' })
  await world.settle()
  expect(b.ledger.state().theirs.same).toBe(false)
  await world.type(0)
  await rest()
  expect(b.disk.items.flatMap((item) => (item.kind === 'theirs' ? [item.id] : []))).toEqual(a.typed)
  expect(a.ledger.state().own.same && b.ledger.state().theirs.same).toBe(true)
})
