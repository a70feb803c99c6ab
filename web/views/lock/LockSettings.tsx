/** Settings, Security: App lock, its passphrase, Face ID, when it locks, and the recovery key. */
import { useEffect, useState } from 'preact/hooks'
import type { Result } from '../../../base/result.ts'
import type { LockAfterMinutes, LockFailure, LockView } from '../../domain/lock/lock.model.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { appLockPhrases } from '../../i18n/phrases/app-lock.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { Alert, Choice, PassField, Switch } from '../../ui/controls/Fields.tsx'
import { Dialog } from '../../ui/controls/Sheet.tsx'
import { useKept } from '../use-kept.ts'
import { useView } from '../view-context.ts'
import { lockFailureText, strengthOf } from './lock-text.ts'
import './lock.css'

const AFTER: readonly LockAfterMinutes[] = [0, 1, 5, 15]

type Fields = 'old' | 'new' | 'again'
interface Asked {
  readonly title: string
  readonly text?: string
  readonly fields: readonly Fields[]
  readonly go: string
  readonly danger?: boolean
  readonly act: (values: Readonly<Record<Fields, string>>) => Promise<Result<void, LockFailure>>
  /** A second way to go on, which needs no passphrase. */
  readonly other?: { readonly go: string; readonly act: () => Promise<Result<void, LockFailure>> }
}

/** One question with the passphrases that it needs. */
function PassphraseDialog({ asked, onClose }: { readonly asked: Asked; readonly onClose: () => void }) {
  const sealing = useView().app.lock.sealing.value
  const [values, setValues] = useState<Readonly<Record<Fields, string>>>({ old: '', new: '', again: '' })
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState<string | null>(null)
  const labels = {
    old: asked.fields.includes('new') ? appLockPhrases.oldPassphrase : appLockPhrases.passphrase,
    new: asked.fields.includes('old') ? appLockPhrases.newPassphrase : appLockPhrases.passphrase,
    again: appLockPhrases.repeat,
  }
  const go = async (): Promise<void> => {
    if (busy) return
    if (asked.fields.includes('again') && values.again?.normalize('NFKC') !== values.new?.normalize('NFKC'))
      return setWrong(appLockPhrases.notSame)
    await finish(() => asked.act(values))
  }
  const finish = async (act: () => Promise<Result<void, LockFailure>>): Promise<void> => {
    setBusy(true)
    setWrong(null)
    const done = await act()
    setBusy(false)
    if (done.ok) onClose()
    else setWrong(lockFailureText(done.error))
  }
  const strength = asked.fields.includes('new') ? appLockPhrases.strength[strengthOf(values.new)] : ''
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
          {busy ? appLockPhrases.setting : asked.go}
        </Button>
        {sealing && (
          <p class="center quiet" role="status">
            {appLockPhrases.sealed(sealing.done, sealing.all)}
          </p>
        )}
        {asked.other && !busy && (
          <Button kind="danger" onPress={() => asked.other && void finish(asked.other.act)}>
            {asked.other.go}
          </Button>
        )}
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
      {shown && app.lock.recovery.value && (
        <>
          <p>{appLockPhrases.recoveryText}</p>
          <p class="recovery-key" data-testid="recovery-key">
            {shown}
          </p>
        </>
      )}
      <Button onPress={async () => setShown(await app.lock.addRecovery())}>
        {app.lock.recovery.value ? appLockPhrases.recoveryAgain : appLockPhrases.recoveryMake}
      </Button>
    </div>
  )
}

/** The questions of this page: each asks for the passphrases that it needs. */
function passphraseQuestions(lock: LockView, toast: (text: string) => void) {
  const turnOn: Asked = {
    title: appLockPhrases.setTitle,
    text: appLockPhrases.setText,
    fields: ['new', 'again'],
    go: appLockPhrases.set,
    act: (values) => lock.enable(values.new),
  }
  const turnOff: Asked = {
    title: appLockPhrases.offTitle,
    fields: ['old'],
    go: appLockPhrases.turnOff,
    danger: true,
    act: (values) => lock.disable(values.old),
  }
  const change: Asked = {
    title: appLockPhrases.changePassphrase,
    text: appLockPhrases.changeText,
    fields: ['old', 'new', 'again'],
    go: appLockPhrases.change,
    act: async (values) => {
      const changed = await lock.changePassphrase(values.old, values.new)
      if (changed.ok) toast(appLockPhrases.changed)
      return changed
    },
  }
  const removeFace: Asked = {
    title: appLockPhrases.faceRemoveTitle,
    text: appLockPhrases.faceRemoveText,
    fields: ['old'],
    go: appLockPhrases.sealAnew,
    async act(values) {
      const sealed = await lock.sealAnew(values.old)
      if (sealed.ok) toast(appLockPhrases.faceRemoved)
      return sealed
    },
    other: {
      go: appLockPhrases.faceRemoveOnly,
      async act() {
        const removed = await lock.removeFace()
        if (removed.ok) toast(appLockPhrases.faceRemoved)
        return removed
      },
    },
  }
  return { turnOn, turnOff, change, removeFace }
}

function FaceId({ onRemove }: { readonly onRemove: () => void }) {
  const { lock } = useView().app
  const [wrong, setWrong] = useState<string | null>(null)
  const [asking, setAsking] = useState(false)
  const face = lock.faceId.value
  const offHint = asking ? appLockPhrases.faceAsking : appLockPhrases.faceHint
  const setFace = async (wanted: boolean): Promise<void> => {
    setWrong(null)
    if (!wanted) return onRemove()
    setAsking(true)
    const done = await lock.addFace()
    setAsking(false)
    if (!done.ok) setWrong(lockFailureText(done.error))
  }
  return (
    <>
      <Switch
        label={appLockPhrases.faceId}
        hint={face === 'unavailable' ? appLockPhrases.faceUnavailable : offHint}
        checked={face === 'on'}
        onChange={(wanted) => void setFace(wanted)}
      />
      <Alert text={wrong} />
    </>
  )
}

export function LockSettings() {
  const { app, say } = useView()
  const { lock } = app
  const keep = useKept()
  const [asked, setAsked] = useState<Asked | null>(null)
  const on = lock.enabled.value
  useEffect(lock.lookForFace, [])
  const { turnOn, turnOff, change, removeFace } = passphraseQuestions(lock, say)
  return (
    <section>
      <h2 class="group-title">{appLockPhrases.security}</h2>
      <div class="group padded">
        <Switch
          label={appLockPhrases.appLock}
          hint={on ? appLockPhrases.appLockOn : appLockPhrases.appLockOff}
          checked={on}
          onChange={() => setAsked(on ? turnOff : turnOn)}
        />
        {on && (
          <>
            <FaceId onRemove={() => setAsked(removeFace)} />
            <Choice
              label={appLockPhrases.lockAfter}
              name="lock-after"
              list
              value={lock.afterMinutes.value}
              onChange={(minutes) => void keep(lock.setAfterMinutes(minutes))}
              options={AFTER.map((value) => ({ value, label: appLockPhrases.after[value] }))}
            />
            <p class="quiet small">{appLockPhrases.afterHint}</p>
            <Button onPress={() => setAsked(change)}>{appLockPhrases.changePassphrase}</Button>
            <Recovery />
            <Button onPress={lock.lockNow}>{appLockPhrases.lockNow}</Button>
          </>
        )}
        <p class="quiet small">{appLockPhrases.limits}</p>
      </div>
      {asked && <PassphraseDialog asked={asked} onClose={() => setAsked(null)} />}
    </section>
  )
}
