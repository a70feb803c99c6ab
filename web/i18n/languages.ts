/** The languages: their names, their loaders, and the change from one to another. English is built in; the others load when asked for. */
import { type LanguageTag, showLanguage } from './phrases/current-language.ts'
import type { Translation } from './translations/translation.ts'

type Other = Exclude<LanguageTag, 'en'>

const OTHERS: Readonly<Record<Other, () => Promise<{ readonly translation: Translation }>>> = {
  hu: () => import('./translations/hu.ts'),
  de: () => import('./translations/de.ts'),
  es: () => import('./translations/es.ts'),
  ar: () => import('./translations/ar.ts'),
  ja: () => import('./translations/ja.ts'),
}

/** Each language's name for itself, so that its readers recognize it in any list. */
export const LANGUAGE_NAMES: Readonly<Record<LanguageTag, string>> = {
  en: 'English',
  hu: 'Magyar',
  de: 'Deutsch',
  es: 'Español',
  ar: 'العربية',
  ja: '日本語',
}

/** How often `speak` was called: a load that was overtaken by a later call must not win. */
let calls = 0

const isOther = (tag: string): tag is Other => Object.hasOwn(OTHERS, tag)

/** The first wanted language (BCP 47 tags, most wanted first) that is available. Regions are ignored: de-AT is de. */
export function languageFor(wanted: readonly string[]): LanguageTag {
  for (const tag of wanted) {
    const base = tag.split('-', 1)[0] ?? ''
    if (base === 'en' || isOther(base)) return base
  }
  return 'en'
}

/** Changes to a language; null follows the system's. False when it could not be loaded; then nothing changed. */
export async function speak(
  chosen: string | null,
  system: readonly string[] = navigator.languages,
): Promise<boolean> {
  calls += 1
  const mine = calls
  const tag = languageFor([chosen ?? '', ...system])
  try {
    const translation = tag === 'en' ? null : (await OTHERS[tag]()).translation
    // A later call decides, whichever load finishes first.
    if (mine !== calls) return true
    showLanguage(tag, translation)
    return true
  } catch {
    return false
  }
}
