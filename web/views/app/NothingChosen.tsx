/** Beside the list at a desk while no session is open: the logo and one sentence. */
import { settingsPhrases } from '../../i18n/phrases/settings.ts'
import { Mark } from '../../ui/controls/Mark.tsx'
import './nothing-chosen.css'

export function NothingChosen() {
  return (
    <div class="nothing">
      <Mark width={88} />
      <p>{settingsPhrases.nothingChosen}</p>
    </div>
  )
}
