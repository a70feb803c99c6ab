/** The current app and one from before `can` chat, each as host, and nothing is resent without end. */
import { buildCommit, hasCommit, serveBuild } from '../../harness/older-build.ts'
import { expect, openApp, type Person, pair, test } from '../../harness/people/person.ts'

/** The last commit before apps announced their capabilities. */
const OLDER = '84d0ce0'

test.describe.configure({ timeout: 240_000 })
test.skip(!hasCommit(OLDER), 'the history of this clone does not reach that far')

for (const olderHosts of [true, false])
  test(`${olderHosts ? 'an older app invites one of today' : 'an app of today invites an older one'}: texts, reactions and unsent messages arrive`, async ({
    browser,
    person,
    server,
    viewport,
  }) => {
    const context = await browser.newContext({
      viewport,
      serviceWorkers: 'block',
      // A page that a route fulfils has no network address, so Chromium would ask for permission to reach this machine.
      permissions: ['local-network-access'],
    })
    await serveBuild(context, buildCommit(OLDER))
    const older = await openApp(context, server.url)
    const today = await person()
    await (olderHosts ? pair(older, today) : pair(today, older))
    await today.say('from today')
    await older.say('from before')
    for (const page of [older, today])
      await expect(page.chat.messages()).toHaveText(['from today', 'from before'])
    const openMenu = async (page: Person, text: string): Promise<void> => {
      await page.getByRole('article', { name: text }).last().focus()
      await page.keyboard.press('Enter')
    }
    for (const [from, to, text] of [
      [today, older, 'from today'],
      [older, today, 'from before'],
    ] as const) {
      await openMenu(to, text)
      await to.getByRole('menuitemradio', { name: 'heart' }).press('Enter')
      await expect(from.getByRole('article', { name: text })).toHaveAccessibleName(/reacted with heart/)
      await openMenu(from, text)
      // It would not understand a change, nor another emoji.
      await expect(from.getByRole('menuitem', { name: 'Unsend for both' })).toBeVisible()
      for (const name of ['Edit', 'Another emoji'])
        await expect(from.getByRole('menuitem', { name, exact: true })).toHaveCount(0)
      await from.getByRole('menuitem', { name: 'Unsend for both' }).press('Enter')
      await from.getByRole('alertdialog').getByRole('button', { name: 'Unsend', exact: true }).press('Enter')
      await expect(to.chat.messages().filter({ hasText: text })).toHaveCount(0)
    }
    await today.say('after it')
    await older.say('and after that')
    for (const page of [older, today])
      await expect(page.locator('[data-testid=message][data-own=true]').last()).toHaveAttribute(
        'data-state',
        'delivered',
      )
    await context.close()
  })
