/** Checks of one screen: contrast, names and roles, overflow at every size, and every language. */
import { expect, type Page } from '@playwright/test'
import type { Translation } from '../../../web/i18n/translations/translation.ts'
import { findAxeFaults } from './axe.ts'
import { findPaleSwitches, wear } from './stable-page.ts'

export const PHONE = { width: 390, height: 844 } as const
export const SMALL_PHONE = { width: 320, height: 568 } as const
export const DESKTOP = { width: 1280, height: 800 } as const

/** The rules that depend on colours; all others are checked once. */
export const COLOUR_RULES = ['color-contrast', 'link-in-text-block'] as const

/** Runs axe in light and dark, each with normal and increased contrast. */
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

/** Checks at each size that nothing is wider than the screen and that axe finds nothing. */
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

/** Changes the system's language while the app runs; resolves when the page has switched. */
export async function changeLanguage(page: Page, lang: string): Promise<void> {
  await page.evaluate((tag) => {
    Object.defineProperty(navigator, 'languages', { value: [tag], configurable: true })
    window.dispatchEvent(new Event('languagechange'))
  }, lang)
  await expect(page.locator('html')).toHaveAttribute('lang', lang)
}

/** The smallest phone with the app's largest text, and a current phone with iOS's largest accessibility text. */
const LARGEST = [
  { size: SMALL_PHONE, text: '34px' },
  { size: PHONE, text: '53px' },
] as const

/** Finds elements that overflow. Only names given by a person may be truncated. */
export const findWide = (page: Page): Promise<readonly string[]> =>
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
      // Only readers have it: a time that stands beside its message where a pointer can hover.
      if (style.clipPath === 'inset(50%)') continue
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

/** Checks in each language, with the largest text on two phones, that nothing overflows. */
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
