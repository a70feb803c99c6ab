/** Six languages: chosen by the system or in Settings, mirrored for Arabic, and nothing sticks out on a small phone with the largest text. */
import type { Browser, Page } from '@playwright/test'
import { phrases } from '../../../web/i18n/phrases/app.ts'
import { securityPhrases } from '../../../web/i18n/phrases/app-lock.ts'
import { chatPhrases } from '../../../web/i18n/phrases/chat.ts'
import { diagnosticsPhrases } from '../../../web/i18n/phrases/diagnostics.ts'
import { failurePhrases } from '../../../web/i18n/phrases/failures.ts'
import { invitePhrases } from '../../../web/i18n/phrases/invites.ts'
import { safetyPhrases } from '../../../web/i18n/phrases/safety-check.ts'
import { settingsPhrases } from '../../../web/i18n/phrases/settings.ts'
import { translation as ar } from '../../../web/i18n/translations/ar.ts'
import { translation as de } from '../../../web/i18n/translations/de.ts'
import { translation as es } from '../../../web/i18n/translations/es.ts'
import { translation as hu } from '../../../web/i18n/translations/hu.ts'
import { translation as ja } from '../../../web/i18n/translations/ja.ts'
import type { Translation } from '../../../web/i18n/translations/translation.ts'
import { PASSPHRASE } from '../../harness/people/lock.ts'
import { connected, expect, test, watchFaults } from '../../harness/people/person.ts'

const en: Translation = {
  phrases,
  chatPhrases,
  diagnosticsPhrases,
  failurePhrases,
  invitePhrases,
  safetyPhrases,
  securityPhrases,
  settingsPhrases,
}
const LANGUAGES = [
  { locale: 'en-US', lang: 'en', dir: 'ltr', words: en },
  { locale: 'hu-HU', lang: 'hu', dir: 'ltr', words: hu },
  { locale: 'de-AT', lang: 'de', dir: 'ltr', words: de },
  { locale: 'es-MX', lang: 'es', dir: 'ltr', words: es },
  { locale: 'ar-EG', lang: 'ar', dir: 'rtl', words: ar },
  { locale: 'ja-JP', lang: 'ja', dir: 'ltr', words: ja },
] as const

/** The smallest phone with twice the text, as Settings makes it; and a phone of today with the largest text that iOS has for those who see little. */
const SMALL = { width: 320, height: 568 } as const
const LARGEST_TEXT = '34px'
const LARGEST = [
  { size: SMALL, text: LARGEST_TEXT },
  { size: { width: 390, height: 844 }, text: '53px' },
] as const
const root = (page: Page) => page.locator('html')
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

async function openIn(browser: Browser, url: string, locale: string, words: Translation): Promise<Page> {
  const context = await browser.newContext({ viewport: SMALL, locale })
  const page = await context.newPage()
  watchFaults(page)
  await page.goto(url)
  await expect(page.getByRole('heading', { name: words.phrases.sessions })).toBeVisible()
  await wearText(page, LARGEST_TEXT)
  return page
}

const wearText = (page: Page, text: string): Promise<void> =>
  page.evaluate((size) => {
    document.documentElement.style.fontSize = size
  }, text)

async function fits(page: Page, where: string): Promise<void> {
  for (const { size, text } of [...LARGEST].reverse()) {
    await page.setViewportSize(size)
    await wearText(page, text)
    await fitsNow(page, `${where} at ${text} on ${size.width}`)
  }
}

/** What is wider than its place. A name that a person gave may be cut short; nothing else. */
async function fitsNow(page: Page, where: string): Promise<void> {
  const wide = await page.evaluate(() => {
    const says = (element: Element): boolean =>
      [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '',
      )
    const found: string[] = []
    if (document.documentElement.scrollWidth > window.innerWidth) found.push('the document')
    for (const element of document.querySelectorAll<HTMLElement>('body, body *')) {
      if (!element.checkVisibility() || element.classList.contains('hush')) continue
      const style = getComputedStyle(element)
      const holds = style.overflowX !== 'visible' || says(element) || element.tagName === 'BUTTON'
      if (!holds || style.display === 'inline' || style.textOverflow === 'ellipsis') continue
      const { left, right } = element.getBoundingClientRect()
      const outside = says(element) && (left < -1 || right > window.innerWidth + 1)
      if (element.scrollWidth > element.clientWidth + 1 || outside)
        found.push(
          `${element.tagName}.${element.className} ${element.scrollWidth}>${element.clientWidth} ${Math.round(left)}–${Math.round(right)} ${element.textContent?.slice(0, 40)}`,
        )
    }
    return found
  })
  expect.soft(wide, where).toEqual([])
}

for (const { locale, lang, dir, words } of LANGUAGES)
  test(`${locale}: every screen is in its language, and fits`, async ({ browser, server }) => {
    test.slow()
    const { phrases: p, chatPhrases: c, invitePhrases: i, settingsPhrases: s, securityPhrases: lock } = words
    const anna = await openIn(browser, server.url, locale, words)
    const ben = await openIn(browser, server.url, locale, words)
    await expect(root(anna)).toHaveAttribute('lang', lang)
    await expect(root(anna)).toHaveAttribute('dir', dir)
    await fits(anna, 'home')
    await button(anna, p.newSession).click()
    await expect(anna.getByRole('radio', { name: i.duration[300] ?? '', exact: true })).toBeChecked()
    await fits(anna, 'new session')
    await anna.getByRole('switch', { name: i.addWords }).check()
    await button(anna, i.create).click()
    const code = anna.getByTestId('join-code')
    await expect(code).toHaveText(/^\d{3} \d{3}$/)
    await fits(anna, 'code')
    // Digits are read from left to right in every language.
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
    const spoken = `${await code.textContent()} ${await anna.getByTestId('join-words').textContent()}`
    await button(ben, p.join).click()
    await expect(ben.getByRole('textbox', { name: i.joinCode })).toBeVisible()
    await fits(ben, 'join')
    await ben.getByRole('textbox', { name: i.joinCode }).fill(spoken)
    await connected(anna, ben)
    await anna.getByRole('textbox', { name: c.message }).fill('https://example.org – 12:30')
    await button(anna, c.send).click()
    await expect(ben.getByTestId('message')).toHaveCount(1)
    await expect(ben.getByText(c.trust.verified)).toBeVisible()
    await fits(ben, 'chat')
    await button(ben, c.sessionOptions).click()
    await expect(ben.getByRole('menuitem', { name: c.messageLifetime })).toBeVisible()
    await fits(ben, 'menu')
    await ben.getByRole('menuitem', { name: c.safetyCheck }).click()
    const sheet = ben.getByRole('dialog', { name: c.safetyCheck })
    await expect(sheet).toBeVisible()
    await fits(ben, 'safety check')
    await button(ben, p.close).click()
    await expect(sheet).toHaveCount(0)
    const back = await button(ben, p.back).boundingBox()
    expect((back?.x ?? 0) > SMALL.width / 2).toBe(dir === 'rtl')
    await button(ben, p.back).click()
    await expect(ben.getByText(p.row.online, { exact: true })).toBeVisible()
    await fits(ben, 'list')
    await button(ben, p.settings).click()
    await expect(ben.getByRole('heading', { name: p.settings, exact: true })).toBeVisible()
    await fits(ben, 'settings')
    for (const name of [
      s.sessionIdentities,
      s.whatServerKnows,
      s.server,
      s.look.title,
      s.diagnostics,
      s.installTitle,
      s.about,
    ]) {
      await button(ben, name).click()
      await expect(ben.getByRole('heading', { name, exact: true })).toBeVisible()
      await fits(ben, name)
      await button(ben, p.back).click()
    }
    await ben.getByRole('switch', { name: lock.appLock }).click()
    await expect(ben.getByLabel(lock.passphrase, { exact: true })).toBeVisible()
    await fits(ben, 'set a passphrase')
    await ben.getByLabel(lock.passphrase, { exact: true }).fill(PASSPHRASE)
    await ben.getByLabel(lock.repeat, { exact: true }).fill(PASSPHRASE)
    await button(ben, lock.set).click()
    await expect(button(ben, lock.lockNow)).toBeVisible({ timeout: 20_000 })
    await fits(ben, 'security')
    await button(ben, lock.lockNow).click()
    await expect(ben.getByRole('heading', { name: lock.locked })).toBeVisible()
    await fits(ben, 'locked')
    await ben.getByRole('link', { name: lock.eraseAll }).click()
    await ben.getByRole('alertdialog').getByRole('textbox').fill(lock.eraseWord)
    await expect(
      ben.getByRole('alertdialog').getByRole('button', { name: lock.erase, exact: true }),
    ).toBeEnabled()
    await fits(ben, 'erase')
    for (const page of [anna, ben]) await page.context().close()
  })

test('two people with screens that are read in opposite ways see the same order of pictures and digits', async ({
  browser,
  server,
}) => {
  const anna = await openIn(browser, server.url, 'en-GB', en)
  const omar = await openIn(browser, server.url, 'ar-EG', ar)
  for (const page of [anna, omar]) await page.setViewportSize({ width: 390, height: 844 })
  for (const page of [anna, omar])
    await page.evaluate(() => document.documentElement.style.removeProperty('font-size'))
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
  await expect(omar.getByText(ar.safetyPhrases.compare)).toBeVisible()
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

test('a language is changed without a reload, kept, and spoken by the locked screen', async ({ person }) => {
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
  const { securityPhrases: lock } = de
  await anna.getByRole('switch', { name: lock.appLock }).click()
  await anna.getByLabel(lock.passphrase, { exact: true }).fill(PASSPHRASE)
  await anna.getByLabel(lock.repeat, { exact: true }).fill(PASSPHRASE)
  await button(anna, lock.set).click()
  await expect(button(anna, lock.lockNow)).toBeVisible({ timeout: 20_000 })
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
  await expect(anna.getByRole('heading', { name: securityPhrases.locked })).toBeVisible()
})

test('every language is at hand without a network', async ({ person }) => {
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

test('no other language is seen before the first screen', async ({ browser, server }) => {
  const context = await browser.newContext({ locale: 'hu-HU' })
  await context.addInitScript(() => {
    const seen: string[] = []
    Object.assign(globalThis, { seen })
    new MutationObserver(() => {
      for (const said of document.querySelectorAll('#app :is(h1, h2, p, button)')) {
        // What a page says that has not started for eight seconds knows no language but the page's own.
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

test('a language that cannot be loaded leaves English on the screen', async ({ browser, server }) => {
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
