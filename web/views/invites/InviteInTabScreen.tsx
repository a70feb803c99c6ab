/** An invite link opened in a Safari tab: it is explained and handed on, never used up here unasked. */
import type { FoundInvite } from '../../domain/invites/invite.model.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { invitePhrases } from '../../i18n/phrases/invites.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { useView } from '../view-context.ts'
import { JoinCode } from './JoinCode.tsx'
import './invites.css'

export function InviteInTabScreen({ invite, link }: { readonly invite: FoundInvite; readonly link: string }) {
  const { code } = invite
  const { app, navigation, say } = useView()
  return (
    <main class="plain">
      <img src="/icon.svg" alt="" width="88" height="88" />
      <h1>{invitePhrases.arrivedTitle}</h1>
      <p>{invitePhrases.arrivedText}</p>
      <JoinCode code={code} />
      <p>{invitePhrases.arrivedApp}</p>
      <Button
        kind="main"
        onPress={async () => say((await app.device.copy(link)) ? phrases.copied : phrases.notCopied)}
      >
        {invitePhrases.copyInvite}
      </Button>
      <Button
        onPress={() => {
          app.launch.forgetInvite()
          navigation.push({ kind: 'join', invite })
        }}
      >
        {invitePhrases.continueHere}
      </Button>
    </main>
  )
}
