/** An invite on its host's screen: digits, words, remaining time and QR code, until the guest joins or a new code replaces it. */
import { Copy, RefreshCw, Share } from 'lucide-preact'
import { useState } from 'preact/hooks'
import type { InviteView } from '../../domain/invites/invite.model.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { invitePhrases } from '../../i18n/phrases/invites.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { Alert } from '../../ui/controls/Fields.tsx'
import { QrCode } from '../../ui/controls/QrCode.tsx'
import { failureText } from '../failure-text.ts'
import { quietView } from '../nudges/quiet-view.ts'
import { useNow } from '../use-now.ts'
import { useView } from '../view-context.ts'
import { JoinCode } from './JoinCode.tsx'

const InviteRing = quietView(async () => (await import('../nudges/InviteRing.tsx')).InviteRing)

const SECOND_MS = 1_000
/** Below this remaining time the display warns: reading out and typing six digits takes longer. */
const SOON_MS = 30_000
/** Circumference of the ring: a circle of radius 7. */
const RING = 2 * Math.PI * 7

function TimeLeft({ left, whole }: { readonly left: number; readonly whole: number }) {
  const part = Math.max(0, Math.min(1, left / whole))
  return (
    <p class="time-left" role="timer" data-soon={left <= SOON_MS}>
      <svg viewBox="0 0 18 18" aria-hidden="true">
        <circle cx="9" cy="9" r="7" />
        <circle cx="9" cy="9" r="7" stroke-dasharray={`${RING * part} ${RING}`} />
      </svg>
      <span>{left > 0 ? invitePhrases.timeLeft(left) : invitePhrases.timeOver}</span>
    </p>
  )
}

function Words({ words }: { readonly words: string }) {
  const [first = '', ...others] = words.split(' ')
  return (
    <p class="invite-words" data-testid="join-words" translate={false}>
      <span>{first}</span> <span>{others.join(' ')}</span>
    </p>
  )
}

function leadOf({ name, named, words }: InviteView): string {
  if (named) return invitePhrases.readTo(name)
  return words ? invitePhrases.readWords : invitePhrases.readDigits
}

/** Requests a new code instead of this one. */
function useNewCode(invite: InviteView) {
  const { app } = useView()
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState<string | null>(null)
  const renew = async (): Promise<void> => {
    if (busy) return
    setBusy(true)
    setWrong(null)
    const renewed = await app.invites.renew(invite.id)
    setBusy(false)
    if (!renewed.ok) setWrong(failureText(renewed.error))
  }
  return { busy, wrong, renew: () => void renew() }
}

export function InviteCode({ invite, onDone }: { readonly invite: InviteView; readonly onDone: () => void }) {
  const { app, say } = useView()
  const left = invite.expiresAt - useNow(SECOND_MS)
  const { busy, wrong, renew } = useNewCode(invite)
  const { canShare } = app.device
  const copy = async (): Promise<void> =>
    say((await app.device.copy(invite.link)) ? phrases.copied : phrases.notCopied)
  return (
    <div class="invite">
      <p class="invite-lead">{leadOf(invite)}</p>
      <JoinCode code={invite.code} />
      <div class="invite-meta">
        {invite.words && <Words words={invite.words} />}
        <TimeLeft left={left} whole={invite.seconds * SECOND_MS} />
      </div>
      <QrCode text={invite.link} name={invitePhrases.qrName} />
      <p class="invite-hint">{invitePhrases.linkProves}</p>
      <div class="invite-acts">
        <Alert text={wrong} />
        <div class="side-by-side">
          <Button kind={canShare ? 'normal' : 'main'} onPress={() => void copy()}>
            <Copy aria-hidden="true" />
            {invitePhrases.copyLink}
          </Button>
          {canShare && (
            <Button
              kind="main"
              onPress={() =>
                void app.device.share({
                  title: phrases.appName,
                  text: invitePhrases.shareText,
                  url: invite.link,
                })
              }
            >
              <Share aria-hidden="true" />
              {invitePhrases.share}
            </Button>
          )}
        </div>
        <div class="side-by-side">
          <InviteRing id={invite.id} name={invite.named ? invite.name : null} offered={left > SOON_MS} />
          {left <= SOON_MS && (
            <Button kind="plain" disabled={busy} onPress={renew}>
              {invitePhrases.newCode}
            </Button>
          )}
          <Button kind="plain" onPress={onDone}>
            {invitePhrases.done}
          </Button>
        </div>
      </div>
    </div>
  )
}

/** `code`: the expired digits, if this sheet has shown them. */
export function InviteEnded(props: {
  readonly invite: InviteView
  readonly code: string
  readonly onDone: () => void
}) {
  const { busy, wrong, renew } = useNewCode(props.invite)
  return (
    <div class="invite" data-ended>
      <h3>{invitePhrases.ranOut}</h3>
      {props.code && <JoinCode code={props.code} ended />}
      <p class="invite-lead" role="status">
        {busy ? invitePhrases.creating : invitePhrases.inviteExpired}
      </p>
      <div class="invite-acts">
        <Alert text={wrong} />
        <Button kind="main" disabled={busy} onPress={renew}>
          <RefreshCw aria-hidden="true" />
          {invitePhrases.newCode}
        </Button>
        <Button kind="plain" onPress={props.onDone}>
          {invitePhrases.done}
        </Button>
      </div>
    </div>
  )
}
