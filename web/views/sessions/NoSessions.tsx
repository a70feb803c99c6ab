/** The list before the first session: the logo and one sentence; the two buttons are below, within the thumb's reach. */
import { phrases } from '../../i18n/phrases/app.ts'
import { Mark } from '../../ui/controls/Mark.tsx'

export function NoSessions() {
  return (
    <div class="empty">
      <Mark width={112} />
      <p>{phrases.noSessions}</p>
    </div>
  )
}
