/** Screens that slide in and out, by the history and by a finger from the edge. */
import { expect, openPhone, type Person, test } from '../../harness/people/person.ts'
import { boxOf, home, settings, still, withSessions } from '../../harness/people/places.ts'

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

test.describe('a screen', { tag: '@motion' }, () => {
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
    await page.getByRole('button', { name: 'Back' }).tap()
    await expect(home(page)).toBeVisible()
    await still(page)
    await page.getByRole('button', { name: 'Join', exact: true }).tap()
    // The sheet fades as a whole, none of its parts for itself, and it does not move.
    const running = await page.evaluate(() =>
      [document.body, ...document.querySelectorAll('dialog, dialog *')]
        .map((element) => getComputedStyle(element).animationName)
        .filter((name) => name !== 'none'),
    )
    expect(running).toEqual(['rise'])
    const moves = await page
      .getByRole('dialog')
      .evaluate((sheet) =>
        sheet
          .getAnimations()
          .flatMap(({ effect }) => (effect as KeyframeEffect).getKeyframes().map((key) => key.transform)),
      )
    expect(moves.filter((transform) => transform !== undefined)).toEqual([])
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
