/** The language that is spoken: English is always here, every other comes when it is asked for. */
import { signal } from '@preact/signals'
import type { Translation } from './translations/translation.ts'

const OTHERS = {
  hu: () => import('./translations/hu.ts'),
  de: () => import('./translations/de.ts'),
  es: () => import('./translations/es.ts'),
  ar: () => import('./translations/ar.ts'),
  ja: () => import('./translations/ja.ts'),
} as const
export type LanguageTag = 'en' | keyof typeof OTHERS

/** The language of what is on the screen now. */
export const spoken = signal<LanguageTag>('en')
let translation: Translation | null = null
let asked = 0

const isOther = (tag: string): tag is keyof typeof OTHERS => Object.hasOwn(OTHERS, tag)

/** The first of what a person wants that is spoken here; regions are passed over: de-AT is de. */
export function languageFor(wanted: readonly string[]): LanguageTag {
  for (const tag of wanted) {
    const base = tag.split('-', 1)[0] ?? ''
    if (base === 'en' || isOther(base)) return base
  }
  return 'en'
}

/** Changes to a language, null for the system's. False when it could not be loaded; then nothing changed. */
export async function speak(
  chosen: string | null,
  system: readonly string[] = navigator.languages,
): Promise<boolean> {
  asked += 1
  const mine = asked
  const tag = languageFor([chosen ?? '', ...system])
  try {
    const loaded = tag === 'en' ? null : (await OTHERS[tag]()).translation
    // Asked again while it was on its way: the last word counts.
    if (mine !== asked) return true
    translation = loaded
    spoken.value = tag
    return true
  } catch {
    return false
  }
}

/** English sentences with any words in their place; a list keeps its length, a function what it is given. */
export type Translated<T> = T extends string
  ? string
  : T extends (...given: infer Given) => string
    ? (...given: Given) => string
    : { readonly [K in keyof T]: Translated<T[K]> }

/** English sentences that are read in the language of the moment: whoever reads them while rendering renders again when it changes. */
export const inEveryLanguage = <const T extends object>(
  part: keyof Translation,
  english: T & Translated<T>,
): Translated<T> =>
  new Proxy(english, {
    get(_, key) {
      const words = spoken.value === 'en' ? english : translation?.[part]
      return Reflect.get(words ?? english, key)
    },
  })
