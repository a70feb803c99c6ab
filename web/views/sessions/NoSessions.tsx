/** The list before the first session: the mark and one sentence; the two buttons stand below, in the thumb's reach. */
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
