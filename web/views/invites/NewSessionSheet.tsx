/** "New session": a few choices, then the six digits, until the guest is there and the chat opens by itself. */
import { useEffect, useRef, useState } from 'preact/hooks'
import {
  INVITE_SECONDS_DEFAULT,
  INVITE_SECONDS_OFFERED,
  LIFETIMES,
  type LifetimeSeconds,
} from '../../../protocol/limits.ts'
import type { SessionId } from '../../domain/sessions/session.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { invitePhrases } from '../../i18n/phrases/invites.ts'
import { shortDuration } from '../../i18n/phrases/short-duration.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { Alert, Choice, SelectRow, Switch, TextField } from '../../ui/controls/Fields.tsx'
import { Sheet } from '../../ui/controls/Sheet.tsx'
import { failureText } from '../failure-text.ts'
import { type Place, useView } from '../view-context.ts'
import { InviteCode, InviteEnded } from './InviteCode.tsx'
import './invites.css'

/** The person's choices, and the request for an invite. */
function useChoices(begun: string, onMade: (id: SessionId) => void) {
  const { app } = useView()
  const [name, setName] = useState(begun)
  const [ephemeral, setEphemeral] = useState(false)
  const [withWords, setWithWords] = useState(false)
  const [expiresInSeconds, setExpires] = useState<number>(INVITE_SECONDS_DEFAULT)
  const [lifetimeSeconds, setLifetime] = useState<LifetimeSeconds>(0)
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState<string | null>(null)
  const create = async (): Promise<void> => {
    if (busy) return
    setBusy(true)
    setWrong(null)
    const chosen = { name, ephemeral, expiresInSeconds, withWords, lifetimeSeconds }
    const made = await app.invites.create(chosen)
    setBusy(false)
    if (made.ok) onMade(made.value)
    else setWrong(failureText(made.error))
  }
  return {
    ...{ name, setName, ephemeral, setEphemeral, withWords, setWithWords, busy, wrong },
    ...{ expiresInSeconds, setExpires, lifetimeSeconds, setLifetime },
    create: () => void create(),
  }
}

function Choices(props: { readonly name: string; readonly onMade: (id: SessionId) => void }) {
  const chosen = useChoices(props.name, props.onMade)
  const name = useRef<HTMLInputElement>(null)
  useEffect(() => name.current?.focus(), [])
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault()
        chosen.create()
      }}
    >
      <TextField
        label={phrases.name}
        value={chosen.name}
        onValue={chosen.setName}
        hint={invitePhrases.nameHint}
        inputRef={name}
      />
      <Choice
        label={invitePhrases.expiresIn}
        name="expires"
        value={chosen.expiresInSeconds}
        onChange={chosen.setExpires}
        options={INVITE_SECONDS_OFFERED.map((value) => ({
          value,
          label: shortDuration(value),
          spoken: invitePhrases.duration[value],
        }))}
      />
      <div class="group padded rows-of-switches">
        <Switch
          label={invitePhrases.addWords}
          hint={invitePhrases.addWordsHint}
          checked={chosen.withWords}
          onChange={chosen.setWithWords}
        />
        <Switch
          label={invitePhrases.ephemeral}
          hint={invitePhrases.ephemeralHint}
          checked={chosen.ephemeral}
          onChange={chosen.setEphemeral}
        />
        {!chosen.ephemeral && (
          <SelectRow
            label={invitePhrases.keepMessages}
            {...(chosen.lifetimeSeconds > 0 && { hint: invitePhrases.keepHint })}
            value={chosen.lifetimeSeconds}
            onChange={chosen.setLifetime}
            options={LIFETIMES.map((value) => ({ value, label: invitePhrases.keepFor[value] }))}
          />
        )}
      </div>
      <Alert text={chosen.wrong} />
      <Button kind="main" submit disabled={chosen.busy}>
        {chosen.busy ? invitePhrases.creating : invitePhrases.create}
      </Button>
    </form>
  )
}

export function NewSessionSheet({ place }: { readonly place: Extract<Place, { kind: 'new' }> }) {
  const { app, navigation } = useView()
  const { id } = place
  const invite = id === null ? null : app.invites.view(id).value
  /** The last shown digits; an expired invite has none. */
  const code = useRef('')
  if (invite?.code) code.current = invite.code
  useEffect(() => {
    if (id !== null && invite?.state === 'accepted') navigation.replace({ kind: 'chat', id }, place)
    // Deleted while its invite was on screen, so there is nothing to renew.
    if (id !== null && invite === null) navigation.back()
  }, [id, invite?.state])
  return (
    <Sheet
      title={phrases.newSession}
      closeName={phrases.close}
      isPlace
      onClose={navigation.back}
      page={invite?.state ?? 'choices'}
    >
      {id === null && (
        <Choices
          name={place.name ?? ''}
          onMade={(made) => navigation.replace({ kind: 'new', id: made }, place)}
        />
      )}
      {invite?.state === 'pending' && <InviteCode invite={invite} onDone={navigation.back} />}
      {invite?.state === 'expired' && (
        <InviteEnded invite={invite} code={code.current} onDone={navigation.back} />
      )}
    </Sheet>
  )
}
