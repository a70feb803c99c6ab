/** Each browser call of an app fails once: every action settles, no rejection is unhandled, and pressing again works. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import type { Result } from '../../base/result.ts'
import type { Conversation } from '../../web/domain/conversation/conversation.model.ts'
import type { SessionId } from '../../web/domain/sessions/session.ts'
import { createSeededRandom } from '../../web/platform/random.ts'
import { type Fails, faultyPorts } from './faulty-ports.ts'
import { createWorld, type Phone, settle, type World } from './world.ts'

const SECOND_MS = 1_000
/** A screen without progress offers Reload after eight seconds. */
const RELOAD_AFTER_MS = 9 * SECOND_MS
/** The longest wait before the app retries by itself, with time for the retry. */
const PATIENCE_MS = 90 * SECOND_MS
const PRESSES_MAX = 4
const KEPT_SECONDS = 2_592_000
const PASSPHRASE = 'four plums in a blue hat'
/** Time for faults on each side, milliseconds; a full run sets more, and `FAULTS=all` runs every fault. */
const WITHIN_MS = Number(process.env.WORLD_MS ?? 60_000) / 10
const SEED = Number(process.env.FAULTS_SEED ?? Date.now() % 1_000_000)

const unhandled: unknown[] = []
const note = (fault: unknown): void => {
  unhandled.push(fault)
}
beforeAll(() => void process.on('unhandledRejection', note))
afterAll(() => void process.off('unhandledRejection', note))

/** Counts calls by name, and makes one of them fail. */
function createFaults(call: string | null, which: number) {
  const counts = new Map<string, number>()
  const fails: Fails = (name) => {
    const before = counts.get(name) ?? 0
    counts.set(name, before + 1)
    return name === call && before === which
  }
  return { fails, counts }
}

/** Every call of WebCrypto that both apps make, so that it can fail once. */
function watchSubtle(fails: Fails): () => void {
  const { subtle } = crypto
  const real = new Map<string, unknown>()
  for (const name of [
    'digest',
    'sign',
    'importKey',
    'exportKey',
    'deriveBits',
    'encrypt',
    'decrypt',
    'generateKey',
  ] as const) {
    const native = (subtle[name] as (...given: unknown[]) => Promise<unknown>).bind(subtle)
    real.set(name, subtle[name])
    Object.assign(subtle, {
      [name]: (...given: unknown[]) =>
        fails(`subtle.${name}`) ? Promise.reject(new Error(`made to fail: ${name}`)) : native(...given),
    })
  }
  return () => {
    for (const [name, native] of real) Object.assign(subtle, { [name]: native })
  }
}

/** Advances the world until `done`; false when that did not happen within `ms`. */
async function wait(world: World, ms: number, done: () => boolean): Promise<boolean> {
  for (let waited = 0; waited < ms && !done(); waited += 500) await world.advance(500)
  return done()
}

/** Repeats an action until it succeeds, as a person does after each failure. */
async function press<T, E>(world: World, what: string, act: () => Promise<Result<T, E>>): Promise<T> {
  const said: unknown[] = []
  for (let presses = 0; presses < PRESSES_MAX; presses += 1) {
    let answer: Result<T, E> | undefined
    let rejected: unknown
    act().then(
      (made) => {
        answer = made
      },
      (fault: unknown) => {
        rejected = fault
      },
    )
    await wait(world, PATIENCE_MS, () => answer !== undefined || rejected !== undefined)
    if (rejected !== undefined) throw new Error(`${what} rejected: ${String(rejected)}`)
    if (answer === undefined) throw new Error(`${what} never answered`)
    if (answer.ok) return answer.value
    said.push(answer.error)
    await world.advance(SECOND_MS)
  }
  throw new Error(`${what} stays refused: ${JSON.stringify(said)}`)
}

/** Waits for the app to be ready, with at most one Reload, which its screen offers after eight seconds. */
async function ready(world: World, phone: Phone): Promise<void> {
  for (let reloads = 0; reloads < 2; reloads += 1) {
    const open = (): boolean => phone.app.ready.value && phone.app.lock.state.value !== 'damaged'
    if (await wait(world, RELOAD_AFTER_MS, open)) return
    await world.kill(phone, true)
  }
  throw new Error(`${phone.name} does not start`)
}

interface End {
  readonly phone: Phone
  id: SessionId
}

async function enter(world: World, { phone, id }: End): Promise<Conversation> {
  return press(world, 'enter', async () => {
    const entered = await phone.app.conversations.enter(id).catch(() => null)
    return entered ? { ok: true, value: entered } : { ok: false, error: 'not entered' }
  })
}

const texts = (talk: Conversation): string[] =>
  talk.timeline.value.flatMap((item) => (item.kind === 'own' || item.kind === 'theirs' ? [item.text] : []))

const show = (talk: Conversation): string[] =>
  talk.timeline.value.map((item) =>
    item.kind === 'own' ? `${item.text}: ${item.state}` : item.kind === 'theirs' ? item.text : item.kind,
  )

/** Runs one step. When the app reports lost storage, presses the offered Reload and repeats the step. */
async function step(world: World, ends: readonly End[], act: () => Promise<void>): Promise<void> {
  for (let again = 0; ; again += 1)
    try {
      return await act()
    } catch (fault) {
      const lost = ends.filter(({ phone }) => phone.app.storage.lost.value)
      if (lost.length === 0 || again > 1) throw fault
      for (const { phone } of lost) {
        await world.kill(phone, true)
        await ready(world, phone)
        if (phone.app.lock.state.value === 'locked')
          await press(world, 'unlock', () => phone.app.lock.unlock(PASSPHRASE))
      }
    }
}

type Talks = readonly [Conversation, Conversation]

async function meet(world: World, host: End, guest: End): Promise<void> {
  guest.id = await press(world, 'join', async () => {
    host.id = await press(world, 'create', () =>
      host.phone.app.invites.create({
        name: '',
        ephemeral: false,
        expiresInSeconds: 300,
        withWords: false,
        lifetimeSeconds: 0,
      }),
    )
    const code = host.phone.app.invites.view(host.id)?.value?.code ?? ''
    return guest.phone.app.invites.join({ code, secret: null, secretLost: false, words: null })
  })
}

async function connect(world: World, host: End, guest: End): Promise<Talks> {
  const talks: Talks = [await enter(world, host), await enter(world, guest)]
  const both = (): boolean => talks.every(({ connection }) => connection.value.kind === 'connected')
  if (await wait(world, PATIENCE_MS, both)) return talks
  throw new Error(`not connected: ${JSON.stringify(talks.map(({ connection }) => connection.value))}`)
}

async function keep(world: World, [anna, ben]: Talks): Promise<void> {
  const kept = (): boolean => [anna, ben].every(({ lifetime }) => lifetime.value.seconds === KEPT_SECONDS)
  for (let tries = 0; tries < PRESSES_MAX && !kept(); tries += 1)
    for (const [one, other] of [
      [anna, ben],
      [ben, anna],
    ] as const) {
      if (kept() || one.lifetime.value.seconds === KEPT_SECONDS) continue
      if (one.lifetime.value.theirs !== null) await press(world, 'accept', () => one.answerLifetime(true))
      else await press(world, 'propose', () => one.proposeLifetime(KEPT_SECONDS))
      await wait(world, 5 * SECOND_MS, () => other.lifetime.value.theirs !== null || kept())
    }
  if (kept()) return
  throw new Error(`not kept: ${JSON.stringify([anna, ben].map(({ lifetime }) => lifetime.value))}`)
}

/** Both send a message, and both receive it once. */
async function say(world: World, [anna, ben]: Talks, text: string): Promise<void> {
  const said = [`anna ${text}`, `ben ${text}`] as const
  for (const [talk, line] of [
    [anna, said[0]],
    [ben, said[1]],
  ] as const)
    if (!texts(talk).includes(line)) await press(world, 'send', () => talk.send(line))
  const delivered = (): boolean =>
    [anna, ben].every(
      (talk) =>
        talk.timeline.value.every((item) => item.kind !== 'own' || item.state === 'delivered') &&
        said.every((line) => texts(talk).filter((one) => one === line).length === 1),
    )
  if (await wait(world, PATIENCE_MS, delivered)) return
  throw new Error(`not delivered: ${JSON.stringify([anna, ben].map(show))}`)
}

/** Two people pair, agree on a lifetime, chat, reload, lock and unlock, rename and leave. */
async function live(world: World, phones: readonly [Phone, Phone]): Promise<void> {
  const [host, guest] = phones.map((phone): End => ({ phone, id: '' as SessionId })) as [End, End]
  const ends = [host, guest]
  const then = (act: () => Promise<void>): Promise<void> => step(world, ends, act)
  const talk = (text: string): Promise<void> =>
    then(async () => say(world, await connect(world, host, guest), text))
  for (const { phone } of ends) await ready(world, phone)
  await then(async () => {
    await meet(world, host, guest)
    await connect(world, host, guest)
  })
  await then(async () => keep(world, await connect(world, host, guest)))
  await talk('one')
  await talk('two')
  for (const { phone } of ends) {
    await world.kill(phone, true)
    await ready(world, phone)
  }
  await talk('three')
  await then(async () => {
    await press(world, 'rename', () => host.phone.app.sessions.rename(host.id, 'Ben of the choir'))
  })
  for (const { phone } of ends)
    await then(async () => {
      if (!phone.app.lock.enabled.value)
        await press(world, 'turn App lock on', () => phone.app.lock.enable(PASSPHRASE))
      phone.app.lock.lockNow()
      expect(phone.app.lock.state.value).toBe('locked')
      await press(world, 'unlock', () => phone.app.lock.unlock(PASSPHRASE))
    })
  await talk('four')
  await then(async () => {
    await press(world, 'erase', () => host.phone.app.sessions.erase(host.id))
    expect(host.phone.app.sessions.rows.value.filter(({ id }) => id === host.id)).toEqual([])
  })
  await world.advance(5 * SECOND_MS)
}

/** Runs the whole session with one call failing; returns how often each call was made. `faulty`: the host or the guest. */
async function play(seed: number, faulty: 0 | 1, call: string | null, which: number) {
  const { fails, counts } = createFaults(call, which)
  const unwatch = watchSubtle(fails)
  const bad = `phone-${faulty}`
  const world = await createWorld(
    seed,
    2,
    (name, ports) => (name === bad ? faultyPorts(ports, fails) : ports),
    (name) => name === bad && fails('fetch'),
  )
  unhandled.length = 0
  try {
    await live(world, world.phones as [Phone, Phone])
    await settle()
    if (unhandled.length > 0) throw new Error(`unhandled: ${unhandled.map(String).join('; ')}`)
  } catch (fault) {
    throw new Error(`${bad} ${call} ${which}: ${String(fault)}`)
  } finally {
    unwatch()
    await world.stop()
  }
  return counts
}

interface Fault {
  readonly call: string
  readonly which: number
}

/** Yields the remaining faults; each kind of call is equally likely, however often it is made. */
function* faultsOf(counts: ReadonlyMap<string, number>, dice: (below: number) => number): Generator<Fault> {
  const left = [...counts]
    .filter(([call]) => call.startsWith(process.env.FAULT ?? ''))
    .map(([call, count]) => ({ call, whiches: Array.from({ length: count }, (_, at) => at) }))
  while (left.length > 0) {
    const at = dice(left.length)
    const { call, whiches } = left[at] as (typeof left)[number]
    const [which = 0] = whiches.splice(dice(whiches.length), 1)
    if (whiches.length === 0) left.splice(at, 1)
    yield { call, which }
  }
}

for (const faulty of [0, 1] as const)
  test(
    `whichever call of the ${faulty === 0 ? 'host' : 'guest'}’s browser fails, the two meet, talk and part`,
    async () => {
      const until = process.env.FAULTS === 'all' ? Number.POSITIVE_INFINITY : Date.now() + WITHIN_MS
      const counts = await play(SEED, faulty, null, 0)
      const failures: string[] = []
      let runs = 0
      for (const { call, which } of faultsOf(counts, createSeededRandom(SEED).below)) {
        if (runs > 0 && Date.now() >= until) break
        runs += 1
        await play(SEED, faulty, call, which).catch((fault: unknown) => failures.push(String(fault)))
      }
      console.log(`${runs} of ${[...counts.values()].reduce((sum, count) => sum + count, 0)} faults`)
      if (failures.length > 0) throw new Error(`FAULTS_SEED=${SEED}\n${failures.join('\n')}`)
    },
    { timeout: 3_600_000 },
  )
