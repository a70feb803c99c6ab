/** The chat with an on-screen keyboard, as WebKit reports it, and with rotation of the phone. */
import { connected, expect, isAwkward, type Person, pair, test } from '../../harness/people/person.ts'

const HEIGHT_PX = 844
const KEYBOARD_PX = 336
const SUGGESTIONS_PX = 44
const CYCLES = 20
const MESSAGES = 60

declare global {
  interface Window {
    /** Sets the visual viewport; `told`: also fires its event. */
    viewport: (height: number, offsetTop: number, told: boolean) => void
    pinch: (scale: number) => void
  }
}

/** Replaces the visual viewport by one that the test controls. */
function stubViewport(): void {
  if (!visualViewport) return
  const is = { height: innerHeight, offsetTop: 0, scale: 1 }
  const own = visualViewport
  for (const name of ['height', 'offsetTop', 'scale'] as const)
    Object.defineProperty(own, name, { configurable: true, get: () => is[name] })
  window.viewport = (height, offsetTop, told) => {
    Object.assign(is, { height, offsetTop })
    if (told) for (const event of ['resize', 'scroll']) own.dispatchEvent(new Event(event))
  }
  window.pinch = (scale) => {
    is.scale = scale
    own.dispatchEvent(new Event('resize'))
  }
}
const viewport = (page: Person, height: number, offsetTop = 0, told = true): Promise<void> =>
  page.evaluate(([h, top, say]) => window.viewport(h, top, say), [height, offsetTop, told] as const)

interface Room {
  readonly composer: number
  readonly newest: number
  readonly timeline: number
  readonly scrolled: number
}
const room = (page: Person): Promise<Room> =>
  page.evaluate(() => {
    const bottom = (selector: string): number =>
      [...document.querySelectorAll(selector)].at(-1)?.getBoundingClientRect().bottom ?? 0
    return {
      composer: bottom('.composer'),
      newest: bottom('.bubble'),
      timeline: bottom('.timeline'),
      scrolled: window.scrollY,
    }
  })
async function expectRoom(page: Person, bottom: number): Promise<void> {
  await expect.poll(async () => Math.abs((await room(page)).composer - bottom)).toBeLessThanOrEqual(1)
  await expect
    .poll(async () => {
      const { newest, timeline } = await room(page)
      return newest <= timeline && newest > timeline - 80
    })
    .toBe(true)
  expect((await room(page)).scrolled).toBe(0)
}

test('the composer sits on the keyboard, and opening and closing it twenty times leaves no offset', async ({
  browser,
  person,
}) => {
  test.skip(isAwkward(), 'the shim has a viewport of its own')
  const context = await browser.newContext({ viewport: { width: 390, height: HEIGHT_PX }, hasTouch: true })
  await context.addInitScript(stubViewport)
  const [anna, ben] = [await person(context), await person()]
  await pair(anna, ben)
  const texts = Array.from({ length: 20 }, (_, at) => `A line of the talk, ${at}`)
  await ben.chat.type(...texts)
  await expect(anna.chat.messages()).toHaveText(texts)
  // The offer after ten messages stands below the newest one.
  await anna.getByRole('button', { name: 'Not now' }).click()
  await expect(anna.getByRole('button', { name: 'Not now' })).toHaveCount(0)
  await expectRoom(anna, HEIGHT_PX)
  const before = await room(anna)
  const field = anna.getByRole('textbox', { name: 'Message' })
  for (let cycle = 0; cycle < CYCLES; cycle += 1) {
    await field.focus()
    // WebKit pans the page while the keyboard opens, and later undoes that, sometimes without an event.
    await viewport(anna, HEIGHT_PX - KEYBOARD_PX, 60)
    await viewport(anna, HEIGHT_PX - KEYBOARD_PX, 0, cycle % 2 === 0)
    await expectRoom(anna, HEIGHT_PX - KEYBOARD_PX)
    await viewport(anna, HEIGHT_PX - KEYBOARD_PX - SUGGESTIONS_PX)
    await expectRoom(anna, HEIGHT_PX - KEYBOARD_PX - SUGGESTIONS_PX)
    await field.fill('a draft')
    await field.blur()
    // It reports the closed keyboard with the old height; the right one follows without an event, and some versions keep an offset.
    await viewport(anna, HEIGHT_PX - KEYBOARD_PX)
    await viewport(anna, HEIGHT_PX, cycle % 2 === 0 ? 0 : 24, false)
    await expectRoom(anna, HEIGHT_PX)
  }
  await expect.poll(() => room(anna)).toEqual(before)
  await expect(field).toHaveValue('a draft')
  expect(await anna.evaluate(() => document.activeElement?.tagName)).toBe('BODY')
  // A pinch zoom is not a keyboard.
  await field.focus()
  await anna.evaluate(() => window.pinch(2))
  await viewport(anna, HEIGHT_PX / 2)
  await anna.waitForTimeout(400)
  await expectRoom(anna, HEIGHT_PX)
})

test('rotation keeps the reading position, the newest message and the draft', async ({ browser, person }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: HEIGHT_PX } })
  // As in Safari, the browser itself does not anchor scrolling.
  await context.addInitScript(() =>
    document.addEventListener('DOMContentLoaded', () => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync('* { overflow-anchor: none !important }')
      document.adoptedStyleSheets = [sheet]
    }),
  )
  const [anna, ben] = [await person(context), await person()]
  await pair(anna, ben)
  await ben.chat.type(
    ...Array.from(
      { length: MESSAGES },
      (_, at) => `${at}: ${'as long as a line and a half or two '.repeat(1 + (at % 3))}`,
    ),
  )
  await expect(anna.chat.messages()).toHaveCount(MESSAGES)
  const field = anna.getByRole('textbox', { name: 'Message' })
  await field.fill('half a thought')
  const seen = (): Promise<string> =>
    anna.evaluate(() => {
      const { left, top, width } =
        document.querySelector('.timeline-scroll')?.getBoundingClientRect() ?? new DOMRect()
      const item = document.elementFromPoint(left + width / 2, top + 2)?.closest('.timeline-item')
      return item?.querySelector('.bubble-text')?.textContent?.split(':')[0] ?? ''
    })
  const turn = async (isWide: boolean): Promise<void> => {
    await anna.setViewportSize(isWide ? { width: 844, height: 390 } : { width: 390, height: HEIGHT_PX })
    await anna.waitForTimeout(600)
  }
  await turn(true)
  const newestShown = () =>
    anna.evaluate(() => {
      const end = [...document.querySelectorAll('.bubble')].at(-1)?.getBoundingClientRect().bottom ?? 0
      return end <= (document.querySelector('.timeline')?.getBoundingClientRect().bottom ?? 0)
    })
  await expect.poll(newestShown).toBe(true)
  await turn(false)
  await expect.poll(newestShown).toBe(true)
  await anna.chat
    .messages()
    .nth(20)
    .evaluate((line) => line.scrollIntoView({ block: 'start' }))
  await anna.waitForTimeout(600)
  const before = await seen()
  expect(Number(before)).toBeGreaterThan(15)
  expect(Number(before)).toBeLessThan(25)
  for (const isWide of [true, false, true, false]) {
    await turn(isWide)
    await expect.poll(seen, isWide ? 'turned' : 'turned back').toBe(before)
  }
  await expect(field).toHaveValue('half a thought')
  // A removed message is not announced as new.
  await anna.chat.messages().nth(22).click({ button: 'right' })
  await anna.getByRole('menuitem', { name: 'Delete for me' }).click()
  await anna.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
  await expect(anna.chat.messages()).toHaveCount(MESSAGES - 1)
  await anna.waitForTimeout(300)
  await expect(anna.getByRole('button', { name: 'new message' })).toHaveCount(0)
  await expect.poll(seen).toBe(before)
  await ben.say('and one more')
  await expect(anna.getByRole('button', { name: '1 new message' })).toBeVisible()
  await expect.poll(seen).toBe(before)
  await connected(anna, ben)
})

interface Insets {
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
}
/** Finds controls inside the safe-area insets; a list may extend under the lower one. */
const inTheWay = (page: Person, insets: Insets): Promise<readonly string[]> =>
  page.evaluate(({ top, bottom, left, right }) => {
    const scrolls = (element: Element): boolean =>
      element.closest('.screen-body, .timeline-scroll, .sheet-body, .plain') !== null
    return [...document.querySelectorAll('button, input, textarea, a, [role=log], h1')].flatMap((element) => {
      const at = element.getBoundingClientRect()
      const found = document.elementFromPoint(at.x + at.width / 2, at.y + at.height / 2)
      if (!found || (found !== element && !element.contains(found))) return []
      const isOver = at.top < top && !scrolls(element)
      const isUnder = at.bottom > innerHeight - bottom && !scrolls(element)
      const isAside = at.left < left || at.right > innerWidth - right
      return isOver || isUnder || isAside ? [element.outerHTML.slice(0, 120)] : []
    })
  }, insets)

for (const [name, size, insets] of [
  ['upright', { width: 390, height: HEIGHT_PX }, { top: 59, bottom: 34, left: 0, right: 0 }],
  ['on its side', { width: 844, height: 390 }, { top: 0, bottom: 21, left: 59, right: 59 }],
] as const)
  test(`${name}: no control lies in the safe-area insets`, async ({ browser, person }) => {
    const context = await browser.newContext({ viewport: size, hasTouch: true, isMobile: true })
    const [anna, ben] = [await person(context), await person()]
    const cdp = await context.newCDPSession(anna)
    await cdp.send('Emulation.setSafeAreaInsetsOverride', { insets })
    const clear = async (where: string): Promise<void> =>
      expect(await inTheWay(anna, insets), where).toEqual([])
    // The page does get the insets.
    expect(
      await anna.evaluate(() => {
        const style = getComputedStyle(document.documentElement)
        return ['top', 'bottom', 'left', 'right'].map((edge) => style.getPropertyValue(`--safe-${edge}`))
      }),
    ).toEqual([insets.top, insets.bottom, insets.left, insets.right].map((px) => `${px}px`))
    await clear('the empty list')
    await pair(anna, ben)
    await ben.say('Up to the edge?')
    await expect(anna.chat.messages()).toHaveCount(1)
    await clear('the chat')
    const composer = await room(anna)
    expect(composer.composer, 'its colour reaches the edge').toBe(size.height)
    await anna.getByRole('button', { name: 'Session options' }).click()
    await clear('a menu')
    await anna.getByRole('menuitem', { name: 'Message lifetime' }).click()
    await expect(anna.getByRole('dialog', { name: 'Message lifetime' })).toBeVisible()
    await anna.getByRole('button', { name: 'Propose' }).scrollIntoViewIfNeeded()
    const propose = await anna.getByRole('button', { name: 'Propose' }).boundingBox()
    expect((propose?.y ?? 0) + (propose?.height ?? 0)).toBeLessThanOrEqual(size.height - insets.bottom)
    await anna.getByRole('button', { name: 'Close', exact: true }).click()
    await anna.getByRole('button', { name: 'Back' }).click()
    await expect(anna.getByRole('listitem')).toHaveCount(1)
    await clear('the list')
    await anna.getByRole('button', { name: 'Settings' }).click()
    await expect(anna.getByRole('heading', { name: 'Settings' })).toBeVisible()
    await clear('Settings')
  })
