/** What can be done with a message: by a finger, by keys alone, by a reader; here and on the other phone. */
import { rmSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { distWithAxe, findAxeFaults } from './harness/axe.ts'
import { test as base, expect, messages, pair, say } from './harness/people.ts'
import { createTestServer, type TestServer } from './harness/server.ts'
import { type Finger, finger, openPhone } from './harness/touch.ts'

const test = base.extend<object, { server: TestServer }>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
    async ({}, use) => {
      const dist = distWithAxe()
      const server = await createTestServer({ DIST_PATH: dist })
      await server.start()
      await use(server)
      await server.dispose()
      rmSync(dist, { recursive: true, force: true })
    },
    { scope: 'worker' },
  ],
})

const HELD_MS = 600
const menu = (page: Page) => page.getByRole('menu', { name: 'Message' })
const item = (page: Page, name: string) => menu(page).getByRole('menuitem', { name })

/** A long press on the newest message with this text. */
async function hold(page: Page, hand: Finger, text: string): Promise<void> {
  const box = await messages(page).filter({ hasText: text }).last().boundingBox()
  if (!box) throw new Error('no such message')
  await hand.down(box.x + box.width / 2, box.y + box.height / 2)
  await page.waitForTimeout(HELD_MS)
  await hand.up()
  await expect(menu(page)).toBeVisible()
}

test('one tab stop, arrows from message to message, and three keys that open the menu; a reader has a name and a button', async ({
  person,
}) => {
  const [anna, ben] = [await person(), await person()]
  await pair(anna, ben, { name: 'Ben' })
  for (const text of ['One', 'Two', 'Three']) await say(anna, text)
  await say(ben, 'Four')
  await expect(messages(anna)).toHaveText(['One', 'Two', 'Three', 'Four'])
  await expect(anna.getByRole('article', { name: /^You, Two, \d\d:\d\d, Delivered$/ })).toHaveCount(1)
  await expect(anna.getByRole('article', { name: /^Ben, Four, \d\d:\d\d$/ })).toHaveCount(1)
  await expect(anna.getByRole('article').getByRole('button', { name: 'Actions' })).toHaveCount(4)

  const focused = () =>
    anna.evaluate(() => document.activeElement?.querySelector('.bubble-text')?.textContent ?? null)
  await anna.getByRole('textbox', { name: 'Message' }).focus()
  await anna.keyboard.press('Shift+Tab')
  expect(await focused()).toBe('Four')
  expect(await findAxeFaults(anna)).toEqual([])
  await anna.keyboard.press('ArrowUp')
  await anna.keyboard.press('ArrowUp')
  expect(await focused()).toBe('Two')
  await anna.keyboard.press('Home')
  await anna.keyboard.press('ArrowUp')
  expect(await focused()).toBe('One')
  await anna.keyboard.press('ArrowDown')
  for (const key of ['Enter', 'Shift+F10', 'ContextMenu']) {
    await anna.keyboard.press(key)
    await expect(item(anna, 'Copy')).toBeVisible()
    await anna.keyboard.press('Escape')
    await expect(menu(anna)).toHaveCount(0)
    expect(await focused()).toBe('Two')
  }
  // Tab leaves the messages at once, and comes back to the same one.
  await anna.keyboard.press('Tab')
  expect(await anna.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA')
  await anna.keyboard.press('Shift+Tab')
  expect(await focused()).toBe('Two')
  await anna.getByRole('article', { name: 'Three' }).getByRole('button', { name: 'Actions' }).press('Enter')
  await expect(item(anna, 'Copy')).toBeFocused()
  expect(await findAxeFaults(anna)).toEqual([])
})

test('a long press opens the menu and selects nothing', async ({ browser, person, server }) => {
  const [anna, ben] = [await openPhone(browser, server.url), await person()]
  await pair(anna, ben)
  await say(ben, 'Hold me')
  await expect(messages(anna)).toHaveText(['Hold me'])
  const hand = await finger(anna)
  await hold(anna, hand, 'Hold me')
  expect(await anna.evaluate(() => getSelection()?.toString())).toBe('')
  expect(await findAxeFaults(anna)).toEqual([])
  await anna.context().close()
})
