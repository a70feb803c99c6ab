/** Six languages, chosen by the system or in Settings, mirrored for Arabic. screenshots.e2e.ts checks the layout in each. */
import type { Browser, Page } from '@playwright/test'
import { phrases } from '../../../web/i18n/phrases/app.ts'
import { appLockPhrases } from '../../../web/i18n/phrases/app-lock.ts'
import { chatPhrases } from '../../../web/i18n/phrases/chat.ts'
import { invitePhrases } from '../../../web/i18n/phrases/invites.ts'
import { translation as ar } from '../../../web/i18n/translations/ar.ts'
import { translation as de } from '../../../web/i18n/translations/de.ts'
import { translation as es } from '../../../web/i18n/translations/es.ts'
import { translation as hu } from '../../../web/i18n/translations/hu.ts'
import { translation as ja } from '../../../web/i18n/translations/ja.ts'
import type { Translation } from '../../../web/i18n/translations/translation.ts'
import { PASSPHRASE } from '../../harness/people/app-lock.ts'
import { connected, expect, pair, test, watchFaults } from '../../harness/people/person.ts'
import { ENGLISH } from '../../harness/pictures/screen-tour.ts'

const en: Translation = ENGLISH.words
const LANGUAGES = [
  { locale: 'en-US', lang: 'en', dir: 'ltr', words: en },
  { locale: 'hu-HU', lang: 'hu', dir: 'ltr', words: hu },
  { locale: 'de-AT', lang: 'de', dir: 'ltr', words: de },
  { locale: 'es-MX', lang: 'es', dir: 'ltr', words: es },
  { locale: 'ar-EG', lang: 'ar', dir: 'rtl', words: ar },
  { locale: 'ja-JP', lang: 'ja', dir: 'ltr', words: ja },
] as const

const PHONE = { width: 390, height: 844 } as const
const root = (page: Page) => page.locator('html')
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

async function openIn(browser: Browser, url: string, locale: string, words: Translation): Promise<Page> {
  const context = await browser.newContext({ viewport: PHONE, locale })
  const page = await context.newPage()
  watchFaults(page)
  await page.goto(url)
  await expect(page.getByRole('heading', { name: words.phrases.sessions })).toBeVisible()
  return page
}

/** Imitates Google Translate: replaces each text by two <font> elements, unless it is marked as not to be translated. */
const translate = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const texts: Node[] = []
    while (walker.nextNode()) texts.push(walker.currentNode)
    for (const text of texts) {
      const { parentElement } = text
      if (!text.textContent?.trim() || !parentElement || parentElement.closest('[translate=no], font'))
        continue
      const [outer, inner] = [document.createElement('font'), document.createElement('font')]
      inner.textContent = `«${text.textContent}»`
      outer.append(inner)
      parentElement.replaceChild(outer, text)
    }
  })

test('a page translated by the browser keeps updating, and messages and names are not translated', async ({
  person,
}) => {
  const [anna, ben] = [await person(), await person()]
  await pair(anna, ben)
  await anna.say('first')
  await expect(anna.chat.lastMark()).toHaveAttribute('data-state', 'delivered')
  await ben.getByRole('button', { name: 'Session options' }).click()
  await ben.getByRole('menuitem', { name: 'Leave' }).click()
  await ben.getByRole('alertdialog').getByRole('button', { name: 'Leave' }).click()
  await expect(anna.chat.status()).toContainText('Away')
  await anna.say('second')
  await expect(anna.chat.lastMark()).toContainText('Waiting')
  await translate(anna)
  await expect(anna.chat.status()).toHaveText('«Away»')
  await expect(anna.chat.lastMark()).toContainText('«Waiting»')
  await expect(anna.chat.messages()).toHaveText(['first', 'second'])
  await ben.enter()
  await connected(anna, ben)
  await expect(anna.chat.status()).toHaveText(/^Connected/)
  await expect(anna.chat.lastMark()).toHaveAttribute('data-state', 'delivered')
  await expect(anna.chat.lastMark()).toContainText('Delivered')
  await expect(anna.chat.lastMark()).not.toContainText('Waiting')
  // An invite's remaining time updates in a translated page too.
  await anna.getByRole('button', { name: 'Back' }).click()
  await anna.clock.install()
  await anna.invite({ name: 'Second' })
  await translate(anna)
  await expect(anna.getByRole('timer')).toContainText('«')
  await anna.clock.runFor(90_000)
  await expect(anna.getByRole('timer')).not.toContainText('«')
})

test('the app uses the system’s language and direction, with digits from left to right', async ({
  browser,
  server,
}) => {
  test.slow()
  for (const { locale, lang, dir, words } of LANGUAGES) {
    const { phrases: p, invitePhrases: i } = words
    const page = await openIn(browser, server.url, locale, words)
    await expect(root(page)).toHaveAttribute('lang', lang)
    await expect(root(page)).toHaveAttribute('dir', dir)
    await button(page, p.newSession).click()
    await expect(page.getByRole('radio', { name: i.duration[300] ?? '', exact: true })).toBeChecked()
    await button(page, i.create).click()
    const code = page.getByTestId('join-code')
    await expect(code).toHaveText(/^\d{3} \d{3}$/)
    const [first = 0, last = 0] = await code.evaluate((element) =>
      [0, 6].map((at) => {
        const range = document.createRange()
        const text = element.firstChild
        if (text) range.setStart(text, at)
        if (text) range.setEnd(text, at + 1)
        return range.getBoundingClientRect().left
      }),
    )
    expect(first).toBeLessThan(last)
    await button(page, i.done).click()
    await button(page, p.settings).click()
    const back = await button(page, p.back).boundingBox()
    expect((back?.x ?? 0) > PHONE.width / 2).toBe(dir === 'rtl')
    await page.context().close()
  }
})

test('a left-to-right and a right-to-left screen show the pictures and digits in the same order', async ({
  browser,
  server,
}) => {
  const anna = await openIn(browser, server.url, 'en-GB', en)
  const omar = await openIn(browser, server.url, 'ar-EG', ar)
  await button(anna, phrases.newSession).click()
  await button(anna, invitePhrases.create).click()
  const code = (await anna.getByTestId('join-code').textContent()) ?? ''
  await button(omar, ar.phrases.join).click()
  await omar.getByRole('textbox', { name: ar.invitePhrases.joinCode }).fill(code)
  await connected(anna, omar)
  await button(anna, chatPhrases.safetyCheck).click()
  await button(omar, ar.chatPhrases.safetyCheck).click()
  const asSeen = async (page: Page): Promise<readonly string[]> => {
    await expect(page.getByTestId('safety-pictures')).toBeVisible()
    const shown = await page
      .locator('[data-testid=safety-pictures] .picture')
      .evaluateAll((all) => all.map((one) => [one.textContent, one.getBoundingClientRect().left] as const))
    const digits = await page.getByTestId('safety-digits').evaluate((element) =>
      [...(element.textContent ?? '')].map((digit, at) => {
        const range = document.createRange()
        if (element.firstChild) range.setStart(element.firstChild, at)
        if (element.firstChild) range.setEnd(element.firstChild, at + 1)
        return [digit, range.getBoundingClientRect().left] as const
      }),
    )
    const fromLeft = (all: readonly (readonly [string | null, number])[]) =>
      [...all].sort(([, one], [, other]) => one - other).map(([sign]) => sign)
    return [fromLeft(shown).join(' '), fromLeft(digits).join('')]
  }
  expect(await asSeen(omar)).toEqual(await asSeen(anna))
  await expect(omar.getByText(ar.safetyCheckPhrases.compare)).toBeVisible()
  for (const page of [anna, omar]) await page.context().close()
})

const openAppearance = async (page: Page, { phrases: p, settingsPhrases: s }: Translation): Promise<void> => {
  await button(page, p.settings).click()
  await button(page, s.look.title).click()
}
const choose = (page: Page, name: string) =>
  page
    .locator('input[name=language]')
    .and(page.getByRole('radio', { name, exact: true }))
    .check()

test('a language changes without a reload, is stored, and applies to the locked screen', async ({
  person,
}) => {
  const anna = await person()
  await anna.evaluate(() => Object.assign(globalThis, { stayed: true }))
  await openAppearance(anna, en)
  await choose(anna, 'العربية')
  await expect(anna.getByRole('heading', { name: ar.settingsPhrases.look.title })).toBeVisible()
  await expect(root(anna)).toHaveAttribute('dir', 'rtl')
  await expect(anna.getByRole('radio', { name: 'العربية' })).toBeFocused()
  await choose(anna, 'Deutsch')
  await expect(anna.getByRole('heading', { name: de.settingsPhrases.look.title })).toBeVisible()
  await expect(root(anna)).toHaveAttribute('dir', 'ltr')
  await expect(root(anna)).toHaveAttribute('lang', 'de')
  expect(await anna.evaluate(() => 'stayed' in globalThis)).toBe(true)
  await button(anna, de.phrases.back).click()
  const { appLockPhrases: lock } = de
  await anna.getByRole('switch', { name: lock.appLock }).click()
  await anna.getByLabel(lock.passphrase, { exact: true }).fill(PASSPHRASE)
  await anna.getByLabel(lock.repeat, { exact: true }).fill(PASSPHRASE)
  await button(anna, lock.set).click()
  await expect(button(anna, lock.lockNow)).toBeVisible()
  await anna.reload()
  await expect(anna.getByRole('heading', { name: lock.locked })).toBeVisible()
  await anna.getByLabel(lock.passphrase, { exact: true }).fill(PASSPHRASE)
  await button(anna, lock.unlock).click()
  await openAppearance(anna, de)
  await expect(anna.getByRole('radio', { name: 'Deutsch' })).toBeChecked()
  await choose(anna, de.settingsPhrases.look.system)
  await expect(root(anna)).toHaveAttribute('lang', 'en')
  await anna.reload()
  await expect(anna.getByRole('heading', { name: lock.locked })).toHaveCount(0)
  await expect(anna.getByRole('heading', { name: appLockPhrases.locked })).toBeVisible()
})

test.describe('with the service worker', () => {
  test.use({ serviceWorkers: 'allow' })

  test('every language is available offline', async ({ person }) => {
    const anna = await person()
    await anna.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    await anna.reload()
    await anna.context().setOffline(true)
    await openAppearance(anna, en)
    for (const [name, { settingsPhrases: s }] of [
      ['Magyar', hu],
      ['Deutsch', de],
      ['Español', es],
      ['العربية', ar],
      ['日本語', ja],
    ] as const) {
      await choose(anna, name)
      await expect(anna.getByRole('heading', { name: s.look.title })).toBeVisible()
    }
  })
})

test('no text in another language appears before the first screen', async ({ browser, server }) => {
  const context = await browser.newContext({ locale: 'hu-HU' })
  await context.addInitScript(() => {
    const seen: string[] = []
    Object.assign(globalThis, { seen })
    new MutationObserver(() => {
      for (const said of document.querySelectorAll('#app :is(h1, h2, p, button)')) {
        // The notice of a page that has not started for eight seconds exists only in English.
        if (said.closest('.late') || !said.checkVisibility({ visibilityProperty: true })) continue
        seen.push(`${document.documentElement.lang}: ${said.textContent}`)
      }
    }).observe(document, { childList: true, subtree: true })
  })
  const page = await context.newPage()
  await page.goto(server.url)
  await expect(page.getByRole('heading', { name: hu.phrases.sessions })).toBeVisible()
  const seen = await page.evaluate(() => (globalThis as unknown as { seen: string[] }).seen)
  expect(seen.length).toBeGreaterThan(0)
  expect(seen.filter((text) => !text.startsWith('hu: ') || /session|opening/i.test(text))).toEqual([])
  await context.close()
})

test('when a language cannot be loaded the screen stays in English', async ({ browser, server }) => {
  const context = await browser.newContext({ locale: 'de-DE', serviceWorkers: 'block' })
  const page = await context.newPage()
  await page.route(/\/assets\/(de|ja)-/, (route) => route.abort())
  await page.goto(server.url)
  await expect(page.getByRole('heading', { name: 'Sessions' })).toBeVisible()
  await expect(root(page)).toHaveAttribute('lang', 'en')
  await openAppearance(page, en)
  await page.getByRole('radio', { name: '日本語' }).click()
  await expect(page.getByText(phrases.loadFailed)).toBeVisible()
  await expect(root(page)).toHaveAttribute('lang', 'en')
  await expect(page.locator('input[name=language]').first()).toBeChecked()
  await context.close()
})
