/** "Appearance": light or dark, how large the text is, in which language, whether anything shines through, and whether messages sound. */
import type { ChosenAppearance } from '../../domain/settings/preferences.ts'
import { settingsPhrases } from '../../i18n/phrases/settings.ts'
import { Choice, Switch } from '../../ui/controls/Fields.tsx'
import { useKept } from '../use-kept.ts'
import { useView } from '../view-context.ts'
import { LanguageChoice } from './LanguageChoice.tsx'

const SYSTEM: ChosenAppearance = { theme: 'system', textScale: 1, solid: false }
const THEMES = ['system', 'light', 'dark'] as const
const SCALES = [1, 1.15, 1.3, 1.5, 2] as const

export function AppearancePage() {
  const { preferences } = useView().app
  const keep = useKept()
  const now = preferences.appearance.value ?? SYSTEM
  const change = (part: Partial<ChosenAppearance>): void =>
    void keep(preferences.setAppearance({ ...now, ...part }))
  const { look } = settingsPhrases
  return (
    <div class="stack">
      <Choice
        label={look.title}
        name="theme"
        value={now.theme}
        onChange={(theme) => change({ theme })}
        options={THEMES.map((value) => ({ value, label: look[value] }))}
      />
      <Choice
        label={look.textSize}
        name="text-size"
        value={now.textScale}
        onChange={(textScale) => change({ textScale })}
        options={SCALES.map((value) => ({
          value,
          label: value === 1 ? look.system : look.percent(value),
        }))}
      />
      <LanguageChoice />
      <div class="group padded">
        <Switch
          label={look.solid}
          hint={look.solidHint}
          checked={now.solid}
          onChange={(solid) => change({ solid })}
        />
        <Switch
          label={look.sounds}
          hint={look.soundsHint}
          checked={preferences.sounds.value}
          onChange={(on) => void keep(preferences.setSounds(on))}
        />
      </div>
    </div>
  )
}
