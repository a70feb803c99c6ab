/** "Install Inviso": the steps for this browser, or its own button. */
import { CircleCheck, Ellipsis, Share, SquarePlus } from 'lucide-preact'
import { settingsPhrases } from '../../i18n/phrases/settings.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { isDesk } from '../../ui/navigation/view-transition.ts'
import { useView } from '../view-context.ts'

/** Safari moved the Share button with version 26. */
const NEW_LAYOUT_SINCE = 26

/** The icon to look for in each step, as Safari draws it. */
const STEP_ICONS = {
  old: [Share, SquarePlus, CircleCheck],
  new: [Ellipsis, SquarePlus, CircleCheck],
  iosOther: [null, Share],
  other: [null, null],
  desk: [null, null],
} as const

export function InstallPage() {
  const { app } = useView()
  const hint = app.install.hint.value
  if (hint.kind === 'installed') return <p>{settingsPhrases.installed}</p>
  if (hint.kind === 'promptable')
    return (
      <Button kind="main" onPress={() => void app.install.prompt()}>
        {settingsPhrases.install}
      </Button>
    )
  const isNew = hint.kind === 'ios-safari' && hint.version >= NEW_LAYOUT_SINCE
  const safari = isNew ? 'new' : 'old'
  const other = isDesk() ? 'desk' : 'other'
  const kind = hint.kind === 'ios-safari' ? safari : hint.kind === 'other' ? other : 'iosOther'
  return (
    <ol class="stack steps">
      {settingsPhrases.installSteps[kind].map((step, at) => {
        const Icon = STEP_ICONS[kind][at]
        return (
          <li key={step}>
            <span>{step}</span>
            {Icon && <Icon aria-hidden="true" />}
          </li>
        )
      })}
    </ol>
  )
}
