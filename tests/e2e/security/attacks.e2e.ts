/** Attacks by a dishonest server, a stranger and a thief, in real browsers: nothing unauthenticated is ever shown as connected. */
import type { BrowserContext } from '@playwright/test'
import {
  createEvilServer,
  createMiddle,
  type EvilServer,
  type Signal,
} from '../../harness/attackers/malicious-server.ts'
import { test as base, connected, expect, openApp, type Person, pair } from '../../harness/people/person.ts'

const test = base.extend<{ evil: EvilServer; at: (evil: EvilServer) => Promise<Person> }>({
  evil: async ({ server }, use) => {
    const evil = await createEvilServer(server)
    await use(evil)
    await evil.stop()
  },
  at: async ({ browser, viewport }, use) => {
    const contexts: BrowserContext[] = []
    await use(async (evil) => {
      const context = await browser.newContext({ viewport })
      contexts.push(context)
      return openApp(context, evil.url)
    })
    for (const context of contexts) await context.close()
  },
})

/** Joins by a pasted link. */
const joinByLink = (guest: Person, link: string): Promise<void> => guest.join(link)
const neverConnected = async (page: Person, ms: number): Promise<void> => {
  const until = Date.now() + ms
  while (Date.now() < until) {
    // Whoever joins with words sees the chat only once they met.
    await expect(page.locator('[role=status][data-state=connected]')).toHaveCount(0)
    await page.waitForTimeout(100)
  }
}
const openCheck = async (page: Person): Promise<void> => {
  await page.getByRole('button', { name: 'Safety check' }).click()
}
const pictures = async (page: Person): Promise<string> => {
  const list = page.getByTestId('safety-pictures')
  await expect(list.getByRole('listitem')).toHaveCount(5)
  return ((await list.textContent()) ?? '').replace(/\s+/g, ' ')
}

for (const by of ['link', 'code', 'words'] as const)
  test(`1: a man in the middle who swaps the fingerprints and forwards everything verbatim fails (${by})`, async ({
    evil,
    at,
    browser,
  }) => {
    const context = await browser.newContext()
    const [anna, ben] = [await at(evil), await at(evil)]
    const middle = await createMiddle(evil, context, 'verbatim')
    const code = await anna.invite({ words: by === 'words' })
    const spoken = `${code} ${by === 'words' ? await anna.getByTestId('join-words').textContent() : ''}`
    await (by === 'link' ? joinByLink(ben, await anna.inviteLink()) : ben.join(spoken))
    await expect.poll(middle.open).toEqual([expect.any(Number), expect.any(Number)])
    await expect.poll(async () => Math.min(...(await middle.open()))).toBeGreaterThan(0)
    await Promise.all([neverConnected(anna, 4_000), neverConnected(ben, 4_000)])
    // At least the side that detected it shows the failure.
    await expect(ben.getByText(/could not prove|are no longer valid|not the words/).first()).toBeAttached({
      timeout: 20_000,
    })
    await context.close()
  })

test('2: a fake host without the link’s secret fails at the first message', async ({ evil, at, browser }) => {
  const context = await browser.newContext()
  const [anna, ben] = [await at(evil), await at(evil)]
  const code = await anna.invite()
  const middle = await createMiddle(evil, context, 'both', { code, words: 'otter velvet' })
  await joinByLink(ben, await anna.inviteLink())
  await expect.poll(async () => Math.max(...(await middle.open()))).toBeGreaterThan(0)
  await neverConnected(ben, 4_000)
  const failures = await middle.page.evaluate(
    () => (globalThis as unknown as { failures: string[] }).failures,
  )
  expect(failures.some((failure) => failure.startsWith('guest not_authentic'))).toBe(true)
  await context.close()
})

test('3: a guest with the link’s secret cannot be downgraded to the code', async ({ evil, at, browser }) => {
  const context = await browser.newContext()
  const [anna, ben] = [await at(evil), await at(evil)]
  const code = await anna.invite()
  // This middle acts as a host that accepts only the code.
  const middle = await createMiddle(evil, context, 'both', { code })
  await joinByLink(ben, await anna.inviteLink())
  await expect.poll(async () => Math.max(...(await middle.open()))).toBeGreaterThan(0)
  await neverConnected(ben, 4_000)
  const failures = await middle.page.evaluate(
    () => (globalThis as unknown as { failures: string[] }).failures,
  )
  expect(failures.some((failure) => failure.startsWith('guest no_mode'))).toBe(true)
  await context.close()
})

test('4: a handshake with one altered byte always fails, and an unaltered one succeeds', async ({
  browser,
  person,
  server,
}) => {
  const context = await browser.newContext()
  await context.addInitScript(() => {
    const { send } = RTCDataChannel.prototype
    Object.assign(globalThis, { changing: true })
    RTCDataChannel.prototype.send = function (data: never) {
      const bytes = new Uint8Array(data as ArrayBuffer)
      const handshake = bytes[0] === 0x10 || bytes[0] === 0x11
      if (handshake && (globalThis as unknown as { changing: boolean }).changing) {
        const at = bytes.length - 1 - Math.floor(Math.random() * (bytes.length - 4))
        bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(Math.random() * 8))
      }
      send.call(this, bytes as never)
    }
  })
  const anna = await person()
  const eve = await openApp(context, server.url)
  await eve.join(await anna.invite())
  await Promise.all([neverConnected(anna, 5_000), neverConnected(eve, 5_000)])
  await eve.evaluate(() => Object.assign(globalThis, { changing: false }))
  await expect(anna.chat.status()).toHaveAttribute('data-state', 'connected', { timeout: 45_000 })
  await context.close()
})

test('5: with only six digits a man in the middle can complete both handshakes, and the pictures reveal it', async ({
  evil,
  at,
  browser,
}) => {
  const context = await browser.newContext()
  const [anna, ben] = [await at(evil), await at(evil)]
  const code = await anna.invite()
  const middle = await createMiddle(evil, context, 'both', { code })
  await ben.join(code)
  await connected(anna, ben)
  await expect(anna.chat.trust()).toContainText('Not verified')
  await expect(ben.chat.trust()).toContainText('Not verified')
  await anna.say('read by the middle')
  await expect(ben.chat.messages()).toHaveText(['read by the middle'])
  expect(await middle.page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard)).toEqual([
    'read by the middle',
  ])
  await openCheck(anna)
  await openCheck(ben)
  expect(await pictures(anna)).not.toBe(await pictures(ben))
  // The app asks once whether they really differ; going back changes nothing.
  const sure = ben.getByRole('alertdialog', { name: 'Do the pictures really differ?' })
  await ben.getByRole('button', { name: 'They don’t match' }).click()
  await sure.getByRole('button', { name: 'Look again' }).click()
  await expect(ben.getByTestId('safety-pictures')).toBeVisible()
  await ben.getByRole('button', { name: 'They don’t match' }).click()
  await sure.getByRole('button', { name: 'They differ: close and erase' }).click()
  const alarm = ben.getByRole('alertdialog', {
    name: /^The pictures differ. Somebody may stand between you and /,
  })
  await expect(alarm.getByRole('heading')).toBeFocused()
  const { width, height } = (await alarm.boundingBox()) ?? { width: 0, height: 0 }
  expect([width, height]).toEqual(await ben.evaluate(() => [innerWidth, innerHeight]))
  await expect(alarm.getByRole('button', { name: /^New session with / })).toBeInViewport()
  await expect(alarm.getByRole('listitem')).toHaveCount(3)
  await alarm.getByRole('button', { name: 'I understand' }).click()
  await expect(ben.chat.status()).toHaveAttribute('data-state', 'closed')
  await expect(ben.locator('.composer-closed')).toContainText('the pictures differ')
  await expect(ben.chat.messages()).toHaveCount(0)
  await expect.poll(async () => JSON.stringify(await ben.stored.sessions())).toContain('"keys":null')
  // Anna did nothing, so nothing of hers is erased or closed.
  await expect(anna.chat.status()).not.toHaveAttribute('data-state', 'closed')
  await expect(anna.chat.messages()).toHaveText(['read by the middle'])
  await context.close()
})

for (const how of ['replay', 'drop', 'swap'] as const)
  test(`8: a record made to ${how} ends the link, and every message still arrives once and in order`, async ({
    browser,
    person,
    server,
  }) => {
    const context = await browser.newContext()
    await context.addInitScript((way) => {
      const { send } = RTCDataChannel.prototype
      let kept: Uint8Array | null = null
      RTCDataChannel.prototype.send = function (data: never) {
        const bytes = new Uint8Array(data as ArrayBuffer)
        const out = (one: Uint8Array) => send.call(this, one as never)
        const armed = (globalThis as unknown as { armed?: boolean }).armed && bytes[0] === 0x21
        if (!armed) return out(bytes)
        if (way === 'replay') {
          Object.assign(globalThis, { armed: false })
          out(bytes)
          return out(bytes)
        }
        if (way === 'drop') {
          Object.assign(globalThis, { armed: false })
          return
        }
        if (!kept) {
          kept = bytes
          return
        }
        Object.assign(globalThis, { armed: false })
        out(bytes)
        out(kept)
      }
    }, how)
    const anna = await person()
    const eve = await openApp(context, server.url)
    await pair(anna, eve)
    await eve.evaluate(() => Object.assign(globalThis, { armed: true }))
    for (const text of ['one', 'two', 'three']) await eve.say(text)
    await expect(anna.chat.messages()).toHaveText(['one', 'two', 'three'])
    await connected(anna, eve)
    await eve.say('four')
    await expect(anna.chat.messages()).toHaveText(['one', 'two', 'three', 'four'])
    await context.close()
  })

test('9: a server that reflects a person’s own messages is detected', async ({ evil, at, browser }) => {
  const context = await browser.newContext()
  const [anna, ben] = [await at(evil), await at(evil)]
  const middle = await createMiddle(evil, context, 'mirror')
  await joinByLink(ben, await inviteLinkOf(anna))
  await expect.poll(async () => Math.max(...(await middle.open()))).toBeGreaterThan(0)
  await Promise.all([neverConnected(anna, 4_000), neverConnected(ben, 4_000)])
  await context.close()
})

for (const [what, change] of [
  [
    'a second fingerprint',
    (sdp: string) =>
      sdp
        .replace(/(a=fingerprint:sha-256 )([0-9A-F:]+)/, '$1$2\r\na=fingerprint:sha-256 AA$2')
        .replace(/AA[0-9A-F]{2}:/, 'AA:'),
  ],
  [
    'a weak hash',
    (sdp: string) => sdp.replace(/a=fingerprint:sha-256 ([0-9A-F:]{59})[0-9A-F:]*/, 'a=fingerprint:sha-1 $1'),
  ],
  ['no fingerprint', (sdp: string) => sdp.replace(/a=fingerprint:.*\r\n/g, '')],
] as const)
  test(`10: a description with ${what} is refused`, async ({ evil, at }) => {
    const [anna, ben] = [await at(evil), await at(evil)]
    let changed = 0
    evil.onSaid = (_, signal) => {
      if (typeof signal.sdp !== 'string') return signal
      changed += 1
      return { ...signal, sdp: change(signal.sdp) }
    }
    await ben.join(await anna.invite())
    await expect.poll(() => changed).toBeGreaterThan(0)
    await Promise.all([neverConnected(anna, 3_000), neverConnected(ben, 3_000)])
    await expect(ben.chat.status()).toHaveAttribute('data-state', /connecting|away|offline/)
  })

test('11: forged offers, goodbyes and candidates from the server do not affect an open link', async ({
  evil,
  at,
}) => {
  const [anna, ben] = [await at(evil), await at(evil)]
  const offers: Signal[] = []
  evil.onSaid = (_, signal) => {
    if (signal.type === 'webrtc_offer') offers.push(signal)
    // At first the server hides that both can seal signals, so that it gets a readable offer.
    return signal.type === 'join_room' && offers.length === 0 ? { ...signal, seals: undefined } : signal
  }
  await joinByLink(ben, await inviteLinkOf(anna))
  await connected(anna, ben)
  await ben.reload()
  await ben.enter()
  await connected(anna, ben)
  const [plain, sealed] = [offers[0], offers.at(-1)]
  const offer = String(plain?.sdp)
  expect([offer, String(sealed?.sdp)]).toEqual([
    expect.stringContaining('fingerprint'),
    expect.stringMatching(/^sealed\.1\./),
  ])
  const roomId = evil.rooms.at(-1)
  const from = 'server'
  const strange = offer.replace(/(a=fingerprint:sha-256 )[0-9A-F]{2}/, '$1FE')
  for (const victim of evil.victims) {
    // A sealed signal can be replayed, but the link that it begins never authenticates.
    victim.tell({ ...sealed, type: 'webrtc_offer', from, roomId })
    victim.tell({ type: 'webrtc_offer', from, roomId, sdp: strange, attempt: 'evil-1' })
    victim.tell({ type: 'webrtc_answer', from, roomId, sdp: strange, attempt: 'evil-1' })
    victim.tell({
      type: 'ice_candidate',
      from,
      roomId,
      candidate: { candidate: 'candidate:1 1 udp 1 127.0.0.1 9 typ host' },
      attempt: 'evil-1',
    })
    victim.tell({ type: 'peer_disconnected' })
    victim.tell({ type: 'peer_left' })
  }
  for (let round = 0; round < 20; round += 1) {
    await expect(anna.chat.status()).toHaveAttribute('data-state', 'connected')
    await expect(ben.chat.status()).toHaveAttribute('data-state', 'connected')
    await anna.waitForTimeout(100)
  }
  await anna.say('still ours')
  await expect(ben.chat.messages()).toHaveText(['still ours'])
})

test('17: a server that claims the session is gone ends nothing: the link stays, nothing is erased, and the peer is not blamed', async ({
  evil,
  at,
}) => {
  const [anna, ben] = [await at(evil), await at(evil)]
  await joinByLink(ben, await inviteLinkOf(anna))
  await connected(anna, ben)
  const roomId = evil.rooms.at(-1)
  const lie = (): void => {
    for (const victim of evil.victims) {
      victim.tell({ type: 'error', error: 'made up', code: 'not_a_member' })
      victim.tell({ type: 'error', error: 'made up', code: 'room_not_found' })
      victim.tell({ type: 'room_deleted', roomId })
    }
  }
  lie()
  for (const [from, to] of [
    [anna, ben],
    [ben, anna],
  ] as const) {
    await from.say('still ours')
    await expect(to.chat.messages().last()).toHaveText('still ours')
    await expect(from.chat.status()).toHaveAttribute('data-state', 'connected')
  }
  // Ben's page closes and the server lies again; now Anna has no link that disproves it.
  await ben.close()
  await expect(anna.chat.status()).not.toHaveAttribute('data-state', 'connected', { timeout: 40_000 })
  lie()
  await expect(anna.getByText('The server no longer knows this session')).toBeVisible()
  await expect(anna.chat.status()).toHaveAttribute('data-state', 'offline')
  await expect(anna.getByText('The other person deleted')).toHaveCount(0)
  await expect(anna.chat.messages()).toHaveCount(2)
  expect(JSON.stringify(await anna.stored.sessions())).toContain('"kind":"accepted"')
  // The server's trouble is shown while it lasts; the join is repeated and succeeds.
  for (const victim of evil.victims) victim.tell({ type: 'error', error: 'made up', code: 'unavailable' })
  const trouble = anna.getByText('The server has trouble; trying again.')
  await expect(trouble).toBeVisible()
  await expect(trouble).toHaveCount(0)
})

test('an open link restarts ICE inside its channel: the server sees nothing, and no message is lost', async ({
  evil,
  at,
}) => {
  const [anna, ben] = [await at(evil), await at(evil)]
  for (const page of [anna, ben])
    await page.addInitScript(() => {
      const Native = RTCPeerConnection
      const made: RTCPeerConnection[] = []
      Object.assign(globalThis, { made })
      globalThis.RTCPeerConnection = class extends Native {
        constructor(configuration?: RTCConfiguration) {
          super(configuration)
          made.push(this)
        }
      }
    })
  for (const page of [anna, ben]) await page.reload()
  await joinByLink(ben, await inviteLinkOf(anna))
  await connected(anna, ben)
  const paths = (page: Person): Promise<string[]> =>
    page.evaluate(() =>
      (globalThis as unknown as { made: RTCPeerConnection[] }).made
        .filter(({ connectionState }) => connectionState === 'connected')
        .map(({ localDescription }) => /a=ice-ufrag:(\S+)/.exec(localDescription?.sdp ?? '')?.[1] ?? ''),
    )
  const before = [await paths(anna), await paths(ben)]
  const heard = evil.seen.length
  await anna.evaluate(() => window.dispatchEvent(new Event('online')))
  await expect
    .poll(async () => JSON.stringify([await paths(anna), await paths(ben)]))
    .not.toBe(JSON.stringify(before))
  await expect
    .poll(async () => (await paths(anna))[0] !== before[0]?.[0] && (await paths(ben))[0] !== before[1]?.[0])
    .toBe(true)
  for (const text of ['one', 'two']) await anna.say(text)
  await expect(ben.chat.messages()).toHaveText(['one', 'two'])
  await connected(anna, ben)
  const since = evil.seen
    .slice(heard)
    .filter((said) => said.includes('webrtc_') || said.includes('ice_candidate'))
  expect(since).toEqual([])
})

test('12: wrong words are reported, three burn the invite on both sides, and the digits alone never join', async ({
  person,
}) => {
  const [anna, ben] = [await person(), await person()]
  const code = await anna.invite({ words: true })
  const words = (await anna.getByTestId('join-words').textContent()) ?? ''
  await ben.join(code)
  const dialog = ben.getByRole('dialog', { name: 'Join' })
  await expect(dialog.getByRole('textbox', { name: 'Words' })).toBeVisible()
  await neverConnected(anna, 1_000)
  const wrong = ['zucchini zookeeper', 'abyss acid', 'academy acrobat'].filter((guess) => guess !== words)
  for (const [at, guess] of wrong.entries()) {
    await dialog.getByRole('textbox', { name: 'Words' }).fill(guess)
    await dialog.getByRole('button', { name: 'Join' }).click()
    if (at === 2) break
    await expect(dialog.getByText(`${2 - at} ${at === 0 ? 'tries' : 'try'} left`)).toBeVisible()
    await expect(dialog.getByRole('textbox', { name: 'Words' })).toHaveValue(guess)
  }
  for (const page of [anna, ben]) {
    await expect(page.chat.status()).toHaveAttribute('data-state', 'closed')
    await expect(page.getByText('The words of this invite are no longer valid').first()).toBeVisible()
  }
})

test('13: a stolen copy works until the two reconnect, and is refused afterwards', async ({
  person,
  browser,
  server,
}) => {
  const [anna, ben] = [await person(), await person()]
  await joinByLink(ben, await inviteLinkOf(anna))
  await connected(anna, ben)
  await expect(anna.chat.trust()).toContainText('Verified')
  // The copy knows all that Ben's phone knows, also that Anna's app seals signals.
  await expect.poll(async () => JSON.stringify(await ben.stored.sessions())).toContain('"seals":true')
  const stolen = await ben.stored.sessions()
  await ben.reload()
  await ben.enter()
  await connected(anna, ben)
  await ben.say('the honest one')
  await expect(anna.chat.messages()).toHaveText(['the honest one'])
  await ben.goto('about:blank')
  const context = await browser.newContext()
  const thief = await openApp(context, server.url)
  await thief.stored.putSessions(stolen)
  await thief.reload()
  await thief.enter()
  // 13b: its secrets are outdated, so it can only claim to have lost them: it is unverified, and no message is sent to it.
  await expect(anna.chat.trust()).toContainText('Verify again', { timeout: 45_000 })
  await anna.say('for Ben alone')
  await thief.waitForTimeout(1_500)
  await expect(thief.chat.messages()).toHaveCount(0)
  await expect(anna.locator('[data-testid=message][data-own=true]').last()).toHaveAttribute(
    'data-state',
    'waiting',
  )
  await expect(anna.getByText('somebody pretends to be it')).toBeVisible()
  await anna.getByRole('button', { name: 'Go on without checking' }).click()
  await expect(anna.chat.trust()).toContainText('Not verified')
  await expect(thief.chat.messages()).toHaveText(['for Ben alone'])
  await context.close()
})

test('13: a peer with another key than the pinned one is always refused', async ({
  person,
  browser,
  server,
}) => {
  const [anna, ben] = [await person(), await person()]
  await joinByLink(ben, await inviteLinkOf(anna))
  await connected(anna, ben)
  const stored = (await ben.stored.sessions()) as { sessions: { keys: { own: string; resumes: string[] } }[] }
  await ben.goto('about:blank')
  const other = `${'B'.repeat(42)}A`
  const forged = {
    ...stored,
    sessions: stored.sessions.map((one) => ({ ...one, keys: { ...one.keys, own: other, resumes: [] } })),
  }
  const context = await browser.newContext()
  const stranger = await openApp(context, server.url)
  await stranger.stored.putSessions(forged)
  await stranger.reload()
  await stranger.enter()
  await neverConnected(stranger, 5_000)
  await expect(anna.chat.status()).not.toHaveAttribute('data-state', 'connected')
  await context.close()
})

test('18: a peer’s report that the pictures differ erases nothing: the session stops, says so, and asks', async ({
  person,
}) => {
  const [anna, ben] = [await person(), await person()]
  await pair(anna, ben)
  await ben.say('before')
  await expect(anna.chat.messages()).toHaveText(['before'])
  await openCheck(anna)
  await openCheck(ben)
  await pictures(anna)
  await ben.getByRole('button', { name: 'They don’t match' }).click()
  await ben.getByRole('button', { name: 'They differ: close and erase' }).click()
  await anna.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).click()
  const banner = anna
    .getByRole('alert')
    .filter({ hasText: 'says that the pictures of the safety check differ' })
  await expect(banner).toBeVisible()
  await expect(anna.chat.messages()).toHaveText(['before'])
  // It stays stopped after a reload, and messages wait.
  await anna.reload()
  await anna.enter('Anna')
  await expect(banner).toBeVisible()
  await anna.say('wait')
  await expect(anna.locator('[data-testid=message][data-own=true]').last()).toHaveAttribute(
    'data-state',
    'waiting',
  )
  expect(JSON.stringify(await anna.stored.sessions())).toContain('"trust":"disputed"')
  await banner.getByRole('button', { name: 'Go on without checking' }).click()
  await expect(banner).toHaveCount(0)
  expect(JSON.stringify(await anna.stored.sessions())).toContain('"trust":"unverified"')
})

test('16: a safety check that is interrupted three times stops with a warning', async ({ person }) => {
  const [anna, ben] = [await person(), await person()]
  await pair(anna, ben)
  for (let round = 0; round < 3; round += 1) {
    await openCheck(anna)
    await openCheck(ben)
    await pictures(anna)
    await anna.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).click()
    await ben.reload()
    await ben.enter()
    await connected(anna, ben)
  }
  await openCheck(anna)
  await expect(anna.getByRole('alert').filter({ hasText: 'Somebody may be interfering' })).toBeVisible()
  await expect(anna.getByTestId('safety-pictures')).toHaveCount(0)
})

test('nothing that the server received or wrote contains a text, a secret, words or a fragment, nor addresses of two people who paired by link', async ({
  evil,
  at,
  server,
}) => {
  const [anna, ben, carl] = [await at(evil), await at(evil), await at(evil)]
  const before = evil.seen.length
  const link = await inviteLinkOf(anna)
  await joinByLink(ben, link)
  await connected(anna, ben)
  const stored = [await anna.stored.sessions(), await ben.stored.sessions()]
  // They paired by link and reconnect, so the relayed signals are sealed.
  await ben.reload()
  await ben.enter()
  await connected(anna, ben)
  const introductions = evil.seen.slice(before).filter((said) => /"(webrtc_|ice_)/.test(said))
  expect(introductions.filter((said) => said.includes('"webrtc_offer"')).length).toBeGreaterThan(1)
  for (const said of introductions) {
    expect(said).toContain('sealed.1.')
    expect(said).not.toMatch(/candidate:|fingerprint|sdpMid|a=|\d+\.\d+\.\d+\.\d+|\.local/)
  }
  await anna.say('a text for two people')
  await expect(ben.chat.messages()).toHaveText(['a text for two people'])
  await anna.getByRole('button', { name: 'Back' }).click()
  const code = await anna.invite({ words: true })
  const words = (await anna.getByTestId('join-words').textContent()) ?? ''
  await carl.join(`${code} ${words}`)
  await connected(anna, carl)
  await expect(carl.chat.trust()).toContainText('Verified')
  stored.push(await carl.stored.sessions())
  const secrets = JSON.stringify(stored).match(/"(?:own|key|resumes|link|words)":\[?"([\w-]+)"/g) ?? []
  const values = secrets.map((found) => /"([\w-]+)"$/.exec(found)?.[1] ?? '')
  expect(values.length).toBeGreaterThan(6)
  const secret = /s=([\w-]{43})/.exec(link)?.[1] ?? 'missing'
  const spoken = words.split(' ')
  const heard = evil.seen.slice(before).join('\n') + server.output()
  for (const value of [...values, secret, ...spoken, 'a text for two people', '#j='])
    expect([value, heard.includes(value)]).toEqual([value, false])
})

async function inviteLinkOf(host: Person): Promise<string> {
  await host.invite()
  return host.inviteLink()
}
