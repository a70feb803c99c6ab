/** Offers once to name a chat that has only the name the app made up; only this phone shows it. */
import { useState } from 'preact/hooks'
import type { SessionRow } from '../../domain/sessions/session.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { invitePhrases } from '../../i18n/phrases/invites.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { useKept } from '../use-kept.ts'
import { useView } from '../view-context.ts'
import { NameDialog } from './session-dialogs.tsx'

export function NameOffer({ row }: { readonly row: SessionRow }) {
  const { app } = useView()
  const keep = useKept()
  const [asking, setAsking] = useState(false)
  if (row.named) return null
  return (
    <div class="strip">
      <Button kind="plain" onPress={() => setAsking(true)}>
        {invitePhrases.nameThis}
      </Button>
      {/* The name it has becomes the person's own choice, so it is not offered again. */}
      <Button kind="plain" onPress={() => void keep(app.sessions.rename(row.id, row.name))}>
        {phrases.later}
      </Button>
      {asking && <NameDialog id={row.id} made={row.name} onClose={() => setAsking(false)} />}
    </div>
  )
}
