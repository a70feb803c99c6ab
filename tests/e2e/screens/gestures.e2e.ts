/** Touch and layout: row swipes, sheet drags, screen transitions, two panes, appearance, the first run, links. */
import type { Locator } from '@playwright/test'
import { expect, openApp, openPhone, type Person, pair, test } from '../../harness/people/person.ts'

const boxOf = async (locator: Locator) => {
  const box = await locator.boundingBox()
  if (!box) throw new Error('it is not on the page')
  return box
}
const middleOf = async (locator: Locator): Promise<number> => {
  const { y, height } = await boxOf(locator)
  return y + height / 2
}
const leftOf = async (locator: Locator): Promise<number> => (await boxOf(locator)).x

async function withSessions(page: Person, ...names: readonly string[]): Promise<void> {
  for (const name of names) {
    await page.invite({ name })
    await page.getByRole('button', { name: 'Done' }).click()
  }
}
/** Waits until nothing moves. */
const still = (page: Person): Promise<unknown> =>
  page.evaluate(() =>
    Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {}))),
  )
const row = (page: Person, name: string) => page.getByRole('listitem').filter({ hasText: name })

test.describe('a swipe on a session', () => {
  test('follows the finger, snaps open, and its actions work', async ({ browser, server }) => {
    const page = await openPhone(browser, server.url)
    await withSessions(page, 'First', 'Second')
    const hand = await page.finger()
    const slide = row(page, 'First').locator('.row-slide')
    const y = await middleOf(slide)
    const rest = await leftOf(slide)
    await expect(page.getByRole('button', { name: 'Pin', exact: true })).toHaveCount(0)
    await hand.down(300, y)
    await hand.to(240, y)
    await expect.poll(() => leftOf(slide)).toBeCloseTo(rest - 60, 0)
    await hand.to(180, y)
    await hand.up()
    await expect.poll(() => leftOf(slide)).toBeCloseTo(rest - 160, 0)
    await page.getByRole('button', { name: 'Pin', exact: true }).tap()
    await expect(page.getByRole('listitem').first()).toContainText('First')
    await expect(row(page, 'First').getByLabel('Pinned')).toBeVisible()
    await expect.poll(() => leftOf(slide)).toBe(rest)
    await expect(page.getByRole('button', { name: /^(Pin|Unpin|Delete)$/ })).toHaveCount(0)

    const second = row(page, 'Second').locator('.row-slide')
    const lower = await middleOf(second)
    await hand.down(300, lower)
    await hand.to(200, lower, 60)
    await hand.up()
    await page.getByRole('button', { name: 'Delete', exact: true }).tap()
    const question = page.getByRole('alertdialog', { name: 'Delete this session?' })
    await question.getByRole('button', { name: 'Delete' }).tap()
    await expect(row(page, 'Second')).toHaveCount(0)
    await page.context().close()
  })

  test('changes nothing when it is too short, along the list, cancelled, or from the edge', async ({
    browser,
    server,
  }) => {
    const page = await openPhone(browser, server.url)
    await withSessions(page, 'Only')
    const hand = await page.finger()
    const slide = row(page, 'Only').locator('.row-slide')
    const y = await middleOf(slide)
    const rest = await leftOf(slide)
    const actions = page.locator('.row-actions')
    await hand.down(300, y)
    await hand.to(260, y)
    await expect(actions).toHaveCount(1)
    await hand.hold(80)
    await hand.to(258, y, 60)
    await hand.up()
    await expect.poll(() => leftOf(slide)).toBe(rest)
    await expect(actions).toHaveCount(0)

    await hand.down(300, y)
    await hand.to(300, y + 60)
    await hand.to(180, y + 60)
    await expect(actions).toHaveCount(0)
    await hand.up()

    await hand.down(20, y)
    await hand.to(200, y)
    await expect(actions).toHaveCount(0)
    await hand.up()

    await hand.down(300, y)
    await hand.to(170, y)
    await expect.poll(() => leftOf(slide)).toBeLessThan(rest - 100)
    await hand.cancel()
    await expect.poll(() => leftOf(slide)).toBe(rest)
    // Nothing of all this was a tap.
    await expect(page.getByRole('dialog')).toHaveCount(0)

    await hand.down(300, y)
    await hand.to(150, y)
    await hand.up()
    await expect.poll(() => leftOf(slide)).toBeCloseTo(rest - 160, 0)
    await page.touchscreen.tap(60, y)
    await expect.poll(() => leftOf(slide)).toBe(rest)
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await page.context().close()
  })

  test('opens in the other direction in right-to-left languages', async ({ browser, server }) => {
    const page = await openPhone(browser, server.url)
    await withSessions(page, 'Mirrored')
    await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'))
    const hand = await page.finger()
    const slide = row(page, 'Mirrored').locator('.row-slide')
    const y = await middleOf(slide)
    const rest = await leftOf(slide)
    await hand.down(100, y)
    await hand.to(230, y)
    await hand.up()
    await expect.poll(() => leftOf(slide)).toBeCloseTo(rest + 160, 0)
    expect(await leftOf(page.getByRole('button', { name: 'Delete', exact: true }))).toBeLessThan(rest + 161)
    await page.context().close()
  })
})

test.describe('a sheet', () => {
  const open = async (page: Person): Promise<Locator> => {
    await page.getByRole('button', { name: 'New session' }).tap()
    const sheet = page.getByRole('dialog', { name: 'New session' })
    await expect(sheet.getByRole('button', { name: 'Create' })).toBeVisible()
    await still(page)
    return sheet
  }

  test('follows the finger, returns when released early, and closes when flicked or dragged down', async ({
    browser,
    server,
  }) => {
    const page = await openPhone(browser, server.url)
    const hand = await page.finger()
    let sheet = await open(page)
    const { y: rest, height } = await boxOf(sheet)
    expect(rest + height).toBeCloseTo(844, 0)
    const grip = rest + 20
    await hand.down(195, grip)
    await hand.to(195, grip + 90)
    await expect.poll(async () => (await boxOf(sheet)).y).toBeCloseTo(rest + 90, 0)
    await hand.to(195, grip + 60)
    await hand.hold(100)
    await hand.to(195, grip + 61, 40)
    await hand.up()
    await expect.poll(async () => (await boxOf(sheet)).y).toBeCloseTo(rest, 0)

    // The system cancelled the touch: nothing changes.
    await hand.down(195, grip)
    await hand.to(195, grip + 300)
    await hand.cancel()
    await expect.poll(async () => (await boxOf(sheet)).y).toBeCloseTo(rest, 0)

    // Short but fast.
    await hand.down(195, grip)
    await hand.to(195, grip + 70, 50)
    await hand.up()
    await expect(sheet).toHaveCount(0)
    // Slow but far.
    sheet = await open(page)
    await hand.down(195, grip)
    await hand.to(195, grip + height * 0.6, 600)
    await hand.hold(150)
    await hand.to(195, grip + height * 0.6 + 1, 40)
    await hand.up()
    await expect(sheet).toHaveCount(0)
    await page.context().close()
  })

  test('closes by its backdrop, by Escape and by Back, and restores the focus', async ({
    browser,
    server,
  }) => {
    const page = await openPhone(browser, server.url)
    const opener = page.getByRole('button', { name: 'New session' })
    let sheet = await open(page)
    await page.touchscreen.tap(195, 60)
    await expect(sheet).toHaveCount(0)
    await expect(opener).toBeFocused()
    sheet = await open(page)
    const inside = () => sheet.evaluate((element) => element.contains(document.activeElement))
    for (let steps = 0; steps < 5; steps += 1) {
      expect(await inside()).toBe(true)
      await page.keyboard.press('Tab')
    }
    // The page behind cannot get the focus.
    await page.evaluate(() => document.querySelector<HTMLElement>('.screen-foot button')?.focus())
    expect(await inside()).toBe(true)
    await page.keyboard.press('Escape')
    await expect(sheet).toHaveCount(0)
    await expect(opener).toBeFocused()
    sheet = await open(page)
    await page.goBack()
    await expect(sheet).toHaveCount(0)
    await expect(page.getByRole('heading', { name: 'Sessions' })).toBeVisible()
    await page.context().close()
  })

  test('over a chat has its own history entry, and Back keeps the chat', async ({
    browser,
    person,
    server,
  }) => {
    const [anna, ben] = [await openPhone(browser, server.url), await person()]
    await pair(anna, ben)
    const sheet = anna.getByRole('dialog', { name: 'Safety check' })
    await anna.getByRole('button', { name: 'Safety check' }).tap()
    await expect(sheet).toBeVisible()
    await anna.goBack()
    await expect(sheet).toHaveCount(0)
    await expect(anna.getByRole('textbox', { name: 'Message' })).toBeVisible()
    // Closed by a button, it removes its history entry.
    await anna.getByRole('button', { name: 'Safety check' }).tap()
    await sheet.getByRole('button', { name: 'Close', exact: true }).tap()
    await expect(sheet).toHaveCount(0)
    await expect.poll(() => anna.evaluate(() => history.state)).toEqual({ depth: 1 })
    await anna.goBack()
    await expect(anna.getByRole('heading', { name: 'Sessions' })).toBeVisible()
    await anna.context().close()
  })

  test('that is tall has two heights, and its content scrolls before the sheet drags', async ({
    browser,
    server,
  }) => {
    const page = await openPhone(browser, server.url, { viewport: { width: 320, height: 500 } })
    const hand = await page.finger()
    const sheet = await open(page)
    const top = async () => (await boxOf(sheet)).y
    const { y: full } = await boxOf(sheet)
    const half = 500 * 0.45
    expect(full).toBeLessThan(60)
    const body = sheet.locator('.sheet-body')
    const scrolled = () => body.evaluate((element) => element.scrollTop)
    // With scrolled content the drag scrolls back.
    await body.evaluate((element) => element.scrollTo(0, 60))
    const before = await scrolled()
    expect(before).toBeGreaterThan(20)
    await hand.down(30, 250)
    await hand.to(30, 290)
    expect(await top()).toBeCloseTo(full, 0)
    await hand.up()
    await expect.poll(scrolled).toBeLessThan(before)
    // At the top of the content the same drag moves the sheet to half height.
    await body.evaluate((element) => element.scrollTo(0, 0))
    await hand.down(30, 200)
    await hand.to(30, 370, 500)
    await hand.hold(120)
    await hand.to(30, 371, 40)
    await hand.up()
    await expect.poll(top).toBeCloseTo(half, 0)
    // A drag up at half height restores the full height.
    await hand.down(30, 470)
    await hand.to(30, 350, 80)
    await hand.up()
    await expect.poll(top).toBeCloseTo(full, 0)
    // To half height by its head; a flick from there closes it.
    await hand.down(100, full + 20)
    await hand.to(100, full + 90, 60)
    await hand.up()
    await expect.poll(top).toBeCloseTo(half, 0)
    await still(page)
    await hand.down(100, half + 20)
    await hand.to(100, half + 90, 60)
    await hand.up()
    await expect(sheet).toHaveCount(0)
    await page.context().close()
  })
})

interface Slides {
  slides: { way: string | undefined; names: string[]; ms: number[] }[]
  byBrowser: boolean
}
/** Records every slide: its direction, what moves, and for how long. */
const watchSlides = (page: Person): Promise<void> =>
  page.evaluate(() => {
    const seen = globalThis as unknown as Slides
    seen.slides = []
    seen.byBrowser = false
    Object.defineProperty(PopStateEvent.prototype, 'hasUAVisualTransition', { get: () => seen.byBrowser })
    const start = document.startViewTransition.bind(document)
    document.startViewTransition = (update) => {
      const transition = start(update)
      const way = document.documentElement.dataset.slide
      void transition.ready.then(() => {
        const moving = document
          .getAnimations()
          .filter(({ effect }) => (effect as KeyframeEffect).pseudoElement?.startsWith('::view-transition'))
        seen.slides.push({
          way,
          names: moving.map((animation) => (animation as CSSAnimation).animationName),
          ms: moving.map(({ effect }) => Number(effect?.getComputedTiming().endTime)),
        })
      })
      return transition
    }
  })
const slidesOf = (page: Person): Promise<Slides['slides']> =>
  page.evaluate(() => (globalThis as unknown as Slides).slides)
const settings = (page: Person) => page.getByRole('heading', { name: 'Settings' })
const home = (page: Person) => page.getByRole('heading', { name: 'Sessions', exact: true })

test.describe('a screen', () => {
  test('slides in and out with the history, and no tap is lost meanwhile', async ({ browser, server }) => {
    const page = await openPhone(browser, server.url)
    await watchSlides(page)
    // The rules of the slide come a moment after the first screen.
    await page.waitForFunction(() => [...document.styleSheets].some(({ href }) => href?.includes('/later-')))
    await page.getByRole('button', { name: 'Settings' }).tap()
    await expect(settings(page)).toBeVisible()
    await expect.poll(() => slidesOf(page)).toHaveLength(1)
    await page.goBack()
    await expect(home(page)).toBeVisible()
    await expect.poll(() => slidesOf(page)).toHaveLength(2)
    const [push, pop] = await slidesOf(page)
    expect(push?.way).toBe('push')
    expect(push?.names).toContain('slide-over')
    expect(pop?.way).toBe('pop')
    for (const ms of [...(push?.ms ?? []), ...(pop?.ms ?? [])]) expect(ms).toBeLessThanOrEqual(380)
    // A sheet has its own animation; the screen under it does not slide.
    await page.getByRole('button', { name: 'Join', exact: true }).tap()
    await page.goBack()
    expect(await slidesOf(page)).toHaveLength(2)
    // The browser has already animated its own edge swipe.
    await page.getByRole('button', { name: 'Settings' }).tap()
    await expect.poll(() => slidesOf(page)).toHaveLength(3)
    await page.evaluate(() => Object.assign(globalThis, { byBrowser: true }))
    await page.goBack()
    await expect(home(page)).toBeVisible()
    expect(await slidesOf(page)).toHaveLength(3)
    // During the slide a tap reaches the incoming screen.
    const { x, y, width, height } = await boxOf(page.getByRole('button', { name: 'Settings' }))
    await page.touchscreen.tap(x + width / 2, y + height / 2)
    await page.waitForFunction(() =>
      document
        .getAnimations()
        .some(({ effect }) => (effect as KeyframeEffect).pseudoElement?.startsWith('::view-transition')),
    )
    await page.touchscreen.tap(28, 32)
    await expect(home(page)).toBeVisible()
    await page.context().close()
  })

  test('fades with reduced motion', async ({ browser, server }) => {
    const page = await openPhone(browser, server.url, { reducedMotion: 'reduce' })
    await watchSlides(page)
    await page.getByRole('button', { name: 'Settings' }).tap()
    await expect.poll(() => slidesOf(page)).toHaveLength(1)
    const [slide] = await slidesOf(page)
    expect(slide?.names.length).toBeGreaterThan(0)
    expect(slide?.names.join()).not.toContain('slide')
    await page.context().close()
  })

  test('leaves no snapshot over the lock, and Back does not go behind it', async ({ browser, server }) => {
    const page = await openPhone(browser, server.url)
    await withSessions(page, 'Hidden')
    await page.lock.turnOn()
    await page.getByRole('button', { name: 'About' }).tap()
    await expect(page.getByRole('heading', { name: 'About' })).toBeVisible()
    await still(page)
    const pictures = () =>
      page.evaluate(() =>
        document
          .getAnimations()
          .map(({ effect }) => (effect as KeyframeEffect).pseudoElement)
          .filter((name) => name?.startsWith('::view-transition')),
      )
    await page.getByRole('button', { name: 'Back' }).tap()
    await expect.poll(pictures).not.toEqual([])
    await page.hide(true)
    expect(await pictures()).toEqual([])
    await page.hide(false)
    await expect(page.getByRole('heading', { name: 'Locked' })).toBeVisible()
    const hand = await page.finger()
    await hand.down(5, 400)
    await hand.to(300, 400, 150)
    await expect(page.getByText('Hidden')).toHaveCount(0)
    await hand.up()
    await page.evaluate(() => history.forward())
    await expect(page.getByRole('heading', { name: 'Locked' })).toBeVisible()
    await expect(page.getByText('Hidden')).toHaveCount(0)
    await page.context().close()
  })

  test('follows a finger from the edge where the browser has no such gesture', async ({
    browser,
    server,
  }) => {
    const page = await openPhone(browser, server.url)
    await withSessions(page, 'Below')
    await watchSlides(page)
    await page.getByRole('button', { name: 'Settings' }).tap()
    await expect(settings(page)).toBeVisible()
    await page.waitForSelector('[data-own-edge]')
    await still(page)
    const hand = await page.finger()
    const pane = page.locator('.pane-detail')
    await hand.down(6, 400)
    await hand.to(150, 402)
    await expect.poll(async () => (await boxOf(pane)).x).toBeCloseTo(144, 0)
    await expect(page.getByText('Below')).toBeVisible()
    await hand.cancel()
    await expect.poll(async () => (await boxOf(pane)).x).toBe(0)
    await expect(page.getByText('Below')).toBeHidden()
    // From elsewhere, or vertically, nothing moves.
    await hand.down(60, 400)
    await hand.to(300, 400, 150)
    await hand.up()
    await hand.down(6, 400)
    await hand.to(10, 250)
    await hand.up()
    await expect(settings(page)).toBeVisible()
    const before = (await slidesOf(page)).length
    await hand.down(6, 400)
    await hand.to(220, 400, 120)
    await hand.up()
    await expect(home(page)).toBeVisible()
    await expect(settings(page)).toHaveCount(0)
    await expect.poll(() => page.evaluate(() => history.state)).toEqual({ depth: 0 })
    expect(await slidesOf(page)).toHaveLength(before)
    await page.context().close()

    const android = await openPhone(browser, server.url, {
      userAgent: 'Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/140 Mobile Safari/537.36',
    })
    await android.getByRole('button', { name: 'Settings' }).tap()
    await android.waitForTimeout(800)
    expect(await android.locator('[data-own-edge]').count()).toBe(0)
    await android.context().close()
  })
})

test('from 900 px the list and the chat are side by side, and the keyboard shortcuts work', async ({
  browser,
  person,
  server,
}) => {
  const anna = await openApp(await browser.newContext({ viewport: { width: 1280, height: 800 } }), server.url)
  const ben = await person()
  await pair(anna, ben, { name: 'First' })
  await ben.getByRole('button', { name: 'Back' }).click()
  await expect(anna.getByRole('textbox', { name: 'Message' })).toBeFocused()
  await anna.keyboard.press('Control+k')
  const find = anna.getByRole('searchbox', { name: 'Find a session' })
  await expect(find).toBeFocused()
  await find.fill('nobody')
  await expect(anna.getByRole('status').filter({ hasText: 'No session is called “nobody”.' })).toBeVisible()
  await find.fill('fír')
  await expect(row(anna, 'First')).toBeVisible()
  await anna.keyboard.press('ArrowDown')
  await expect(row(anna, 'First').locator('.row-main')).toBeFocused()
  await find.press('Escape')
  await expect(find).toHaveValue('')
  await row(anna, 'First').locator('.row-main').focus()
  await anna.keyboard.press('n')
  await anna
    .getByRole('dialog', { name: 'New session' })
    .getByRole('textbox', { name: 'Name' })
    .fill('Second')
  await anna.keyboard.press('Enter')
  const code = ((await anna.getByTestId('join-code').textContent()) ?? '').replace(' ', '')
  await ben.getByRole('button', { name: 'Join', exact: true }).click()
  await ben.getByRole('textbox', { name: 'Join code' }).fill(code)
  await expect(anna.getByRole('heading', { name: 'Second' })).toBeVisible()
  await expect(anna.getByTestId('join-code')).toHaveCount(0)
  const list = await boxOf(anna.getByRole('list', { name: 'Sessions' }))
  const log = await boxOf(anna.getByRole('log'))
  expect(list.x + list.width).toBeLessThanOrEqual(log.x)
  // In a text field a question mark is typed.
  await expect(anna.getByRole('textbox', { name: 'Message' })).toBeFocused()
  await anna.keyboard.type('?')
  await expect(anna.getByRole('textbox', { name: 'Message' })).toHaveValue('?')
  await anna.keyboard.press('Escape')
  await expect(anna.locator('.row[data-current="true"]')).toHaveCount(1)
  await anna.keyboard.press('Escape')
  await expect(anna.locator('.row[data-current="true"]')).toHaveCount(0)
  await anna.keyboard.press('ArrowUp')
  await anna.keyboard.press('Home')
  await expect(row(anna, 'Second').locator('.row-main')).toBeFocused()
  await anna.keyboard.press('ArrowDown')
  await expect(row(anna, 'First').locator('.row-main')).toBeFocused()
  await anna.keyboard.press('ArrowDown')
  await expect(row(anna, 'First').locator('.row-main')).toBeFocused()
  await anna.keyboard.press('Enter')
  await expect(anna.getByRole('heading', { name: 'First' })).toBeVisible()
  // Another chat replaces it, so one Back leaves both.
  await row(anna, 'Second').locator('.row-main').click()
  await expect(anna.getByRole('heading', { name: 'Second' })).toBeVisible()
  await anna.keyboard.press('Escape')
  await expect(anna.getByRole('log')).toHaveCount(0)
  await expect(row(anna, 'Second').locator('.row-main')).toBeFocused()
  await anna.keyboard.press('?')
  const keys = anna.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(keys.getByText('Ctrl K')).toBeVisible()
  await anna.keyboard.press('Escape')
  await expect(keys).toHaveCount(0)
  await anna.context().close()
})

test.describe('Appearance', () => {
  const ground = (page: Person) =>
    page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
  const barColours = (page: Person) =>
    page
      .locator('meta[name=theme-color]')
      .evaluateAll((all) => all.map((meta) => meta.getAttribute('content')))
  const openPage = async (page: Person): Promise<void> => {
    await page.getByRole('button', { name: 'Settings' }).tap()
    await page.getByRole('button', { name: 'Appearance' }).tap()
    await expect(page.getByRole('heading', { name: 'Appearance' })).toBeVisible()
  }
  const BLACK = 'rgb(0, 0, 0)'
  const LIGHT = 'rgb(255, 255, 255)'

  test('applies at once, is stored, applies before the first paint, and stays across the lock', async ({
    browser,
    server,
  }) => {
    const page = await openPhone(browser, server.url, { colorScheme: 'light', serviceWorkers: 'block' })
    expect(await ground(page)).toBe(LIGHT)
    expect(await barColours(page)).toEqual(['#ffffff', '#000000'])
    await openPage(page)
    const themes = page.getByRole('radiogroup', { name: 'Appearance' })
    await expect(themes.getByRole('radio', { name: 'System' })).toBeChecked()
    await themes.getByRole('radio', { name: 'Dark' }).check()
    await expect.poll(() => ground(page)).toBe(BLACK)
    expect(await barColours(page)).toEqual(['#000000', '#000000'])
    // The page is dark before the app has loaded.
    let letGo = (): void => {}
    const held = new Promise<void>((resolve) => {
      letGo = resolve
    })
    await page.route('**/assets/index-*.js', async (route) => {
      await held
      await route.continue()
    })
    await page.reload({ waitUntil: 'commit' })
    await expect.poll(() => ground(page)).toBe(BLACK)
    expect(await page.locator('#app > :not(.late)').count()).toBe(0)
    letGo()
    await expect(home(page)).toBeVisible()
    await page.lock.turnOn()
    await page.getByRole('button', { name: 'Lock now' }).tap()
    await expect(page.getByRole('heading', { name: 'Locked' })).toBeVisible()
    expect(await ground(page)).toBe(BLACK)
    await page.context().close()

    const night = await openPhone(browser, server.url, { colorScheme: 'dark' })
    expect(await ground(night)).toBe(BLACK)
    await openPage(night)
    await night.getByRole('radio', { name: 'Light' }).check()
    await expect.poll(() => ground(night)).toBe(LIGHT)
    await night.getByRole('radiogroup', { name: 'Appearance' }).getByRole('radio', { name: 'System' }).check()
    await expect.poll(() => ground(night)).toBe(BLACK)
    expect(await night.evaluate(() => localStorage.length)).toBe(0)
    await night.context().close()
  })

  test('makes the text up to twice as large, and nothing overflows', async ({ browser, server }) => {
    const page = await openPhone(browser, server.url)
    const size = () =>
      page.locator('.empty').evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize))
    const plain = await size()
    await openPage(page)
    await page.getByRole('radiogroup', { name: 'Text size' }).getByRole('radio', { name: '200%' }).check()
    await page.waitForFunction(() => document.documentElement.style.fontSize === '34px')
    await page.reload()
    await expect(home(page)).toBeVisible()
    expect(await size()).toBeGreaterThan(plain * 1.99)
    await openPage(page)
    for (const name of ['Text size', 'Appearance'])
      await expect(page.getByRole('radiogroup', { name })).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
    await page.getByRole('radiogroup', { name: 'Text size' }).getByRole('radio', { name: 'System' }).check()
    await page.waitForFunction(() => document.documentElement.style.fontSize === '')
    await page.context().close()
  })

  test('menus are opaque, Reduce transparency makes sheet backdrops opaque, and more contrast adds borders', async ({
    browser,
    server,
  }) => {
    const page = await openPhone(browser, server.url)
    await withSessions(page, 'Seen')
    const openMenu = () => row(page, 'Seen').click({ button: 'right' })
    const ground = (selector: string, pseudo?: string) =>
      page.locator(selector).evaluate((element, part) => {
        const { backgroundColor, backdropFilter } = getComputedStyle(element, part)
        return { seeThrough: backgroundColor.startsWith('rgba'), blurred: backdropFilter !== 'none' }
      }, pseudo)
    await openMenu()
    expect(await ground('[role=menu]')).toEqual({ seeThrough: false, blurred: false })
    await page.keyboard.press('Escape')
    const openSheet = () => page.getByRole('button', { name: 'Join', exact: true }).tap()
    await openSheet()
    expect((await ground('dialog', '::backdrop')).seeThrough).toBe(true)
    await page.keyboard.press('Escape')
    await openPage(page)
    await page.getByRole('switch', { name: 'Reduce transparency' }).check()
    await page.waitForSelector('html[data-solid]')
    await page.reload()
    await openSheet()
    expect((await ground('dialog', '::backdrop')).seeThrough).toBe(false)
    await page.keyboard.press('Escape')
    await page.emulateMedia({ contrast: 'more' })
    const quiet = await page.evaluate(() => {
      const { color } = getComputedStyle(document.querySelector('.row-when') ?? document.body)
      const edge = getComputedStyle(document.querySelector('.button') ?? document.body).borderTopWidth
      return { color, edge }
    })
    expect(quiet).toEqual({ color: 'rgb(0, 0, 0)', edge: '1px' })
    await page.context().close()
  })
})

test('the list has one sentence before the first session, then rows of equal height with the last message or the status', async ({
  browser,
  person,
  server,
}) => {
  const anna = await openPhone(browser, server.url)
  await expect(anna.getByText('Start a session and read')).toBeVisible()
  await expect(anna.locator('main').getByRole('button')).toHaveCount(3)
  await expect(anna.locator('.sessions img')).toHaveCount(0)
  const ben = await person()
  await pair(anna, ben, { name: 'Ben' })
  await ben.say('See you at the harbour')
  await expect(anna.chat.messages()).toHaveCount(1)
  await anna.getByRole('button', { name: 'Back' }).tap()
  await withSessions(anna, 'Waits')
  await expect(row(anna, 'Ben')).toContainText('See you at the harbour')
  await expect(row(anna, 'Ben')).toContainText('Online')
  await expect(row(anna, 'Waits')).toContainText(/Waiting for a join · \d min left/)
  await ben.getByRole('button', { name: 'Session options' }).click()
  await ben.getByRole('menuitem', { name: 'Leave' }).click()
  await ben.getByRole('alertdialog').getByRole('button', { name: 'Leave' }).click()
  await expect(row(anna, 'Ben')).toContainText('The other person left')
  await expect(ben.getByRole('listitem')).toContainText('Left')
  const heights = () => anna.locator('.row').evaluateAll((rows) => rows.map((one) => one.clientHeight))
  for (const height of await heights()) expect(Math.abs(height - 74)).toBeLessThanOrEqual(1)
  const ends = await anna.locator('.row').evaluateAll((rows) =>
    rows.map((one) => {
      const [name, time] = ['.row-name', 'time'].map((part) =>
        one.querySelector(part)?.getBoundingClientRect(),
      )
      return name && time
        ? time.top < name.bottom && time.bottom > name.top && time.left >= name.right
        : false
    }),
  )
  expect(ends).toEqual([true, true])
  // Hidden: the texts are not in the DOM, and each row has the same bars.
  await ben.getByRole('listitem').getByRole('button').first().click()
  await expect(row(anna, 'Ben')).toContainText('See you at the harbour')
  await anna.openSettings()
  await anna.getByRole('switch', { name: 'Hide messages until held' }).check()
  await anna.getByRole('button', { name: 'Back' }).tap()
  await expect(row(anna, 'Ben').locator('.mask')).toBeVisible()
  await expect(row(anna, 'Ben')).not.toContainText('harbour')
  for (const height of await heights()) expect(Math.abs(height - 74)).toBeLessThanOrEqual(1)
  // A right click opens the options, as a long press does.
  await row(anna, 'Ben').click({ button: 'right' })
  await expect(anna.getByRole('menuitem', { name: 'Pin' })).toBeVisible()
  await anna.context().close()
})

test('links in messages can be tapped and show their address; a long press copies a message', async ({
  browser,
  person,
  server,
}) => {
  const [anna, ben] = [await openPhone(browser, server.url), await person()]
  await pair(anna, ben)
  await ben.say('Read https://example.org/a, not https://bank.example@evil.example')
  await ben.say('and https://аррӏе.com')
  await expect(anna.chat.messages()).toHaveText([
    'Read https://example.org/a, not https://bank.example@evil.example',
    'and https://аррӏе.com (xn--80ak6aa92e.com)',
  ])
  const links = anna.getByRole('log').getByRole('link')
  await expect(links).toHaveText(['https://example.org/a', 'https://аррӏе.com'])
  for (const link of await links.all()) {
    await expect(link).toHaveAttribute('rel', 'noopener noreferrer')
    await expect(link).toHaveAttribute('target', '_blank')
  }
  await anna.evaluate(() => {
    Object.defineProperty(navigator.clipboard, 'writeText', {
      value: async (text: string) => Object.assign(globalThis, { lastCopied: text }),
      configurable: true,
    })
  })
  const copied = () => anna.evaluate(() => (globalThis as unknown as { lastCopied?: string }).lastCopied)
  const hand = await anna.finger()
  const { x, y } = await boxOf(anna.chat.messages().last())
  const copy = anna.getByRole('menuitem', { name: 'Copy' })
  // Scrolling the list opens nothing.
  await hand.down(x + 10, y + 8)
  await hand.to(x + 10, y + 60, 100)
  await hand.hold(600)
  await hand.up()
  await expect(copy).toHaveCount(0)
  await hand.down(x + 10, y + 8)
  await hand.hold(600)
  await hand.up()
  await copy.tap()
  await expect(anna.getByText('Copied')).toBeVisible()
  expect(await copied()).toBe('and https://аррӏе.com')
  expect(await anna.evaluate(() => getSelection()?.toString())).toBe('')
  await anna.chat
    .messages()
    .first()
    .click({ button: 'right', position: { x: 8, y: 8 } })
  await copy.click()
  expect(await copied()).toBe('Read https://example.org/a, not https://bank.example@evil.example')
  await anna.context().close()
})

test('on the smallest phone the newest message is fully visible above the composer', async ({
  browser,
  person,
  server,
}) => {
  const [anna, ben] = [
    await openPhone(browser, server.url, { viewport: { width: 320, height: 568 } }),
    await person(),
  ]
  await pair(anna, ben)
  for (const text of ['One', 'Two '.repeat(30), 'Three '.repeat(30), 'Four']) {
    await ben.say(text)
    await expect(anna.chat.messages().last()).toHaveText(text)
  }
  const composer = await boxOf(anna.locator('.composer'))
  await expect
    .poll(async () => {
      const { y, height } = await boxOf(anna.locator('.bubble').last())
      return y + height
    })
    .toBeLessThanOrEqual(composer.y)
  await anna.context().close()
})
