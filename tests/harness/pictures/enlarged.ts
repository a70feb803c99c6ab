/** Checks of one screen as people change it: 400 % zoom (WCAG 1.4.10), wider text spacing (1.4.12), and forced colours. */
import { expect, type Page } from '@playwright/test'
import { findWide } from './screen-questions.ts'
import { wear } from './stable-page.ts'

/** 1280×1024 at 400 %. */
const ZOOMED = { width: 320, height: 256 } as const

/** What WCAG 1.4.12 asks a page to bear; sizes relative to the text. */
const SPACING =
  '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }'

/** Finds controls that no scrolling brings to a place where they can be pressed. */
const findUnreachable = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const over = [...document.querySelectorAll('dialog[open], [role=menu]')].at(-1) ?? document.body
    const controls = 'button, input, textarea, a[href], [role=menuitem], [role=switch]'
    return [...over.querySelectorAll<HTMLElement>(controls)].flatMap((control) => {
      const { width, height } = control.getBoundingClientRect()
      const isDrawn = control.checkVisibility({ opacityProperty: true, visibilityProperty: true })
      // Shown to readers alone, or drawn by the label around it.
      const isHushed = control.classList.contains('hush') || getComputedStyle(control).clipPath !== 'none'
      const isSmall = width < 2 || height < 2 || isHushed
      if (!isDrawn || isSmall || control.matches(':disabled, [tabindex="-1"]')) return []
      const ways = ['center', 'start', 'end'] as const
      // A button that floats over the talk may cover one place, and not all of them.
      const isReached = ways.some((block) => {
        control.scrollIntoView({ block, inline: 'nearest' })
        const box = control.getBoundingClientRect()
        const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)
        if (!hit) return false
        return control.contains(hit) || hit.contains(control) || hit.closest('label')?.contains(control)
      })
      if (isReached) return []
      const { left, top } = control.getBoundingClientRect()
      const name = control.getAttribute('aria-label') ?? control.textContent ?? ''
      return [`${control.tagName} “${name.slice(0, 30)}” at ${Math.round(left)},${Math.round(top)}`]
    })
  })

/** Finds text that is cut at the bottom of its box. A line that gives way with three dots has one on purpose. */
const findCut = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('body *')].flatMap((element) => {
      const { overflowY, clipPath, textOverflow } = getComputedStyle(element)
      const isCut = (overflowY === 'hidden' || overflowY === 'clip') && clipPath === 'none'
      if (!isCut || textOverflow === 'ellipsis' || !element.checkVisibility()) return []
      const says = [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim(),
      )
      const { scrollHeight, clientHeight } = element
      return says && clientHeight > 2 && scrollHeight > clientHeight + 1
        ? [`${element.tagName}.${element.className} ${scrollHeight}>${clientHeight}`]
        : []
    }),
  )

/** Finds what has no edge once its colours are taken away. */
const findEdgeless = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const things =
      '.bubble, [role=switch], .button:not([data-kind="plain"], [data-kind="danger"]), .note-card'
    return [...document.querySelectorAll<HTMLElement>(things)].flatMap((thing) => {
      if (!thing.checkVisibility() || thing.closest('[data-bare="true"]')) return []
      const { borderTopWidth, borderTopStyle, outlineStyle } = getComputedStyle(thing)
      const hasEdge = (borderTopStyle !== 'none' && borderTopWidth !== '0px') || outlineStyle !== 'none'
      const isSame = (pseudo: string): boolean =>
        getComputedStyle(thing).backgroundColor === getComputedStyle(thing, pseudo).backgroundColor
      if (thing.role === 'switch' && isSame('::before')) return [`${thing.id}: the knob is not seen`]
      return hasEdge ? [] : [`${thing.tagName}.${thing.className} “${thing.textContent?.slice(0, 30)}”`]
    })
  })

const space = (page: Page, on: boolean): Promise<void> =>
  page.evaluate(
    (css) => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(css)
      document.adoptedStyleSheets = css === '' ? [] : [sheet]
    },
    on ? SPACING : '',
  )

export async function askEnlarged(name: string, page: Page): Promise<void> {
  const before = page.viewportSize()
  await space(page, true)
  expect.soft(await findWide(page), `${name} with text spacing`).toEqual([])
  expect.soft(await findCut(page), `${name} with text spacing`).toEqual([])
  await space(page, false)
  await page.emulateMedia({ forcedColors: 'active' })
  expect.soft(await findEdgeless(page), `${name} in forced colours`).toEqual([])
  await page.emulateMedia({ forcedColors: null })
  await page.setViewportSize(ZOOMED)
  await wear(page, 'light')
  expect.soft(await findWide(page), `${name} at 400 %`).toEqual([])
  expect.soft(await findUnreachable(page), `${name} at 400 %`).toEqual([])
  if (before) await page.setViewportSize(before)
}
