/** Every pair of colours that a screen lays over one another can be read, in light and in dark. */
import { expect, test } from 'bun:test'

const css = await Bun.file(new URL('./tokens.css', import.meta.url)).text()

/** The colours set by the first block with this selector: `#rrggbb` by name. */
function coloursOf(selector: string): ReadonlyMap<string, string> {
  const from = css.indexOf(`${selector} {`)
  if (from < 0) throw new Error(`no ${selector}`)
  const block = css.slice(from, css.indexOf('}', from))
  return new Map(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map(([, name = '', value = '']) => [name, value]),
  )
}

const light = coloursOf(':root')
const dark = new Map([...light, ...coloursOf(':root[data-theme="dark"]')])
const bySystem = coloursOf(':root:not([data-theme="light"])')
const inSheet = (theme: 'light' | 'dark'): ReadonlyMap<string, string> =>
  theme === 'light' ? light : new Map([...dark, ...coloursOf(':root[data-theme="dark"] .sheet')])

/** WCAG 2.2, relative luminance of sRGB. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
function contrast(colours: ReadonlyMap<string, string>, above: string, below: string): number {
  const [one, other] = [above, below].map((name) => luminance(colours.get(name) ?? `missing ${name}`))
  return (Math.max(one ?? 0, other ?? 0) + 0.05) / (Math.min(one ?? 0, other ?? 0) + 0.05)
}

/** Words need 4.5:1, shapes that carry a meaning 3:1. */
const WORDS = [
  [
    'text',
    [
      'page',
      'grouped',
      'card',
      'raised',
      'fill',
      'fill-2',
      'segment',
      'theirs',
      'warn-soft',
      'selected',
      'hover',
    ],
  ],
  ['quiet', ['page', 'grouped', 'card', 'raised', 'fill', 'fill-2', 'theirs', 'selected', 'hover']],
  ['accent', ['page', 'grouped', 'card', 'raised', 'fill', 'accent-soft', 'selected', 'theirs']],
  ['on-solid', ['solid', 'danger-solid']],
  ['on-solid-quiet', ['solid']],
  ['good', ['page', 'grouped', 'card', 'selected', 'hover']],
  ['warn', ['page', 'grouped', 'card', 'warn-soft']],
  ['danger', ['page', 'card', 'raised', 'danger-soft', 'selected', 'hover']],
  ['on-alarm', ['alarm']],
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((tint) => [`h${tint}`, [`h${tint}s`, 'theirs']] as const),
] as const
const SHAPES = [
  ['good-dot', ['page', 'grouped', 'card']],
  ['glyph', ['page', 'card', 'hover']],
  ['edge', ['page', 'card']],
  ['on-solid', ['switch-on', 'edge']],
] as const

for (const theme of ['light', 'dark'] as const)
  for (const [where, colours] of [
    ['on the page', theme === 'light' ? light : dark],
    ['on a sheet', inSheet(theme)],
  ] as const)
    test(`in ${theme}, ${where}, words have 4.5:1 and shapes 3:1`, () => {
      const weak: string[] = []
      for (const [pairs, least] of [
        [WORDS, 4.5],
        [SHAPES, 3],
      ] as const)
        for (const [above, grounds] of pairs)
          for (const below of grounds) {
            const ratio = contrast(colours, above, below)
            if (!(ratio >= least)) weak.push(`${above} on ${below}: ${ratio.toFixed(2)}`)
          }
      expect(weak).toEqual([])
    })

test('dark by the system and dark by choice are the same', () => {
  expect([...bySystem]).toEqual([...coloursOf(':root[data-theme="dark"]')])
})
