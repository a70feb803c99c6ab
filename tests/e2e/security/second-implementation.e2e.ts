/** The app pairs with a second implementation, written from the documents alone, which shows that they match the code. */
import { randomBytes, randomInt } from 'node:crypto'
import { test as base, connected, expect, type Person } from '../../harness/people/person.ts'
import {
  createSecondPerson,
  type Plan,
  type SecondPeer,
  type SecondPerson,
} from '../../harness/people/second-implementation.ts'
import { openLocation, ROUGHLY, standIn } from '../../harness/people/whereabouts.ts'

const test = base.extend<{ second: SecondPerson }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
  second: async ({}, use) => {
    const second = createSecondPerson()
    await use(second)
    await second.dispose()
  },
})

type By = 'link' | 'words' | 'code'
const WORDS = 'Cactus  Avalanche'

/** The app invites, the second implementation joins. */
async function appHosts(page: Person, by: By): Promise<Omit<Plan, 'server' | 'begins'>> {
  const code = await page.invite({ words: by === 'words' })
  const words = by === 'words' ? ((await page.getByTestId('join-words').textContent()) ?? '') : undefined
  const link = by === 'link' ? (/[#&]s=([\w-]+)/.exec(await page.inviteLink())?.[1] ?? '') : undefined
  return { role: 'guest', code, ...(words && { words }), ...(link && { link }) }
}

const hostPlan = (by: By): Omit<Plan, 'server' | 'begins'> => ({
  role: 'host',
  code: String(randomInt(1_000_000)).padStart(6, '0'),
  link: randomBytes(32).toString('base64url'),
  ...(by === 'words' && { words: WORDS }),
})

/** The second implementation invites, the app joins. */
async function appJoins(
  page: Person,
  by: By,
  { code, link }: Omit<Plan, 'server'>,
  url: string,
): Promise<void> {
  const typed = { link: `${url}/#j=${code}&s=${link}`, words: `${code} ${WORDS}`, code }
  await page.join(typed[by])
}

async function agree(page: Person): Promise<void> {
  const asked = page.getByRole('alert').filter({ hasText: 'asks to send through the server' })
  await asked.getByRole('button', { name: 'Accept' }).click()
}

async function talk(page: Person, peer: SecondPeer, words: string): Promise<void> {
  await page.say(`from the app: ${words}`)
  expect(await peer.next('text')).toMatchObject({ text: `from the app: ${words}` })
  await expect(page.chat.lastMark()).toHaveAttribute('data-state', 'delivered')
  peer.do({ do: 'say', text: `from the other: ${words} ✓ ﬁn` })
  await peer.next('acked')
  await expect(page.chat.messages().last()).toHaveText(`from the other: ${words} ✓ ﬁn`)
}

/** Each sends the other where they are: the same numbers arrive, in the same chain. */
async function whereTheyAre(page: Person, peer: SecondPeer): Promise<void> {
  await standIn(page)
  // Before the other app has said that it knows locations, the app offers none.
  await openLocation(page)
  await expect(page.getByText('too old for locations')).toBeVisible()
  peer.do({ do: 'can', kinds: ['text', 'react', 'unsend', 'location'] })
  const dialog = page.getByRole('dialog', { name: 'Send where you are' })
  await dialog.getByRole('button', { name: 'Send', exact: true }).click()
  const { text, ...numbers } = ROUGHLY
  expect(await peer.next('location')).toMatchObject(numbers)
  await expect(page.getByTestId('attachment')).toHaveAttribute('data-state', 'whole')
  peer.do({ do: 'locate', lat: -4_749_791, lon: 0, within: 13 })
  await peer.next('acked')
  await expect(page.chat.messages().last()).toHaveText('📍 -47.49791, 0.00')
  await expect(page.chat.messages().nth(-2)).toHaveText(text)
}

/** Waits for a successful pairing on the screen; returns the second implementation's report. */
async function meet(
  page: Person,
  peer: SecondPeer,
  expected: { mode: string; initiator: boolean },
): Promise<void> {
  expect(await peer.next('open')).toMatchObject(expected)
  await peer.next('confirmed')
  await connected(page)
  await expect(page.chat.status()).toHaveText('Connected · Through server')
}

for (const role of ['host', 'guest'] as const)
  for (const [at, by] of (['link', 'words', 'code'] as const).entries())
    test(`a second implementation as ${role} pairs by ${by}, chats, and resumes`, async ({
      person,
      second,
      server,
    }) => {
      const page = await person()
      // In each mode the initiator is once the host and once the guest.
      const begins = (at % 2 === 0) === (role === 'host')
      const plan = role === 'host' ? hostPlan(by) : await appHosts(page, by)
      const peer = second.start({ ...plan, server: server.url, begins })
      if (role === 'host') {
        await peer.next('invited')
        await appJoins(page, by, plan, server.url)
      }
      await agree(page)
      await meet(page, peer, { mode: by, initiator: begins })
      await expect(page.chat.trust()).toContainText(by === 'code' ? 'Not verified' : 'Verified')
      await talk(page, peer, by)
      await peer.end()

      const again = second.start({ server: server.url, begins: !begins, listens: true })
      // The app's signals are sealed under the resume secret, and open as documented.
      expect(await again.next('signal')).toMatchObject({
        type: 'webrtc_offer',
        sealed: true,
        opened: expect.stringContaining('a=fingerprint:sha-256'),
      })
      await meet(page, again, { mode: 'resume', initiator: !begins })
      await talk(page, again, 'again')
    })

test('with a second implementation the pictures agree, keys are renewed both ways, and the pinned key alone is told', async ({
  person,
  second,
  server,
}) => {
  const page = await person()
  const plan = await appHosts(page, 'code')
  const first = second.start({ ...plan, server: server.url, begins: true })
  await agree(page)
  await meet(page, first, { mode: 'code', initiator: true })
  first.do({ do: 'renew' })
  await first.next('renewed')
  await talk(page, first, 'new keys, which the other began')
  await whereTheyAre(page, first)
  await page.getByRole('button', { name: 'Safety check' }).click()
  first.do({ do: 'check' })
  const { digits } = await first.next('check')
  await expect(page.getByTestId('safety-digits')).toHaveText((digits as number[]).join(' '))
  await page.getByRole('button', { name: 'They match' }).click()
  await first.next('match')
  first.do({ do: 'match' })
  await expect(page.getByRole('dialog', { name: 'Safety check' })).toContainText(
    'Verified by comparing pictures',
  )
  await page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).click()
  await first.end()

  const back = second.start({ server: server.url, begins: false })
  await meet(page, back, { mode: 'resume', initiator: false })
  await expect(page.chat.trust()).toContainText('Verified')
  // An app with fresh keys does not rekey yet.
  await page.evaluate(() => {
    const now = performance.now.bind(performance)
    performance.now = () => now() + 40_000
  })
  back.do({ do: 'renew' })
  await back.next('renewed')
  await talk(page, back, 'new keys, which the app began')
  await back.end()

  const forgetful = second.start({ server: server.url, lost: true, begins: true })
  await meet(page, forgetful, { mode: 'pinned', initiator: true })
  await expect(page.chat.trust()).toContainText('Verify again')
})

test('a second implementation with another secret than the link’s is refused', async ({
  person,
  second,
  server,
}) => {
  const page = await person()
  const plan = await appHosts(page, 'link')
  const stranger = second.start({
    ...plan,
    link: randomBytes(32).toString('base64url'),
    server: server.url,
    begins: true,
  })
  await agree(page)
  expect((await stranger.next('failed')).why).toContain('gives the pairing up')
  await expect(page.chat.status()).not.toHaveAttribute('data-state', 'connected')
})
