/** Each language in its own words, as a person who reads no other looks for it. */
import type { LanguageTag } from './languages.ts'

export const LANGUAGE_NAMES: Readonly<Record<LanguageTag, string>> = {
  en: 'English',
  hu: 'Magyar',
  de: 'Deutsch',
  es: 'Español',
  ar: 'العربية',
  ja: '日本語',
}
