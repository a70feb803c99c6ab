/** The app in the network lab: two browsers behind routers, a server, STUN and TURN, with network faults between them. */
import { test } from '@playwright/test'
import {
  everything,
  type Leftovers,
  openHomes,
  stunOnly,
  type Wanted,
} from '../../harness/networks/home-networks.ts'
import { publicAddressOf, whyNoNetlab } from '../../harness/networks/network-lab.ts'
import { connected, expect, faultsOf, type Person, pair } from '../../harness/people/person.ts'

/** Cleanup after each test, in reverse order, also after a failure. */
const leftovers: Leftovers = []
const world = (wanted: Wanted) => openHomes(wanted, leftovers)

/** The states of the status line since the last call, beginning with the current one at that time. */
const statesSeen = (page: Person): Promise<readonly string[]> =>
  page.evaluate(() => {
    const { seen } = globalThis as unknown as { seen: string[] }
    return seen.splice(0, seen.length - 1).concat(seen)
  })

interface End {
  readonly candidateType: string
  readonly address: string
  readonly relayProtocol?: string
}
/** The selected connection from the browser's statistics: both candidates and the round trip. */
const linkOf = (
  page: Person,
): Promise<{ readonly local: End; readonly remote: End; readonly roundTripMs: number }> =>
  page.evaluate(async () => {
    const { connections } = globalThis as unknown as { connections: RTCPeerConnection[] }
    const used = connections.filter(({ connectionState }) => connectionState === 'connected').at(-1)
    if (!used) throw new Error('nothing is connected')
    const stats = new Map<string, Record<string, unknown>>()
    ;(await used.getStats()).forEach((value, id) => {
      stats.set(id, value)
    })
    const transport = [...stats.values()].find(({ type }) => type === 'transport')
    const pair = stats.get(String(transport?.selectedCandidatePairId))
    const end = (id: unknown) => stats.get(String(id)) as unknown as End
    return {
      local: end(pair?.localCandidateId),
      remote: end(pair?.remoteCandidateId),
      roundTripMs: Number(pair?.currentRoundTripTime) * 1_000,
    }
  })

async function talk(anna: Person, ben: Person): Promise<void> {
  await anna.say('is anybody there?')
  await expect(ben.chat.messages()).toHaveText(['is anybody there?'])
  await ben.say('here I am')
  await expect(anna.chat.messages()).toHaveText(['is anybody there?', 'here I am'])
}
const theirs = (page: Person) => page.locator('[data-testid=message][data-own=false] .bubble-text')
const ownMarks = (page: Person) => page.locator('[data-testid=message][data-own=true]')
const path = (page: Person, name: string) => expect(page.chat.status()).toHaveAttribute('data-path', name)
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test.beforeAll(() => {
  const why = whyNoNetlab()
  test.skip(why !== null, why ?? '')
})
test.afterEach(async () => {
  const faults: unknown[] = []
  for (const leave of leftovers.splice(0).reverse()) await leave().catch((fault) => faults.push(fault))
  expect(faults).toEqual([])
})

test('behind two home routers the link is direct', async () => {
  const { anna, ben } = await world({ nat: 'port-preserving', ice: stunOnly })
  await pair(anna, ben)
  await path(anna, 'direct')
  await path(ben, 'direct')
  await talk(anna, ben)
  expect((await linkOf(anna)).remote.address).toBe(publicAddressOf('ben-wifi'))
  expect((await linkOf(ben)).remote.address).toBe(publicAddressOf('anna-wifi'))
  for (const page of [anna, ben]) expect(faultsOf(page)).toEqual([])
})

test('behind symmetric routers the link uses the relay, and people are told so', async () => {
  const { net, anna, ben } = await world({ nat: 'symmetric', ice: everything })
  await pair(anna, ben)
  await path(anna, 'relayed')
  await path(ben, 'relayed')
  await talk(anna, ben)
  const { local, remote } = await linkOf(anna)
  expect([local, remote].find(({ candidateType }) => candidateType === 'relay')?.address).toBe(
    net.serverAddress,
  )
})

test('where UDP is blocked the link uses the relay over TCP', async () => {
  const { net, anna, ben } = await world({ nat: 'symmetric', ice: everything })
  net.dropUdp('anna-wifi')
  net.dropUdp('ben-wifi')
  await pair(anna, ben)
  await talk(anna, ben)
  for (const page of [anna, ben]) {
    await path(page, 'relayed')
    expect((await linkOf(page)).local).toMatchObject({ candidateType: 'relay', relayProtocol: 'tcp' })
  }
})

test('a change from Wi-Fi to cellular during a chat: messages typed meanwhile arrive once, without a reload', async () => {
  const { net, anna, ben } = await world({ nat: 'port-preserving', ice: everything })
  await pair(anna, ben)
  await talk(anna, ben)
  const loadedAt = await anna.evaluate(() => performance.timeOrigin)
  for (const page of [anna, ben]) await statesSeen(page)
  const moved = net.moveToCellular(1_000)
  await anna.say('walking out of the door')
  await ben.say('mind the step')
  await moved
  const movedAt = Date.now()
  await anna.say('on the street')
  await expect(theirs(ben)).toHaveText(['is anybody there?', 'walking out of the door', 'on the street'], {
    timeout: 40_000,
  })
  await expect(theirs(anna)).toHaveText(['here I am', 'mind the step'], { timeout: 40_000 })
  console.log(`flowing again ${Date.now() - movedAt} ms after the new network`)
  await connected(anna, ben)
  expect(await anna.evaluate(() => performance.timeOrigin)).toBe(loadedAt)
  for (const page of [anna, ben])
    for (const state of await statesSeen(page))
      expect(['connected', 'connecting', 'securing']).toContain(state)
  await path(anna, 'direct')
  expect((await linkOf(ben)).remote.address).toBe(publicAddressOf('anna-cell'))
  await expect(ownMarks(anna)).toHaveCount(3)
})

test('at 20 % packet loss twenty messages in each direction arrive once and in order', async () => {
  const { net, anna, ben } = await world({ nat: 'port-preserving', ice: everything })
  await pair(anna, ben)
  await net.wire('anna-wifi', { loss: 0.2 })
  const texts = (who: string) => Array.from({ length: 20 }, (_, n) => `${who} ${n + 1}`)
  const before = await net.wire('anna-wifi', {})
  const sayAll = async (page: Person, who: string) => {
    for (const text of texts(who)) await page.say(text)
  }
  await Promise.all([sayAll(anna, 'anna'), sayAll(ben, 'ben')])
  await expect(theirs(ben)).toHaveText(texts('anna'))
  await expect(theirs(anna)).toHaveText(texts('ben'))
  await expect(anna.chat.lastMark()).toHaveAttribute('data-state', 'delivered')
  await expect(ben.chat.lastMark()).toHaveAttribute('data-state', 'delivered')
  const after = await net.wire('anna-wifi', {})
  expect(after.lost - before.lost).toBeGreaterThan(20)
})

test('with 400 ms latency in each direction people connect and chat', async () => {
  const { net, anna, ben } = await world({ nat: 'port-preserving', ice: everything })
  await net.wire('anna-wifi', { delayMs: 400 })
  const startedAt = Date.now()
  await pair(anna, ben)
  console.log(`connected after ${Date.now() - startedAt} ms`)
  await talk(anna, ben)
  await path(anna, 'direct')
  expect((await linkOf(anna)).roundTripMs).toBeGreaterThan(790)
})

test('offline for 20 s: messages typed meanwhile show Waiting and arrive once', async () => {
  const { net, anna, ben } = await world({ nat: 'port-preserving', ice: everything })
  await pair(anna, ben)
  await talk(anna, ben)
  await net.wire('anna-wifi', { up: false })
  const healed = pause(20_000)
  await anna.say('into the tunnel')
  await ben.say('where are you?')
  await expect(anna.chat.status()).not.toHaveAttribute('data-state', 'connected', { timeout: 19_000 })
  await anna.say('still in it')
  await healed
  for (const page of [anna, ben])
    await expect(page.chat.lastMark()).not.toHaveAttribute('data-state', 'delivered')
  await expect(theirs(ben)).toHaveText(['is anybody there?'])
  await net.wire('anna-wifi', { up: true })
  const healedAt = Date.now()
  await expect(theirs(ben)).toHaveText(['is anybody there?', 'into the tunnel', 'still in it'], {
    timeout: 40_000,
  })
  await expect(theirs(anna)).toHaveText(['here I am', 'where are you?'], { timeout: 40_000 })
  console.log(`flowing again ${Date.now() - healedAt} ms after the heal`)
  await connected(anna, ben)
  for (const page of [anna, ben])
    for (const mark of await ownMarks(page).all())
      await expect(mark).toHaveAttribute('data-state', 'delivered')
})

test('behind symmetric routers without a relay the app says that the networks prevent a connection', async () => {
  const { anna, ben } = await world({ nat: 'symmetric', ice: stunOnly })
  const code = pair(anna, ben).catch(() => 'not connected')
  const startedAt = Date.now()
  for (const page of [anna, ben])
    await expect(page.getByText('The two networks do not let you through to each other')).toBeVisible({
      timeout: 45_000,
    })
  console.log(`told after ${Date.now() - startedAt} ms`)
  expect(await code).toBe('not connected')
  for (const page of [anna, ben])
    await expect(page.chat.status()).not.toHaveAttribute('data-state', 'connected')
})
