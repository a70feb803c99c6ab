/** The smaller pages of Settings. */
import { CircleCheck, Ellipsis, Share, SquarePlus } from 'lucide-preact'
import { useEffect, useState } from 'preact/hooks'
import type { SessionRow } from '../../domain/sessions/session.ts'
import { securityPhrases } from '../../i18n/phrases/app-lock.ts'
import { settingsPhrases } from '../../i18n/phrases/settings.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { Alert, TextField } from '../../ui/controls/Fields.tsx'
import { failureText } from '../failure-text.ts'
import { useView } from '../view-context.ts'

export function IdentitiesPage() {
  const { app } = useView()
  const rows = app.sessions.identities.value
  return (
    <div class="stack">
      <p class="quiet">{settingsPhrases.identitiesText}</p>
      {rows.length === 0 ? (
        <p>{settingsPhrases.noIdentities}</p>
      ) : (
        <ul class="group" aria-label={settingsPhrases.sessionIdentities}>
          {rows.map((row) => (
            <li key={row.sessionId} class="list-row tall">
              <span>
                <span dir="auto">{row.name}</span>
                <small class="block quiet id">{row.deviceId}</small>
                <small class="block quiet">{settingsPhrases.madeOn(row.createdAt)}</small>
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

type Held = Readonly<Record<string, string>> | null | 'asking' | { readonly failed: string }

/** One session, and the very record that the server has of it. */
function HeldBy({ row }: { readonly row: SessionRow }) {
  const { app } = useView()
  const [held, setHeld] = useState<Held>('asking')
  useEffect(() => {
    void app.sessions.serverRecord(row.id).then((answer) => {
      setHeld(answer.ok ? answer.value : { failed: failureText(answer.error) })
    })
  }, [row.id])
  return (
    <li class="list-row tall">
      <span>
        <span dir="auto">{row.name}</span>
        {held === 'asking' && <small class="block quiet">{settingsPhrases.serverProbing}</small>}
        {held === null && <small class="block quiet">{securityPhrases.serverHoldsNothing}</small>}
        {typeof held === 'object' && held !== null && typeof held.failed === 'string' && (
          <small class="block quiet">{held.failed}</small>
        )}
        {typeof held === 'object' &&
          held !== null &&
          typeof held.failed !== 'string' &&
          Object.entries(held).map(([name, value]) => (
            <small key={name} class="block quiet id">
              {name}: {value}
            </small>
          ))}
      </span>
    </li>
  )
}

export function KnowsPage() {
  const { app } = useView()
  const rows = app.sessions.rows.value
  return (
    <div class="stack">
      <ul class="stack bullets">
        {settingsPhrases.serverKnows.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      {rows.length > 0 && (
        <section>
          <h2 class="group-title">{securityPhrases.serverHolds}</h2>
          <p class="quiet">{securityPhrases.serverHoldsText}</p>
          <ul class="group" aria-label={securityPhrases.serverHolds}>
            {rows.map((row) => (
              <HeldBy key={row.id} row={row} />
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

export function ServerPage() {
  const { app } = useView()
  const [address, setAddress] = useState(app.server.isOwn.value ? '' : app.server.origin.value)
  const [state, setState] = useState<'idle' | 'asking' | 'chosen'>('idle')
  const [wrong, setWrong] = useState<string | null>(null)
  const choose = async (text: string): Promise<void> => {
    setState('asking')
    setWrong(null)
    const chosen = await app.server.choose(text)
    setState(chosen.ok ? 'chosen' : 'idle')
    if (!chosen.ok) setWrong(failureText(chosen.error))
    else if (text === '') setAddress('')
  }
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault()
        void choose(address)
      }}
    >
      <p>
        <strong class="block id">{app.server.origin.value}</strong>
        {app.server.isOwn.value && <span class="quiet">{settingsPhrases.serverOwn}</span>}
      </p>
      <p class="quiet">{settingsPhrases.serverText}</p>
      <TextField
        label={settingsPhrases.serverAddress}
        value={address}
        onValue={setAddress}
        address
        placeholder={securityPhrases.serverExample}
      />
      <Alert text={wrong} />
      <Button kind="main" submit disabled={state === 'asking'}>
        {settingsPhrases.serverUse}
      </Button>
      {!app.server.isOwn.value && (
        <Button onPress={() => void choose('')}>{settingsPhrases.serverReset}</Button>
      )}
      <p role="status" class="quiet">
        {state === 'asking'
          ? settingsPhrases.serverProbing
          : state === 'chosen'
            ? settingsPhrases.serverChosen
            : ''}
      </p>
    </form>
  )
}

/** Safari moved the Share button with version 26. */
const NEW_LAYOUT_SINCE = 26

/** What is to be looked for in each step, as Safari draws it. */
const STEP_ICONS = {
  old: [Share, SquarePlus, CircleCheck],
  new: [Ellipsis, SquarePlus, CircleCheck],
  iosOther: [null, Share],
  other: [null, null],
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
  const kind = hint.kind === 'ios-safari' ? safari : hint.kind === 'other' ? 'other' : 'iosOther'
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

export function AboutPage() {
  const { app } = useView()
  return (
    <div class="stack center">
      <img src="/icon.svg" alt="" width="88" height="88" class="about-mark" />
      <p>{settingsPhrases.aboutText}</p>
      <p class="quiet id">{settingsPhrases.build(app.build)}</p>
    </div>
  )
}
