/** Measures of the chat's layout: one pair, with all checks at each state. */
import type { Locator } from '@playwright/test'
import { connected, expect, openPhone, type Person, pair, test } from '../../harness/people/person.ts'
import { boxOf } from '../../harness/people/places.ts'

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}
const meet = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

/** Measures the header, the name in it, and the composer. */
async function frameOf(page: Person): Promise<{ bar: Box; nameOff: number; composer: Box }> {
  const name = await boxOf(page.getByRole('heading', { level: 1 }))
  const width = page.viewportSize()?.width ?? 0
  return {
    bar: await boxOf(page.locator('.chat-bar')),
    nameOff: Math.abs(name.x + name.width / 2 - width / 2),
    composer: await boxOf(page.locator('.composer')),
  }
}

/** For each bubble: its corner radii in order, and the gap to the one above. */
const formsOf = (page: Person): Promise<readonly { corners: string; gap: number }[]> =>
  page.locator('.bubble').evaluateAll((all) =>
    all.map((bubble, at) => {
      const style = getComputedStyle(bubble)
      const small = (corner: string): string => (Number.parseFloat(corner) < 10 ? 's' : 'L')
      const {
        borderStartStartRadius: a,
        borderStartEndRadius: b,
        borderEndEndRadius: c,
        borderEndStartRadius: d,
      } = style
      const above = all[at - 1]?.getBoundingClientRect().bottom
      return {
        corners: [a, b, c, d].map(small).join(''),
        gap: above === undefined ? 0 : Math.round(bubble.getBoundingClientRect().top - above),
      }
    }),
  )

/** Long-presses a message, returns the places of its menu, and closes it again. */
async function lift(page: Person, bubble: Locator): Promise<void> {
  const seen = await boxOf(bubble)
  const finger = await page.finger()
  await finger.down(seen.x + 20, Math.max(seen.y + 8, 80))
  await expect(page.locator('.lift')).toBeVisible()
  await finger.up()
  const screen = page.viewportSize() ?? { width: 0, height: 0 }
  const parts = {
    reactions: await boxOf(page.locator('.lift-reactions')),
    bubble: await boxOf(page.locator('.lift-bubble')),
    menu: await boxOf(page.locator('.lift-menu')),
  }
  expect(meet(parts.menu, parts.bubble)).toBe(false)
  expect(meet(parts.reactions, parts.bubble)).toBe(false)
  expect(parts.bubble.height).toBeGreaterThanOrEqual(30)
  for (const { x, y, width, height } of Object.values(parts)) {
    expect(x).toBeGreaterThanOrEqual(0)
    expect(y).toBeGreaterThanOrEqual(0)
    expect(x + width).toBeLessThanOrEqual(screen.width)
    expect(y + height).toBeLessThanOrEqual(screen.height)
  }
  const ground = await page
    .locator('.lift-menu')
    .evaluate((menu) => [getComputedStyle(menu).backgroundColor, getComputedStyle(menu).opacity])
  expect(ground).toEqual(['rgb(255, 255, 255)', '1'])
  await page.keyboard.press('Escape')
  await expect(page.locator('.lift')).toHaveCount(0)
}

test('header, bubbles, marks, composer and menu keep their measures in every state', async ({
  browser,
  server,
  person,
}) => {
  const options = { colorScheme: 'light', reducedMotion: 'reduce' }
  const [anna, ben] = [await openPhone(browser, server.url, options), await person()]
  await pair(anna, ben, { name: 'Ben' })
  const first = await frameOf(anna)
  expect(first.bar.height).toBe(52)
  expect(first.nameOff).toBeLessThanOrEqual(1)
  expect(Math.round(first.composer.height)).toBe(58)
  await expect(anna.locator('.chat-bar')).toContainText('Not verified')
  await expect(anna.getByText('Is it really Ben?')).toBeVisible()
  // The name that the app made up is a time: nobody is called so.
  await expect(ben.getByText('Is it really your friend?')).toBeVisible()

  // Two taps to the safety check.
  await anna.getByRole('button', { name: 'Details' }).tap()
  await anna
    .getByRole('dialog', { name: 'Details' })
    .getByRole('button', { name: /Not verified/ })
    .tap()
  await ben.getByRole('button', { name: 'Safety check' }).click()
  for (const page of [anna, ben]) {
    await page.getByRole('button', { name: 'They match' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
    await expect(page.chat.trust()).toHaveText('Verified')
  }
  expect(await frameOf(anna)).toEqual(first)

  for (const text of ['one', 'two', 'three']) await ben.say(text)
  await expect(anna.chat.messages()).toHaveCount(3)
  const theirs = await boxOf(anna.locator('.bubble').first())
  for (let at = 1; at <= 10; at += 1) await anna.say(`own ${at}`)
  await expect(anna.locator('[data-own=true][data-state=delivered]')).toHaveCount(10)
  expect(await frameOf(anna)).toEqual(first)
  expect((await boxOf(anna.locator('.bubble').first())).x).toBe(theirs.x)
  // One group each: round outer corners, small inner ones, 2 px apart, the time at the end and one word below.
  const forms = await formsOf(anna)
  expect(forms.slice(0, 3).map(({ corners }) => corners)).toEqual(['LLLs', 'sLLs', 'sLLL'])
  expect(forms.slice(3).map(({ corners }) => corners)).toEqual(['LLsL', ...Array(8).fill('LssL'), 'LsLL'])
  expect(forms.slice(1).map(({ gap }) => gap)).toEqual([2, 2, 10, ...Array(9).fill(2)])
  await expect(anna.locator('.bubble-time[data-beside=false]')).toHaveCount(2)
  await expect(anna.locator('.mark')).toHaveText(['Delivered'])
  await expect(anna.getByRole('article', { name: /^You, own 3, .*\d.*, Delivered$/ })).toHaveCount(1)

  // A reaction never overlaps the time, however short the text.
  await ben.locator('.bubble').last().click({ button: 'right' })
  await ben.getByRole('menuitemradio').first().click()
  const badge = anna.locator('.reactions')
  await expect(badge).toBeVisible()
  expect(meet(await boxOf(badge), await boxOf(anna.locator('.bubble-time').last()))).toBe(false)

  // What came while the talk was on the screen moved to its place; where less motion is wanted, nothing did.
  await expect(ben.locator('.bubble').last()).toHaveCSS('animation-name', 'arrive')
  await expect(anna.locator('.bubble').last()).toHaveCSS('animation-name', 'none')
  await expect(badge).toHaveCSS('animation-name', 'land')

  // Every target of the chat is large enough for a finger.
  const small = await anna.locator('.chat button:visible').evaluateAll((all) =>
    all
      .filter((button) => !button.matches('.bubble-actions, .quote'))
      .map((button) => [button.ariaLabel ?? button.textContent, button.getBoundingClientRect()] as const)
      .filter(([, { width, height }]) => width < 44 || height < 44)
      .map(([name]) => name),
  )
  expect(small).toEqual([])

  await anna.say('long '.repeat(400))
  await ben.say('last')
  await expect(anna.chat.messages()).toHaveCount(15)
  await lift(anna, anna.locator('.bubble').last())
  await lift(anna, anna.locator('.bubble').nth(13))
  await anna.setViewportSize({ width: 320, height: 568 })
  expect((await frameOf(anna)).nameOff).toBeLessThanOrEqual(1)
  await lift(anna, anna.locator('.bubble').last())
  await lift(anna, anna.locator('.bubble').nth(13))
  await anna.locator('.timeline-scroll').evaluate((log) => log.scrollTo(0, 0))
  await lift(anna, anna.locator('.bubble').first())
  // While reading further up, a new message is counted, and the button leads to it.
  await ben.say('one more')
  await anna.getByRole('button', { name: '1 new message' }).tap()
  await expect(anna.getByRole('article').last()).toBeInViewport()
  await expect(anna.locator('.to-latest')).toHaveCount(0)
  // Whoever goes to the newest message needs no way back from a jump any more.
  await ben.locator('.bubble').first().click({ button: 'right' })
  await ben.getByRole('menuitem', { name: 'Reply' }).click()
  await ben.say('an answer')
  await ben.locator('.quote').click()
  const wayBack = ben.getByRole('button', { name: 'Back to where you were' })
  await expect(wayBack).toBeVisible()
  await ben.getByRole('button', { name: 'To the latest message' }).click()
  await expect(ben.locator('.to-latest')).toHaveCount(0)
  await ben.locator('.timeline-scroll').evaluate((log) => log.scrollTo(0, 0))
  await expect(ben.getByRole('button', { name: 'To the latest message' })).toBeVisible()
  await expect(wayBack).toHaveCount(0)
  // 400 % zoom: most of the window is still the log.
  await anna.setViewportSize({ width: 320, height: 256 })
  expect((await boxOf(anna.getByRole('log'))).height).toBeGreaterThan(128)
  await anna.setViewportSize({ width: 390, height: 844 })

  // The verification stays while the other person is away.
  await ben.goto('about:blank')
  await expect(anna.chat.status()).toHaveAttribute('data-state', 'away')
  await expect(anna.chat.status()).toHaveText('Away')
  await expect(anna.chat.trust()).toHaveText('Verified')
  const away = await frameOf(anna)
  expect([away.bar, away.nameOff <= 1]).toEqual([first.bar, true])
  expect(away.composer.height).toBe(first.composer.height)
  await anna.say('and now?')
  await expect(anna.locator('.mark')).toHaveText(['Delivered', 'Waiting'])
  await ben.goto(server.url)
  await ben.enter('')
  await connected(anna, ben)
  await expect(anna.locator('.mark')).toHaveText(['Delivered'])
  // Nor does anything move that stands there from the first.
  await anna.emulateMedia({ reducedMotion: 'no-preference' })
  await anna.getByRole('button', { name: 'Back' }).tap()
  await anna.enter('Ben')
  await expect(anna.locator('.bubble').last()).toHaveCSS('animation-name', 'none')
  await expect(anna.locator('.reactions')).toHaveCSS('animation-name', 'none')
})
