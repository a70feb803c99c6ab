/** What is asked of a screen once somebody stands before it: contrast, names and roles, overflow at every size, and every language. */
import { expect, type Page } from '@playwright/test'
import type { Translation } from '../../../web/i18n/translations/translation.ts'
import { findAxeFaults } from './axe.ts'
import { findPaleSwitches, wear } from './stable-page.ts'

export const PHONE = { width: 390, height: 844 } as const
export const SMALL_PHONE = { width: 320, height: 568 } as const
export const DESKTOP = { width: 1280, height: 800 } as const

/** The rules whose answer changes with the colours; all others are asked once. */
export const COLOUR_RULES = ['color-contrast', 'link-in-text-block'] as const

/** In the light and in the dark, with contrast as it is and with more of it. */
export async function askAxeInEveryLook(name: string, page: Page): Promise<void> {
  for (const mode of ['light', 'dark'] as const)
    for (const contrast of ['no-preference', 'more'] as const) {
      await wear(page, mode)
      await page.emulateMedia({ contrast })
      const isFirst = mode === 'light' && contrast === 'no-preference'
      const where = `${name}, ${mode}, contrast: ${contrast}`
      expect.soft(await findAxeFaults(page, isFirst ? null : COLOUR_RULES), where).toEqual([])
      expect.soft(await findPaleSwitches(page), where).toEqual([])
    }
  await page.emulateMedia({ contrast: null })
  await wear(page, 'light')
}

/** At each of these sizes: nothing is wider than the screen, and axe finds nothing. */
export async function askAxeAtSizes(
  name: string,
  page: Page,
  sizes: readonly { readonly width: number; readonly height: number }[],
): Promise<void> {
  const before = page.viewportSize()
  for (const size of sizes) {
    await page.setViewportSize(size)
    const where = `${name} at ${size.width}×${size.height}`
    const isWider = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
    expect.soft(isWider, `${where} is wider than the screen`).toBe(false)
    expect.soft(await findAxeFaults(page), where).toEqual([])
  }
  if (before) await page.setViewportSize(before)
}

/** The system's language changes while the app runs, as on a phone; resolves when the page speaks it. */
export async function changeLanguage(page: Page, lang: string): Promise<void> {
  await page.evaluate((tag) => {
    Object.defineProperty(navigator, 'languages', { value: [tag], configurable: true })
    window.dispatchEvent(new Event('languagechange'))
  }, lang)
  await expect(page.locator('html')).toHaveAttribute('lang', lang)
}

/** The smallest phone with twice the text, as Settings makes it; and a phone of today with the largest text that iOS has for those who see little. */
const LARGEST = [
  { size: SMALL_PHONE, text: '34px' },
  { size: PHONE, text: '53px' },
] as const

/** What is wider than its place. A name that a person gave may be cut short; nothing else. */
const findWide = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
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

/** In each of these languages, with the largest text on two phones, everything has its place. */
export async function askLanguages(
  name: string,
  page: Page,
  languages: Readonly<Record<string, Translation>>,
): Promise<void> {
  const before = page.viewportSize()
  for (const { size, text } of LARGEST) {
    await page.setViewportSize(size)
    await page.evaluate((fontSize) => {
      document.documentElement.style.fontSize = fontSize
    }, text)
    for (const lang of Object.keys(languages)) {
      await changeLanguage(page, lang)
      expect.soft(await findWide(page), `${name} in ${lang} at ${text} on ${size.width}`).toEqual([])
    }
  }
  await changeLanguage(page, 'en')
  if (before) await page.setViewportSize(before)
  await wear(page, 'light')
}
