/** Lazily loaded screens on a slow phone, and when a part fails to load. */
import { recoversAcrossDeploy } from '../../harness/people/deploy-recovery.ts'
import { connected, expect, openApp, test } from '../../harness/people/person.ts'

test('a screen that loads between the tap and the next frame is shown', { tag: '@motion' }, async ({
  browser,
  server,
}) => {
  const context = await browser.newContext({ serviceWorkers: 'block' })
  // A slow phone: frame callbacks run a third of a second late.
  await context.addInitScript(() => {
    const SLOW_MS = 300
    const native = window.setTimeout.bind(window)
    const slowly = (act: TimerHandler, ms = 0, ...given: unknown[]) => native(act, ms + SLOW_MS, ...given)
    Object.assign(window, { setTimeout: slowly })
    window.requestAnimationFrame = (act) => native(() => act(performance.now()), SLOW_MS)
  })
  const page = await context.newPage()
  let letGo = (): void => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const asked = page.waitForRequest(/NewSessionSheet-.*\.js/)
  await page.route(/NewSessionSheet-.*\.js/, async (route) => {
    await held
    await route.continue()
  })
  await page.goto(server.url)
  // It is preloaded as soon as the first screen is there.
  await asked
  await page.evaluate(() => {
    for (const button of document.querySelectorAll('button'))
      if (button.textContent === 'New session') button.click()
  })
  letGo()
  await expect(page.getByRole('button', { name: 'Create' })).toBeVisible()
  await context.close()
})

test('a screen whose style sheet fails to load says so, and appears on the next try', async ({
  browser,
  server,
}) => {
  const context = await browser.newContext({ serviceWorkers: 'block' })
  let broken = true
  await context.route(/\/assets\/.*\.css$/, (route) =>
    broken && !route.request().url().includes('/index-') ? route.abort() : route.continue(),
  )
  const page = await openApp(context, server.url)
  await page.getByRole('button', { name: 'Settings' }).click()
  await expect(page.getByText('could not be loaded').last()).toBeVisible()
  broken = false
  await page.getByRole('button', { name: 'Try again' }).last().click()
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
  await page.getByRole('button', { name: 'Back' }).click()
  await page.getByRole('button', { name: 'New session' }).click()
  await expect(page.getByRole('button', { name: 'Create' })).toBeVisible()
  await context.close()
})

for (const worker of [false, true])
  test(`a deploy while the page is open leads to the new build, ${worker ? 'with' : 'without'} a service worker`, async ({
    browser,
  }) => {
    const context = await browser.newContext({ serviceWorkers: worker ? 'allow' : 'block' })
    await recoversAcrossDeploy(await context.newPage(), { worker })
    await context.close()
  })

test('where ringing could not be loaded an invite is silent and no menu leads to it, and the page Notifications says so and tries again', async ({
  newcomer,
  person,
}) => {
  const [anna, ben] = [await newcomer(), await person()]
  await anna.route('**/assets/InviteRing-*', (route) => route.abort())
  await anna.route('**/assets/nudging-*', (route) => route.abort())
  const missing = (part: string) =>
    anna.waitForEvent('requestfailed', (request) => request.url().includes(part))
  const missed = missing('InviteRing')
  const code = await anna.invite()
  await missed
  // An invite needs no ringing: it says nothing, and loads the button again when the network is back.
  const complaint = anna.getByText('could not be loaded')
  await expect(complaint).toHaveCount(0)
  await anna.unroute('**/assets/InviteRing-*')
  const missedNext = missing('nudging')
  await anna.evaluate(() => dispatchEvent(new Event('online')))
  await missedNext
  await expect(complaint).toHaveCount(0)
  await ben.join(code)
  await connected(anna, ben)
  await anna.getByRole('button', { name: 'Session options' }).click()
  await expect(anna.getByRole('menuitem', { name: 'Leave' })).toBeVisible()
  await expect(anna.getByRole('menuitem', { name: 'Ring this phone' })).toHaveCount(0)
  await anna.keyboard.press('Escape')
  await anna.getByRole('button', { name: 'Back' }).click()
  await anna.openSettings()
  await anna.getByRole('button', { name: 'Notifications' }).click()
  await expect(anna.getByRole('alert')).toContainText('could not be loaded')
  await anna.unrouteAll()
  await anna.getByRole('button', { name: 'Try again' }).click()
  await expect(anna.getByText('No session rings this phone.')).toBeVisible()
  // This browser denies notifications.
  await expect(anna.getByRole('alert')).toContainText('Notifications are off for Inviso.')
})
