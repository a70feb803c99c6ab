/** The language on the screen now, and phrases that follow it. */
import { signal } from '@preact/signals'

export type LanguageTag = 'en' | 'hu' | 'de' | 'es' | 'ar' | 'ja'

/** All sentences of one language: one object for each file of phrases, under that file's export name. */
type Sentences = Readonly<Record<string, object>>

/** The language on the screen now. */
export const spoken = signal<LanguageTag>('en')
let sentences: Sentences | null = null

/** Shows another language; without sentences, English, which is always here. */
export function showLanguage(tag: LanguageTag, translated: Sentences | null): void {
  sentences = translated
  spoken.value = translated ? tag : 'en'
}

/** The shape of English phrases with any text in their place: a list keeps its length, a function its parameters. */
export type Translated<T> = T extends string
  ? string
  : T extends (...given: infer Given) => string
    ? (...given: Given) => string
    : { readonly [K in keyof T]: Translated<T[K]> }

/**
 * English phrases that read as the current language's. A component that reads one while it renders
 * renders again when the language changes. `part` is the name under which a translation keeps them.
 */
export const inEveryLanguage = <const T extends object>(
  part: string,
  english: T & Translated<T>,
): Translated<T> =>
  new Proxy(english, {
    get(_, key) {
      const current = spoken.value === 'en' ? english : sentences?.[part]
      return Reflect.get(current ?? english, key)
    },
  })
