/** The sentences of Settings, Appearance; loaded with it. */
import { inEveryLanguage } from './language.ts'

export const appearancePhrases = inEveryLanguage('appearancePhrases', {
  appearance: 'Appearance',
  language: 'Language',
  languageSystem: 'System',
})
