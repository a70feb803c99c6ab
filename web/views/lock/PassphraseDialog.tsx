/** The questions of App lock: each asks for the passphrases that it needs. */
import { useState } from 'preact/hooks'
import type { Result } from '../../../base/result.ts'
import type { LockFailure, LockView } from '../../domain/lock/lock.model.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { appLockPhrases } from '../../i18n/phrases/app-lock.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { Alert, PassField } from '../../ui/controls/Fields.tsx'
import { Dialog } from '../../ui/controls/Sheet.tsx'
import { useView } from '../view-context.ts'
import { lockFailureText, strengthOf } from './lock-text.ts'

type Fields = 'old' | 'new' | 'again'
export interface Asked {
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
export function PassphraseDialog({
  asked,
  onClose,
}: {
  readonly asked: Asked
  readonly onClose: () => void
}) {
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

/** The questions of this page: each asks for the passphrases that it needs. */
export function passphraseQuestions(lock: LockView, toast: (text: string) => void) {
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
