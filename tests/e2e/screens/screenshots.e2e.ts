/** Visits every screen and state once and runs all checks there: axe in four colour modes and at three sizes, compared pictures, and six languages with the largest text. `PICTURES=folder` instead saves pictures of everything at five sizes, for review. */
import { mkdirSync } from 'node:fs'
import type { Browser } from '@playwright/test'
import { translation as ar } from '../../../web/i18n/translations/ar.ts'
import { translation as de } from '../../../web/i18n/translations/de.ts'
import { translation as es } from '../../../web/i18n/translations/es.ts'
import { translation as hu } from '../../../web/i18n/translations/hu.ts'
import { translation as ja } from '../../../web/i18n/translations/ja.ts'
import { asPerson, expect, faultsOf, type Person, test, watchFaults } from '../../harness/people/person.ts'
import { askEnlarged } from '../../harness/pictures/enlarged.ts'
import {
  askAxeAtSizes,
  askAxeInEveryLook,
  askLanguages,
  changeLanguage,
  DESKTOP,
  PHONE,
  SMALL_PHONE,
} from '../../harness/pictures/screen-questions.ts'
import { ENGLISH, WALKS, type Walk } from '../../harness/pictures/screen-tour.ts'
import { comparePicture, MODES, type Mode, still, thaw, wear } from '../../harness/pictures/stable-page.ts'

const FOLDER = process.env.PICTURES

const SIZES = [PHONE, SMALL_PHONE, { width: 430, height: 932 }, { width: 844, height: 390 }, DESKTOP] as const
type Size = (typeof SIZES)[number]
/** Width from which the layout is a desktop's. */
const DESKTOP_PX = 900

const ARABIC: Pick<Walk, 'words' | 'people' | 'talk'> = {
  words: ar,
  people: ['ليلى', 'عمر'],
  talk: [
    'هل أنت في المحطة؟',
    'نعم، الرصيف ٤. تأخر القطار مرة أخرى ولا أحد يقول كم سيتأخر، وأنا أنتظر في المقهى.',
    'انظر https://example.org/trains 🚆',
    'حسنًا، سأحضر القهوة',
  ],
}
const SPOKEN = { en: { locale: 'en-US', ...ENGLISH }, ar: { locale: 'ar-EG', ...ARABIC } } as const
type Lang = keyof typeof SPOKEN

const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1'

function opener(browser: Browser, url: string, lang: Lang, size: Size, opened: Person[]): Walk['open'] {
  const { locale, words } = SPOKEN[lang]
  const phone = size.width < DESKTOP_PX
  return async (kind) => {
    const context = await browser.newContext({
      ...{ viewport: size, locale, timezoneId: 'UTC', reducedMotion: 'reduce' },
      ...{ hasTouch: phone, isMobile: phone, serviceWorkers: 'block' },
      ...(kind === 'iphone' ? { userAgent: IPHONE } : {}),
    })
    if (kind === 'bare')
      await context.addInitScript(() => Reflect.deleteProperty(globalThis, 'RTCPeerConnection'))
    const page = asPerson(await context.newPage())
    watchFaults(page)
    opened.push(page)
    await page.goto(url)
    await expect(page.getByRole('heading', { name: words.phrases.sessions })).toBeVisible()
    return page
  }
}

async function swipe(page: Person, name: string): Promise<void> {
  const hand = await page.finger()
  const row = page.getByRole('listitem').filter({ hasText: name }).locator('.row-slide').last()
  const { x = 0, y = 0, width = 0, height = 0 } = (await row.boundingBox()) ?? {}
  const isMirrored = await page.evaluate(() => document.dir === 'rtl')
  const [from, to] = isMirrored ? [x + 100, x + 260] : [x + width - 60, x + width - 220]
  await hand.down(from, y + height / 2)
  await hand.to(to, y + height / 2)
  await hand.up()
  await expect(page.locator('.row-actions')).toBeVisible()
}

/** Runs a tour in one language at one size, and closes everything. */
async function go(
  browser: Browser,
  url: string,
  walk: keyof typeof WALKS,
  [lang, size]: readonly [Lang, Size],
  look: Walk['look'],
): Promise<void> {
  const opened: Person[] = []
  const touch = size.width < DESKTOP_PX
  await WALKS[walk]({
    ...SPOKEN[lang],
    open: opener(browser, url, lang, size, opened),
    look,
    swipe: touch ? swipe : null,
  })
  for (const page of opened) expect(faultsOf(page)).toEqual([])
  for (const page of opened) await page.context().close()
}

/** The pictures that are stored and compared, with their modes. */
const KEPT: Readonly<Record<string, readonly Mode[]>> = {
  home: ['light', 'largest'],
  'new-session': ['light'],
  invite: ['light', 'dark'],
  'join-wrong': ['light'],
  chat: ['light', 'dark', 'largest'],
  'message-menu': ['light'],
  'session-menu': ['dark'],
  'safety-check': ['light'],
  marks: ['light', 'dark'],
  sessions: ['light', 'dark'],
  swiped: ['light'],
  offline: ['light'],
  'chat-server': ['light'],
  settings: ['light'],
  appearance: ['light'],
  locked: ['light', 'dark'],
  erase: ['light'],
  'install-banner': ['light'],
  arrival: ['light'],
}
const KEPT_MIRRORED = ['invite', 'chat', 'marks', 'settings']
const KEPT_WIDE = ['chat']
const LANGUAGES = { en: ENGLISH.words, hu, de, es, ar, ja } as const

/**
 * States without a layout check in every language: a swiped row leaves the screen on purpose, the counts during an erase
 * change while they are measured, and phones do not show keyboard shortcuts.
 */
const NOT_MEASURED = ['swiped', 'erased', 'shortcuts']

/** Runs all checks of a phone's screen. */
async function ask(name: string, page: Person): Promise<void> {
  for (const mode of KEPT[name] ?? []) {
    await wear(page, mode)
    await comparePicture(page, `${name}-${mode}`)
  }
  // Before the checks that scroll and enlarge: the picture shows the screen as it opens.
  if (KEPT_MIRRORED.includes(name)) {
    await wear(page, 'light')
    await changeLanguage(page, 'ar')
    await comparePicture(page, `${name}-mirrored`)
    await changeLanguage(page, 'en')
  }
  await askAxeInEveryLook(name, page)
  await askAxeAtSizes(name, page, [SMALL_PHONE])
  if (NOT_MEASURED.includes(name)) return
  await askLanguages(name, page, LANGUAGES)
  await askEnlarged(name, page)
}

const names = Object.keys(WALKS) as (keyof typeof WALKS)[]

if (FOLDER) {
  mkdirSync(FOLDER, { recursive: true })
  for (const lang of ['en', 'ar'] as const)
    for (const size of SIZES)
      for (const walk of names)
        test(`${lang} ${size.width}×${size.height}: pictures of ${walk}`, async ({ browser, server }) => {
          test.setTimeout(900_000)
          await go(browser, server.url, walk, [lang, size], async (name, page) => {
            for (const mode of lang === 'en' ? MODES : (['light'] as const)) {
              await wear(page, mode)
              await still(page, { shown: true })
              const path = `${FOLDER}/${lang}-${size.width}-${mode}-${walk}-${name}.png`
              await page.screenshot({ path, scale: 'css', animations: 'disabled', caret: 'initial' })
              await thaw(page)
            }
            await wear(page, 'light')
          })
        })
} else {
  for (const walk of names)
    test(`${walk}: on a phone, in every colour mode, size and language`, async ({ browser, server }) => {
      test.setTimeout(900_000)
      await go(browser, server.url, walk, ['en', PHONE], ask)
    })
  for (const walk of ['beginnings', 'talking', 'settling'] as const)
    test(`${walk}: on a desktop`, async ({ browser, server }) => {
      test.setTimeout(900_000)
      await go(browser, server.url, walk, ['en', DESKTOP], async (name, page) => {
        if (KEPT_WIDE.includes(name)) await comparePicture(page, `${name}-wide`)
        await askAxeAtSizes(name, page, [DESKTOP])
      })
    })
}
