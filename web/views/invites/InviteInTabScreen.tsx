/** An invite link opened in a Safari tab: it is explained and handed on, never used up here unasked. */
import type { ArrivedInvite } from '../../domain/app/app.ts'
import { findInvite } from '../../domain/invites/find-invite.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { invitePhrases } from '../../i18n/phrases/invites.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { Mark } from '../../ui/controls/Mark.tsx'
import { useView } from '../view-context.ts'
import { JoinCode } from './JoinCode.tsx'
import './invites.css'

export function InviteInTabScreen({ arrived }: { readonly arrived: ArrivedInvite }) {
  const { fragment, link } = arrived
  const code = findInvite(fragment)?.code
  const { app, navigation, say } = useView()
  return (
    <main class="screen arrival">
      <div class="screen-body" tabIndex={0}>
        <div class="arrival-words">
          <Mark width={88} />
          <h1>{invitePhrases.arrivedTitle}</h1>
          {app.launch.newcomer.value && <p>{invitePhrases.whatThisIs}</p>}
          <p>{invitePhrases.arrivedText}</p>
          {code && <JoinCode code={code} />}
          <p class="invite-hint">{invitePhrases.arrivedApp}</p>
        </div>
      </div>
      <footer class="screen-foot">
        <Button
          kind="main"
          onPress={async () => say((await app.device.copy(link)) ? phrases.copied : phrases.notCopied)}
        >
          {invitePhrases.copyInvite}
        </Button>
        <Button
          kind="soft"
          onPress={() => {
            app.launch.forgetInvite()
            navigation.push({ kind: 'join', arrived: fragment })
          }}
        >
          {invitePhrases.continueHere}
        </Button>
      </footer>
    </main>
  )
}
