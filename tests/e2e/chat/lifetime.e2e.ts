/** Message lifetimes: proposed, accepted, stored encrypted, and expired in time on both phones. */
import { connected, expect, type Person, pair, test } from '../../harness/people/person.ts'

const proposeLifetime = async (page: Person, name: string): Promise<void> => {
  await page.getByRole('button', { name: 'Session options' }).click()
  await page.getByRole('menuitem', { name: 'Message lifetime' }).click()
  const dialog = page.getByRole('dialog', { name: 'Message lifetime' })
  await dialog.getByRole('radio', { name }).check()
  await dialog.getByRole('button', { name: 'Propose' }).click()
}
/** Sets the page's wall clock ahead by `ms` from its next load on. */
const sleepFor = (page: Person, ms: number) =>
  page.addInitScript((shift) => {
    const { now } = Date
    Date.now = () => now() + shift
  }, ms)

test('an agreed lifetime keeps messages across a reload, and expired ones are never shown', async ({
  person,
}) => {
  const [anna, ben] = [await person(), await person()]
  await pair(anna, ben)
  await proposeLifetime(anna, 'For 1 hour')
  await expect(ben.getByText('proposes to keep messages: for 1 hour')).toBeVisible()
  await ben.getByRole('button', { name: 'Accept' }).click()
  for (const page of [anna, ben]) await expect(page.getByText('Messages are now kept')).toBeVisible()
  await anna.say('kept for an hour')
  await ben.say('so is this')
  await expect(anna.chat.messages()).toHaveText(['kept for an hour', 'so is this'])
  await expect(anna.chat.lastMark()).toHaveAttribute('data-state', 'delivered')
  await anna.waitForTimeout(600)
  await anna.reload()
  await anna.enter('Anna')
  await expect(anna.chat.messages()).toHaveText(['kept for an hour', 'so is this'])
  await connected(anna, ben)
  await expect(ben.chat.messages()).toHaveText(['kept for an hour', 'so is this'])
  const dump = JSON.stringify(await anna.stored.dump())
  expect(dump).not.toContain(Buffer.from('kept for an hour').toString('base64').slice(0, 16))
  // After months of absence: checks every moment of the page from its first on.
  await sleepFor(anna, 90 * 86_400_000)
  await anna.addInitScript(() => {
    Object.assign(globalThis, { seenLate: false })
    new MutationObserver(() => {
      if (document.documentElement.textContent?.includes('kept for an hour'))
        Object.assign(globalThis, { seenLate: true })
    }).observe(document, { childList: true, subtree: true, characterData: true })
  })
  await anna.reload()
  await anna.enter('Anna')
  await connected(anna, ben)
  await expect(anna.chat.messages()).toHaveCount(0)
  expect(await anna.evaluate(() => (globalThis as unknown as { seenLate: boolean }).seenLate)).toBe(false)
})

test('a declined proposal changes nothing, and one made while the peer is away waits for it', async ({
  person,
}) => {
  const [anna, ben] = [await person(), await person()]
  await pair(anna, ben)
  await proposeLifetime(anna, 'For 7 days')
  await ben.getByRole('button', { name: 'Decline' }).click()
  await expect(anna.getByText('The other person declined')).toBeVisible()
  await ben.leave()
  await expect(anna.locator('[role=status][data-state]')).toHaveAttribute('data-state', 'away')
  await proposeLifetime(anna, 'For 1 day')
  await ben.enter()
  await expect(ben.getByText('proposes to keep messages: for 1 day')).toBeVisible()
  await ben.getByRole('button', { name: 'Accept' }).click()
  await expect(anna.getByText('Messages are now kept')).toBeVisible()
})

test('undelivered messages survive a reload of their author and arrive once', async ({ person }) => {
  const [anna, ben] = [await person(), await person()]
  await pair(anna, ben)
  await ben.say('gone with the page')
  await expect(anna.chat.messages()).toHaveText(['gone with the page'])
  await ben.leave()
  await expect(anna.locator('[role=status][data-state]')).toHaveAttribute('data-state', 'away')
  await anna.say('first of two')
  await anna.say('second of two')
  await anna.getByRole('textbox', { name: 'Message' }).fill('half a thou')
  await anna.waitForTimeout(600)
  await anna.reload()
  await anna.enter('Anna')
  // "In memory only" applies to delivered messages: they are gone, and waiting ones are not.
  await expect(anna.chat.messages()).toHaveText(['first of two', 'second of two'])
  await expect(anna.getByRole('textbox', { name: 'Message' })).toHaveValue('half a thou')
  await expect(anna.chat.lastMark()).toHaveAttribute('data-state', 'waiting')
  await ben.enter()
  await connected(anna, ben)
  await expect(ben.chat.messages()).toHaveText(['gone with the page', 'first of two', 'second of two'])
  await expect(anna.chat.lastMark()).toHaveAttribute('data-state', 'delivered')
  await anna.waitForTimeout(600)
  await anna.reload()
  await anna.enter('Anna')
  await connected(anna, ben)
  await expect(anna.chat.messages()).toHaveCount(0)
  await expect(ben.chat.messages()).toHaveCount(3)
})

test('an ephemeral session stores no waiting message', async ({ person }) => {
  const [anna, ben] = [await person(), await person()]
  await pair(anna, ben, { ephemeral: true })
  await ben.leave()
  await expect(anna.locator('[role=status][data-state]')).toHaveAttribute('data-state', 'away')
  await anna.say('in memory alone')
  await anna.waitForTimeout(600)
  await anna.reload()
  await anna.enter('Anna')
  await ben.enter()
  await connected(anna, ben)
  await expect(anna.chat.messages()).toHaveCount(0)
})
