/** Recovery: pages freeze, hide, lose the network, reload and crash during a chat, and so does the server. Without any user action every message arrives once. */
import { launchPhone, type Phone } from '../../harness/browsers/background.ts'
import { createDeafProxy } from '../../harness/networks/silent-proxy.ts'
import { createTestServer } from '../../harness/networks/test-server.ts'
import { connected, expect, faultsOf, pair, test as people } from '../../harness/people/person.ts'

interface Two {
  readonly anna: Phone
  readonly ben: Phone
  /** Expects all messages on both phones, once, in order and Delivered, and no page reload since pairing. */
  readonly expectAll: (annaSaid: readonly string[], benSaid: readonly string[]) => Promise<void>
}

interface Wanted {
  /** No page is hidden or frozen in this test. */
  readonly alwaysShown?: boolean
  /** The server's address for Anna; the test's own server if left out. */
  readonly annaUrl?: string
  /** The same as Anna's if left out. */
  readonly benUrl?: string
}
type Kind = Pick<Wanted, 'alwaysShown'>

const test = people.extend<
  { two: (wanted?: Wanted) => Promise<Two> },
  { phones: { readonly take: (kind: Kind) => Promise<Phone>; readonly giveBack: (phone: Phone) => void } }
>({
  // A browser takes longer to start than most tests take in it, so the next test uses it again, emptied.
  phones: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
    async ({}, use) => {
      const free: Record<string, Phone[]> = {}
      const kinds = new Map<Phone, string>()
      await use({
        async take(kind) {
          const name = JSON.stringify(kind)
          const phone = free[name]?.pop() ?? (await launchPhone(kind))
          kinds.set(phone, name)
          return phone
        },
        giveBack(phone) {
          const name = kinds.get(phone) ?? ''
          free[name] = [...(free[name] ?? []), phone]
        },
      })
      for (const phone of Object.values(free).flat()) await phone.dispose()
    },
    { scope: 'worker' },
  ],
  two: async ({ server, phones }, use, info) => {
    const taken: Phone[] = []
    await use(async ({ annaUrl = server.url, benUrl = annaUrl, ...kind } = {}) => {
      const [anna, ben] = await Promise.all([phones.take(kind), phones.take(kind)])
      taken.push(anna, ben)
      const pages = [await anna.open(annaUrl), await ben.open(benUrl)] as const
      await pair(...pages)
      const [annaSame, benSame] = [await pages[0].watchLoad(), await pages[1].watchLoad()]
      return {
        anna,
        ben,
        async expectAll(annaSaid, benSaid) {
          await anna.page().chat.expectAll({ own: annaSaid, theirs: benSaid })
          await ben.page().chat.expectAll({ own: benSaid, theirs: annaSaid })
          await connected(anna.page(), ben.page())
          expect([await annaSame(), await benSame()]).toEqual([true, true])
        },
      }
    })
    const faults = taken.flatMap((phone) => faultsOf(phone.page()))
    // A browser that nobody holds any more would outlive the run, so what went wrong is told last.
    const isGood = info.status === info.expectedStatus && faults.length === 0
    for (const phone of taken)
      if (isGood)
        await phone.forget().then(
          () => phones.giveBack(phone),
          () => phone.dispose(),
        )
      else await phone.dispose()
    expect(faults).toEqual([])
  },
})
// Tracing requests screenshots of frozen pages and would wait for them.
test.use({ trace: 'off' })

const LONG_FREEZE_MS = 20_000
const LONG_HIDE_MS = 10_000
const OFFLINE_MS = 20_000
const TEN_MINUTES_MS = 600_000
/** The page checks its clock every second. */
const JUMP_SEEN_MS = 3_000
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const numbered = (name: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => `${name} ${at + 1}`)

test('after a page was frozen for 20 seconds both sides have every message', async ({ two }) => {
  test.slow()
  const { anna, ben, expectAll } = await two()
  await anna.page().chat.type('before')
  await ben.page().chat.type('before too')
  await anna.page().chat.watchArrivals()
  await anna.page().chat.type('on the way out')
  await anna.freeze()
  await ben.page().chat.type('at once')
  await pause(LONG_FREEZE_MS)
  await ben.page().chat.type('after a while')
  const thawedAt = await anna.show()
  await anna.page().chat.type('back')
  await ben.page().chat.type('welcome back')
  await expectAll(
    ['before', 'on the way out', 'back'],
    ['before too', 'at once', 'after a while', 'welcome back'],
  )
  // It was really frozen: nothing appeared on its screen meanwhile.
  const arrivedAt = (await anna.page().chat.arrivals())['after a while'] ?? Number.NaN
  expect(arrivedAt).toBeGreaterThanOrEqual(thawedAt)
  console.log(
    `frozen ${LONG_FREEZE_MS} ms: what was said meanwhile was shown ${arrivedAt - thawedAt} ms after`,
  )
})

test('a page behind another tab keeps receiving, and has everything when visible again', async ({ two }) => {
  test.slow()
  const { anna, ben, expectAll } = await two()
  await anna.hide()
  expect(await anna.page().evaluate(() => document.visibilityState)).toBe('hidden')
  await ben.page().chat.type('are you there')
  await anna.page().chat.type('behind a tab')
  await pause(LONG_HIDE_MS)
  await ben.page().chat.type('still')
  await anna.show()
  await anna.page().chat.type('back')
  await expectAll(['behind a tab', 'back'], ['are you there', 'still'])
})

test('messages typed offline are sent when the network is back', async ({ two }) => {
  test.slow()
  const { anna, ben, expectAll } = await two({ alwaysShown: true })
  await anna.setOffline(true)
  await anna.page().chat.type('into the tunnel')
  await ben.page().chat.type('hello?')
  await pause(OFFLINE_MS)
  await anna.page().chat.type('still in it')
  await ben.page().chat.type('hello again')
  for (const { page } of [anna, ben])
    await expect(page().chat.status()).not.toHaveAttribute('data-state', 'connected')
  await anna.setOffline(false)
  const healedAt = Date.now()
  await anna.page().chat.type('out of it')
  await expectAll(['into the tunnel', 'still in it', 'out of it'], ['hello?', 'hello again'])
  console.log(`offline ${OFFLINE_MS} ms: all was there ${Date.now() - healedAt} ms after`)
})

test('a reload while sending: shown messages arrive, and later ones keep their order', async ({ two }) => {
  const { anna, ben } = await two({ alwaysShown: true })
  const said = numbered('sent', 10)
  await anna.page().chat.type(...said)
  const shown = await anna.page().chat.ownShown()
  await anna.page().reload()
  await ben.page().chat.type('are you loading')
  await anna.page().enter('Anna')
  const draft = await anna.page().getByRole('textbox', { name: 'Message' }).inputValue()
  await anna.page().chat.type('loaded')
  await expect.poll(async () => (await ben.page().chat.read()).theirs.at(-1)).toBe('loaded')
  const { theirs } = await ben.page().chat.read()
  // Only the last texts, not yet shown as bubbles, may be missing.
  console.log(`reload in mid-send: ${shown.length} of ${said.length} shown, ${theirs.length - 1} arrived`)
  expect(theirs).toEqual([...said.slice(0, theirs.length - 1), 'loaded'])
  expect(theirs.length - 1).toBeGreaterThanOrEqual(shown.length)
  // A text restored to the composer was not sent as well.
  if (draft !== '') expect(theirs).not.toContain(draft)
  await ben.page().chat.expectAll({ own: ['are you loading'], theirs })
  await anna.page().chat.expectOwnDelivered()
  await connected(anna.page(), ben.page())
})

test('a message shown right before a reload, and not delivered, arrives after it', async ({ two }) => {
  const { anna, ben } = await two({ alwaysShown: true })
  // Ben is offline, so the message can arrive only from Anna's storage.
  await ben.setOffline(true)
  const said = numbered('unsent', 10)
  await anna.page().chat.typeUntilShown(...said)
  await anna.page().reload()
  await ben.setOffline(false)
  await ben.page().chat.type('awake')
  await anna.page().enter('Anna')
  await ben.page().chat.expectAll({ own: ['awake'], theirs: said })
  await anna.page().chat.expectOwnDelivered()
})

test('a message shown right before its tab is killed is sent when the app opens again', async ({
  server,
  two,
}) => {
  const { anna, ben } = await two({ alwaysShown: true })
  await ben.setOffline(true)
  const said = numbered('unsent', 5)
  await anna.page().chat.typeUntilShown(...said)
  await anna.crash()
  await ben.page().chat.type('where are you')
  const again = await anna.open(server.url)
  await again.enter('Anna')
  await again.chat.type('alive')
  await ben.setOffline(false)
  await ben.page().chat.expectAll({ own: ['where are you'], theirs: [...said, 'alive'] })
  await again.chat.expectOwnDelivered()
  await connected(again, ben.page())
})

for (const { name, outageMs } of [
  { name: '5 seconds', outageMs: 5_000 },
  { name: 'a minute', outageMs: 60_000 },
])
  test(`the server is down for ${name}, and one side loses its link meanwhile`, async ({ two }) => {
    test.slow()
    const server = await createTestServer()
    await server.start()
    const { anna, ben, expectAll } = await two({ annaUrl: server.url, alwaysShown: true })
    await server.stop('SIGKILL')
    await anna.page().chat.type('no server needed')
    await ben.page().chat.type('none at all')
    await ben.page().chat.expectAll({ own: ['none at all'], theirs: ['no server needed'] })
    // The link is lost too, so that reconnecting needs the server.
    await anna.setOffline(true)
    await anna.page().chat.type('alone')
    await ben.page().chat.type('alone too')
    await pause(outageMs)
    await anna.setOffline(false)
    await anna.page().chat.type('still alone')
    await server.start()
    const startedAt = Date.now()
    await ben.page().chat.type('together')
    await expectAll(['no server needed', 'alone', 'still alone'], ['none at all', 'alone too', 'together'])
    console.log(`server dead for ${name}: all was there ${Date.now() - startedAt} ms after its start`)
    await server.dispose()
  })

test('a dead socket that looks open is detected, and both reconnect', async ({ server, two }) => {
  test.slow()
  const proxy = await createDeafProxy(server.url)
  const { anna, ben } = await two({ annaUrl: proxy.url, benUrl: server.url, alwaysShown: true })
  await anna.page().chat.type('before')
  await ben.page().chat.expectAll({ own: [], theirs: ['before'] })
  proxy.deafen()
  await anna.page().chat.type('the link lives')
  await ben.page().chat.expectAll({ own: [], theirs: ['before', 'the link lives'] })
  // Ben can reconnect only through the server, which Anna's socket does not receive.
  await ben.crash()
  await anna.page().chat.type('where are you')
  const again = await ben.open(server.url)
  await again.enter()
  await again.chat.type('alive')
  const from = Date.now()
  await anna
    .page()
    .chat.expectAll(
      { own: ['before', 'the link lives', 'where are you'], theirs: ['alive'] },
      { withinMs: 90_000 },
    )
  console.log(`deaf socket: found each other after ${Date.now() - from} ms`)
  await again.chat.expectOwnDelivered()
  await proxy.stop()
})

test('a clock that jumps ten minutes ahead and back loses no message', async ({ two }) => {
  const { anna, ben, expectAll } = await two({ alwaysShown: true })
  const jump = (ms: number): Promise<void> =>
    anna.page().evaluate((shift) => {
      const { now } = Date
      Date.now = () => now() + shift
    }, ms)
  await anna.page().chat.type('on time')
  await jump(TEN_MINUTES_MS)
  await anna.page().chat.type('from the future')
  await ben.page().chat.type('from the present')
  await pause(JUMP_SEEN_MS)
  await anna.page().chat.type('still there')
  await jump(-TEN_MINUTES_MS)
  await ben.page().chat.type('welcome back')
  await pause(JUMP_SEEN_MS)
  await anna.page().chat.type('on time again')
  await expectAll(
    ['on time', 'from the future', 'still there', 'on time again'],
    ['from the present', 'welcome back'],
  )
})

for (const first of ['the first', 'the last'] as const)
  test(`both pages are frozen, and ${first} to freeze resumes first`, async ({ two }) => {
    test.slow()
    const { anna, ben, expectAll } = await two()
    await anna.page().chat.type('good night')
    await anna.freeze()
    await ben.page().chat.type('sleep well')
    await ben.freeze()
    await pause(LONG_FREEZE_MS)
    const [early, late] = first === 'the first' ? [anna, ben] : [ben, anna]
    await early.show()
    await early.page().chat.type('first one up')
    await pause(JUMP_SEEN_MS)
    await late.show()
    await late.page().chat.type('me too')
    const wokenAt = Date.now()
    if (early === anna) await expectAll(['good night', 'first one up'], ['sleep well', 'me too'])
    else await expectAll(['good night', 'me too'], ['sleep well', 'first one up'])
    console.log(`both frozen, ${first} first: all was there ${Date.now() - wokenAt} ms after`)
  })

/** Most absences are short; one in twenty lasts long enough for sockets to time out. `ABSENCES=1000` for a long search. */
const CYCLES = Number(process.env.ABSENCES ?? 60)
const SEED = 20_261_123
const AWAY_MS_MAX = 400
const LONG_AWAY_EVERY = 20
const LONG_AWAY_MS = 5_500
const SHOWN_WITHIN_MS = 20_000

/** Mulberry32: deterministic numbers from a seed, each from 0 to 1. */
function createNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
const percentile = (sorted: readonly number[], share: number): number =>
  Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN)
const spread = (numbers: readonly number[]): string => {
  const sorted = [...numbers].sort((a, b) => a - b)
  return `p50 ${percentile(sorted, 0.5)} ms, p95 ${percentile(sorted, 0.95)} ms, most ${percentile(sorted, 1)} ms (${sorted.length})`
}

test(`${CYCLES} absences with a message each time: all arrive once and in order`, async ({ two }) => {
  test.setTimeout(300_000)
  const next = createNumbers(SEED)
  const { anna, ben, expectAll } = await two()
  const people = [
    { phone: anna, said: [] as string[] },
    { phone: ben, said: [] as string[] },
  ] as const
  for (const { phone } of people) await phone.page().chat.watchArrivals()
  /** Messages sent during an absence, with the time of the return. */
  const backAt = new Map<string, number>()
  const cycles: number[] = []
  for (let at = 1; at <= CYCLES; at += 1) {
    const began = Date.now()
    const [leaver, stayer] = next() < 0.5 ? people : ([people[1], people[0]] as const)
    const kind = next() < 0.5 ? 'freeze' : 'hide'
    const speaker = next() < 0.6 ? stayer : leaver
    const before = next() < 0.5
    const text = `${at} ${kind}`
    const say = async (): Promise<void> => {
      speaker.said.push(text)
      await speaker.phone.page().chat.type(text)
    }
    if (speaker === leaver && before) await say()
    await leaver.phone[kind]()
    if (speaker === stayer) await say()
    await pause(at % LONG_AWAY_EVERY === 0 ? LONG_AWAY_MS : next() * AWAY_MS_MAX)
    const thawed = await leaver.phone.show()
    if (speaker === leaver && !before) await say()
    if (speaker === stayer && kind === 'freeze') backAt.set(text, thawed)
    const listener = speaker === leaver ? stayer : leaver
    await expect
      .poll(async () => text in (await listener.phone.page().chat.arrivals()), {
        timeout: SHOWN_WITHIN_MS,
        intervals: [50],
        message: `cycle ${at} of seed ${SEED}: ${text}`,
      })
      .toBe(true)
    cycles.push(Date.now() - began)
  }
  const arrived = { ...(await anna.page().chat.arrivals()), ...(await ben.page().chat.arrivals()) }
  const waits = [...backAt].map(([text, thawed]) => Math.max(0, (arrived[text] ?? Number.NaN) - thawed))
  console.log(`seed ${SEED}; a cycle: ${spread(cycles)}`)
  console.log(`from the thaw to what the other one said: ${spread(waits)}`)
  expect(people[0].said.length + people[1].said.length).toBe(CYCLES)
  await expectAll(people[0].said, people[1].said)
})
