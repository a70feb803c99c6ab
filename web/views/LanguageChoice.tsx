/** Settings, Appearance: the language of the app, the system's or another. */
import { LANGUAGE_NAMES } from '../i18n/names.ts'
import { phrases } from '../i18n/phrases.ts'
import { settingsPhrases } from '../i18n/settings-phrases.ts'
import { Choice } from '../ui/Fields.tsx'
import { useView } from './context.ts'

const SYSTEM = ''

export function LanguageChoice() {
  const { language, say } = useView()
  const choose = async (tag: string): Promise<void> => {
    if (!(await language.choose(tag === SYSTEM ? null : tag))) say(phrases.loadFailed)
  }
  return (
    <Choice
      label={settingsPhrases.look.language}
      name="language"
      value={language.chosen.value ?? SYSTEM}
      onChange={(tag) => void choose(tag)}
      options={[
        { value: SYSTEM, label: settingsPhrases.look.system },
        ...Object.entries(LANGUAGE_NAMES).map(([value, label]) => ({ value, label, lang: value })),
      ]}
    />
  )
}
