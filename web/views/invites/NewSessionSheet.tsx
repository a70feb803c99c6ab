/** "New session": a few choices, then the six digits, until the guest is there and the chat opens by itself. */
import { useEffect, useState } from 'preact/hooks'
import { INVITE_SECONDS_DEFAULT, INVITE_SECONDS_OFFERED } from '../../../protocol/limits.ts'
import type { InviteView } from '../../domain/invites/invite.model.ts'
import type { SessionId } from '../../domain/sessions/session.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { invitePhrases } from '../../i18n/phrases/invites.ts'
import { shortDuration } from '../../i18n/phrases/short-duration.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { Alert, Choice, Switch, TextField } from '../../ui/controls/Fields.tsx'
import { QrCode } from '../../ui/controls/QrCode.tsx'
import { Sheet } from '../../ui/controls/Sheet.tsx'
import { failureText } from '../failure-text.ts'
import { type Place, useView } from '../view-context.ts'
import { JoinCode } from './JoinCode.tsx'
import './invites.css'

const SECOND_MS = 1_000

function Choices({ onMade }: { readonly onMade: (id: SessionId) => void }) {
  const { app } = useView()
  const [name, setName] = useState('')
  const [ephemeral, setEphemeral] = useState(false)
  const [withWords, setWithWords] = useState(false)
  const [expiresInSeconds, setExpires] = useState<number>(INVITE_SECONDS_DEFAULT)
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState<string | null>(null)
  const create = async (): Promise<void> => {
    setBusy(true)
    setWrong(null)
    const made = await app.invites.create({ name, ephemeral, expiresInSeconds, withWords })
    setBusy(false)
    if (made.ok) onMade(made.value)
    else setWrong(failureText(made.error))
  }
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault()
        if (!busy) void create()
      }}
    >
      <TextField label={phrases.name} value={name} onValue={setName} placeholder={invitePhrases.nameHint} />
      <Switch
        label={invitePhrases.ephemeral}
        hint={invitePhrases.ephemeralHint}
        checked={ephemeral}
        onChange={setEphemeral}
      />
      <Switch
        label={invitePhrases.addWords}
        hint={invitePhrases.addWordsHint}
        checked={withWords}
        onChange={setWithWords}
      />
      <Choice
        label={invitePhrases.expiresIn}
        name="expires"
        value={expiresInSeconds}
        onChange={setExpires}
        options={INVITE_SECONDS_OFFERED.map((value) => ({
          value,
          label: shortDuration(value),
          spoken: invitePhrases.duration[value],
        }))}
      />
      <Alert text={wrong} />
      <Button kind="main" submit disabled={busy}>
        {busy ? invitePhrases.creating : invitePhrases.create}
      </Button>
    </form>
  )
}

function useNow(): number {
  const [now, setNow] = useState(Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), SECOND_MS)
    return () => clearInterval(timer)
  }, [])
  return now
}

function Code({ invite, onDone }: { readonly invite: InviteView; readonly onDone: () => void }) {
  const { app, say } = useView()
  const now = useNow()
  const left = invite.expiresAt - now
  return (
    <div class="stack">
      <p class="center quiet">{invite.words ? invitePhrases.readWords : invitePhrases.readDigits}</p>
      <JoinCode code={invite.code} />
      {invite.words && (
        <p class="big-words" data-testid="join-words">
          {invite.words}
        </p>
      )}
      <p class="center quiet" role="timer">
        {left > 0 ? invitePhrases.timeLeft(left) : invitePhrases.timeOver}
      </p>
      <QrCode text={invite.link} name={invitePhrases.qrName} />
      <p class="center quiet small">{invitePhrases.linkProves}</p>
      <div class="side-by-side">
        <Button
          onPress={async () => say((await app.device.copy(invite.link)) ? phrases.copied : phrases.notCopied)}
        >
          {invitePhrases.copyLink}
        </Button>
        {app.device.canShare && (
          <Button
            onPress={() =>
              void app.device.share({
                title: phrases.appName,
                text: invitePhrases.shareText,
                url: invite.link,
              })
            }
          >
            {invitePhrases.share}
          </Button>
        )}
      </div>
      <Button kind="main" onPress={onDone}>
        {invitePhrases.done}
      </Button>
    </div>
  )
}

export function NewSessionSheet({ place }: { readonly place: Extract<Place, { kind: 'new' }> }) {
  const { app, navigation } = useView()
  const { id } = place
  const invite = id === null ? null : app.invites.view(id).value
  useEffect(() => {
    if (id !== null && invite?.state === 'accepted') navigation.replace({ kind: 'chat', id }, place)
  }, [id, invite?.state])
  return (
    <Sheet
      title={phrases.newSession}
      closeName={phrases.close}
      isPlace
      onClose={navigation.back}
      page={invite?.state ?? 'choices'}
    >
      {id === null && <Choices onMade={(made) => navigation.replace({ kind: 'new', id: made }, place)} />}
      {invite?.state === 'pending' && <Code invite={invite} onDone={navigation.back} />}
      {(invite?.state === 'expired' || (id !== null && invite === null)) && (
        <div class="stack">
          <Alert text={invitePhrases.inviteExpired} />
          <Button kind="main" onPress={() => navigation.replace({ kind: 'new', id: null }, place)}>
            {phrases.newSession}
          </Button>
        </div>
      )}
    </Sheet>
  )
}
