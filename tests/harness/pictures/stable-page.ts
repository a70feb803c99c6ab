/** Makes a page comparable as a picture: replaces times and random values by fixed text, and stops all motion. */
import { expect, type Page } from '@playwright/test'
import { PICTURE_FONTS } from './axe.ts'

/** Fixed replacements for random texts, by selector. */
const INSTEAD: Readonly<Record<string, string>> = {
  '[data-testid=join-code]': '482 913',
  '[data-testid=join-words] span:first-child': 'meadow',
  '[data-testid=join-words] span:last-child': 'lantern',
  '[data-testid=safety-digits]': '2815 0472 9936',
  '.picture': '■',
  '.picture + span': 'Dog',
  '.id': 'Nq3vT0cXbG5kWm2yJd8RzA',
}
/** The pictures use a bundled font, whatever the machine has; it is wide, so that text that fits here fits elsewhere. The tint of an avatar is a session's own, by chance. */
const STYLE = `
  html { font-family: 'Picture', sans-serif !important }
  * { caret-color: transparent !important }
  .avatar { --tint: var(--h5) !important; --ground: var(--h5s) !important }
  .qr > * { visibility: hidden }
`

interface Held {
  readonly node: Node
  readonly was: string
  readonly said: string
}
declare global {
  interface Window {
    /** Set while the page is held still; calling it restores all texts. */
    thaw?: (() => void) | undefined
  }
}

/** Holds the page still until {@link thaw}. `shown` keeps QR codes and emoji visible; emoji depend on the machine's font. */
export async function still(page: Page, options: { readonly shown?: boolean } = {}): Promise<void> {
  await page.evaluate(async (fonts) => {
    if ([...document.fonts].some(({ family }) => family === 'Picture')) return
    for (const { file, weight } of fonts) {
      const face = new FontFace('Picture', `url(/assets/${file})`, { weight })
      document.fonts.add(face)
      await face.load()
    }
  }, PICTURE_FONTS)
  await page.evaluate(
    ({ instead, style, plain }) => {
      if (window.thaw) return
      const EMOJI = /\p{Emoji_Presentation}|\p{Emoji}\uFE0F/gu
      const CLOCK = /[\p{Nd}]{1,2}:[\p{Nd}]{2}(:[\p{Nd}]{2})?/gu
      const held: Held[] = []
      const say = (node: Node, said: string): void => {
        const was = node.nodeValue ?? ''
        if (was === said) return
        held.push({ node, was, said })
        node.nodeValue = said
      }
      const freeze = (): void => {
        for (const [selector, text] of Object.entries(instead))
          for (const element of document.querySelectorAll(selector))
            if (element.firstChild) say(element.firstChild, text)
        const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
        for (let node = walk.nextNode(); node; node = walk.nextNode())
          say(
            node,
            (node.nodeValue ?? '')
              .replace(CLOCK, (clock) => (/[0-9]/.test(clock) ? '09:41' : '٠٩:٤١'))
              .replace(EMOJI, plain ? '■' : '$&'),
          )
      }
      freeze()
      const watcher = new MutationObserver(freeze)
      watcher.observe(document.body, { subtree: true, childList: true, characterData: true })
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(style)
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
      window.thaw = () => {
        watcher.disconnect()
        for (const { node, was, said } of held.reverse()) if (node.nodeValue === said) node.nodeValue = was
        document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet)
        window.thaw = undefined
      }
    },
    {
      instead: options.shown ? { ...INSTEAD, '.picture': '🐶' } : INSTEAD,
      style: options.shown ? STYLE.replace(/\.qr.*/, '') : STYLE,
      plain: !options.shown,
    },
  )
  await page.evaluate(async () => {
    await document.fonts.ready
    // Animations of a page that does not paint may never end.
    const ending = document.getAnimations().map((animation) => animation.finished.catch(() => {}))
    await Promise.race([Promise.all(ending), new Promise((enough) => setTimeout(enough, 1_000))])
  })
}

export const thaw = (page: Page): Promise<void> => page.evaluate(() => window.thaw?.())

export const MODES = ['light', 'dark', 'largest'] as const
export type Mode = (typeof MODES)[number]

/** The largest text size in Settings, twice the normal one. */
const LARGEST_TEXT = '34px'

/** Sets colours and text size. */
export async function wear(page: Page, mode: Mode): Promise<void> {
  await page.emulateMedia({ colorScheme: mode === 'dark' ? 'dark' : 'light' })
  await page.evaluate(
    async (size) => {
      document.documentElement.style.fontSize = size
      for (let frames = 0; frames < 2; frames += 1) await new Promise((drawn) => requestAnimationFrame(drawn))
    },
    mode === 'largest' ? LARGEST_TEXT : '',
  )
}

/** Tolerance for differences in antialiasing between machines; moved or recoloured elements exceed it. */
const DIFFERS = {
  maxDiffPixelRatio: 0.02,
  threshold: 0.2,
  animations: 'disabled',
  caret: 'initial',
} as const

/** Compares the page with a stored picture. `scale`: WebKitGTK supports only its own. */
export async function comparePicture(
  page: Page,
  name: string,
  scale: 'css' | 'device' = 'css',
): Promise<void> {
  await still(page)
  await expect.soft(page).toHaveScreenshot(`${name}.png`, { ...DIFFERS, scale })
  await thaw(page)
}

/** Lowest contrast of graphics that are not text. */
const DRAWN_CONTRAST_MIN = 3
/** Finds switches whose knob has too little contrast to its track; axe checks only text. */
export const findPaleSwitches = (page: Page): Promise<readonly string[]> =>
  page.evaluate((least) => {
    const light = (colour: string): number => {
      const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? []).map((part) => {
        const value = Number(part) / 255
        return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
      })
      return 0.2126 * r + 0.7152 * g + 0.0722 * b
    }
    return [...document.querySelectorAll('[role=switch]')].flatMap((one) => {
      const [track, knob] = [getComputedStyle(one), getComputedStyle(one, '::before')].map((style) =>
        light(style.backgroundColor),
      )
      const [low, high] = [Math.min(track ?? 0, knob ?? 0), Math.max(track ?? 0, knob ?? 0)]
      const contrast = (high + 0.05) / (low + 0.05)
      return contrast < least ? [`${one.id}: ${contrast.toFixed(1)}`] : []
    })
  }, DRAWN_CONTRAST_MIN)
