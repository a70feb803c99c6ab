/** Settings, Appearance: the language of the app, the system's or another. */
import { useSignal } from '@preact/signals'
import { LANGUAGE_NAMES } from '../../i18n/languages.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { settingsPhrases } from '../../i18n/phrases/settings.ts'
import { Choice } from '../../ui/controls/Fields.tsx'
import { failureText } from '../failure-text.ts'
import { useView } from '../view-context.ts'

const SYSTEM = ''

export function LanguageChoice() {
  const { language, say } = useView()
  /** What was tapped and is being loaded; when that fails the mark goes back. */
  const asked = useSignal<string | null>(null)
  const choose = async (tag: string): Promise<void> => {
    asked.value = tag
    const chosen = await language.choose(tag === SYSTEM ? null : tag)
    if (!chosen.ok)
      say(chosen.error === 'not_loaded' ? phrases.loadFailed : failureText({ code: chosen.error }))
    asked.value = null
  }
  return (
    <Choice
      label={settingsPhrases.look.language}
      name="language"
      list
      value={asked.value ?? language.chosen.value ?? SYSTEM}
      onChange={(tag) => void choose(tag)}
      options={[
        { value: SYSTEM, label: settingsPhrases.look.system },
        ...Object.entries(LANGUAGE_NAMES).map(([value, label]) => ({ value, label, lang: value })),
      ]}
    />
  )
}
