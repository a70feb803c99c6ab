/** Settings, Security: App lock, its passphrase, Face ID, when it locks, and the recovery key. */
import { useEffect, useState } from 'preact/hooks'
import type { Result } from '../../../base/result.ts'
import type { LockAfterMinutes, LockFailure } from '../../domain/lock/lock.model.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { securityPhrases as words } from '../../i18n/phrases/app-lock.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { Alert, Choice, PassField, Switch } from '../../ui/controls/Fields.tsx'
import { Dialog } from '../../ui/controls/Sheet.tsx'
import { useView } from '../view-context.ts'
import { lockFailureText, strengthOf } from './lock-text.ts'

const AFTER: readonly LockAfterMinutes[] = [0, 1, 5, 15]

type Fields = 'old' | 'new' | 'again'
interface Asked {
  readonly title: string
  readonly text?: string
  readonly fields: readonly Fields[]
  readonly go: string
  readonly danger?: boolean
  readonly act: (values: Readonly<Record<Fields, string>>) => Promise<Result<void, LockFailure>>
}

/** One question with the passphrases that it needs. */
function PassphraseDialog({ asked, onClose }: { readonly asked: Asked; readonly onClose: () => void }) {
  const [values, setValues] = useState<Readonly<Record<Fields, string>>>({ old: '', new: '', again: '' })
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState<string | null>(null)
  const labels = {
    old: asked.fields.includes('new') ? words.oldPassphrase : words.passphrase,
    new: asked.fields.includes('old') ? words.newPassphrase : words.passphrase,
    again: words.repeat,
  }
  const go = async (): Promise<void> => {
    if (busy) return
    if (asked.fields.includes('again') && values.again !== values.new) return setWrong(words.notSame)
    setBusy(true)
    setWrong(null)
    const done = await asked.act(values)
    setBusy(false)
    if (done.ok) onClose()
    else setWrong(lockFailureText(done.error))
  }
  const strength = asked.fields.includes('new') ? words.strength[strengthOf(values.new)] : ''
  return (
    <Dialog title={asked.title} {...(asked.text ? { text: asked.text } : {})} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void go()
        }}
      >
        {asked.fields.map((field) => (
          <PassField
            key={field}
            label={labels[field]}
            value={values[field]}
            onValue={(value) => setValues({ ...values, [field]: value })}
            current={field === 'old'}
          />
        ))}
        {strength && <p class="quiet small">{strength}</p>}
        <Alert text={wrong} />
        <Button kind={asked.danger ? 'danger' : 'main'} submit disabled={busy}>
          {busy ? words.setting : asked.go}
        </Button>
        <Button onPress={onClose}>{phrases.cancel}</Button>
      </form>
    </Dialog>
  )
}

function Recovery() {
  const { app } = useView()
  const [shown, setShown] = useState<string | null>(null)
  return (
    <div class="stack">
      {shown && (
        <>
          <p>{words.recoveryText}</p>
          <p class="recovery-key" data-testid="recovery-key">
            {shown}
          </p>
        </>
      )}
      <Button onPress={async () => setShown(await app.lock.addRecovery())}>
        {app.lock.recovery.value ? words.recoveryAgain : words.recoveryMake}
      </Button>
    </div>
  )
}

export function LockSettings() {
  const { app, say } = useView()
  const { lock } = app
  const [asked, setAsked] = useState<Asked | null>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  const [asking, setAsking] = useState(false)
  const on = lock.enabled.value
  useEffect(lock.lookForFace, [])
  const face = lock.faceId.value
  const turnOn: Asked = {
    title: words.setTitle,
    text: words.setText,
    fields: ['new', 'again'],
    go: words.set,
    act: (values) => lock.enable(values.new),
  }
  const turnOff: Asked = {
    title: words.offTitle,
    fields: ['old'],
    go: words.turnOff,
    danger: true,
    act: (values) => lock.disable(values.old),
  }
  const change: Asked = {
    title: words.changePassphrase,
    fields: ['old', 'new', 'again'],
    go: words.change,
    act: async (values) => {
      const changed = await lock.changePassphrase(values.old, values.new)
      if (changed.ok) say(words.changed)
      return changed
    },
  }
  const setFace = async (wanted: boolean): Promise<void> => {
    setWrong(null)
    setAsking(wanted)
    const done = await (wanted ? lock.addFace() : lock.removeFace())
    setAsking(false)
    if (!done.ok) setWrong(lockFailureText(done.error))
    else if (!wanted) say(words.faceRemoved)
  }
  return (
    <section>
      <h2 class="group-title">{words.security}</h2>
      <div class="group padded">
        <Switch
          label={words.appLock}
          hint={on ? words.appLockOn : words.appLockOff}
          checked={on}
          onChange={() => setAsked(on ? turnOff : turnOn)}
        />
        {on && (
          <>
            <Switch
              label={words.faceId}
              hint={
                face === 'unavailable' ? words.faceUnavailable : asking ? words.faceAsking : words.faceHint
              }
              checked={face === 'on'}
              onChange={(wanted) => void setFace(wanted)}
            />
            <Alert text={wrong} />
            <Choice
              label={words.lockAfter}
              name="lock-after"
              list
              value={lock.afterMinutes.value}
              onChange={(minutes) => void lock.setAfterMinutes(minutes)}
              options={AFTER.map((value) => ({ value, label: words.after[value] }))}
            />
            <p class="quiet small">{words.afterHint}</p>
            <Button onPress={() => setAsked(change)}>{words.changePassphrase}</Button>
            <Recovery />
            <Button onPress={lock.lockNow}>{words.lockNow}</Button>
          </>
        )}
        <p class="quiet small">{words.limits}</p>
      </div>
      {asked && <PassphraseDialog asked={asked} onClose={() => setAsked(null)} />}
    </section>
  )
}
