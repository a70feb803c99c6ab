/** "Locked": the only screen while locked. It asks for Face ID once by itself, and always offers the passphrase. */
import { ArrowRight, Mail, ScanFace } from 'lucide-preact'
import type { RefObject } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { LockFailure } from '../../domain/lock/lock.model.ts'
import { appLockPhrases } from '../../i18n/phrases/app-lock.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { Alert, PassField } from '../../ui/controls/Fields.tsx'
import { Mark } from '../../ui/controls/Mark.tsx'
import { useView } from '../view-context.ts'
import { EraseAllDialog } from './EraseAllDialog.tsx'
import { lockFailureText } from './lock-text.ts'
import './lock.css'

/** The mark, that it is locked, and whether an invite waits behind it. */
function Says({ damaged }: { readonly damaged: boolean }) {
  const { app } = useView()
  return (
    <div class="locked-say">
      <Mark width={84} />
      <h1>{appLockPhrases.locked}</h1>
      <p class="quiet">{damaged ? appLockPhrases.damaged : appLockPhrases.lockedText}</p>
      {!damaged && app.launch.invite.value && (
        <p class="invite-waits" role="status">
          <Mail aria-hidden="true" />
          {appLockPhrases.inviteWaits}
        </p>
      )}
    </div>
  )
}

/** The field with its button inside. `isMain`: there is no other way in. */
function PassphraseLine(props: {
  readonly value: string
  readonly onValue: (value: string) => void
  readonly inputRef: RefObject<HTMLInputElement | null>
  readonly isMain: boolean
  readonly busy: boolean
}) {
  const { value, onValue, inputRef, isMain, busy } = props
  return (
    <div class="unlock" data-main={isMain}>
      <PassField
        label={appLockPhrases.passphrase}
        current
        inside
        value={value}
        onValue={onValue}
        inputRef={inputRef}
      />
      <button class="unlock-go" type="submit" disabled={busy} aria-label={appLockPhrases.unlock}>
        <ArrowRight aria-hidden="true" class="mirrored" />
      </button>
    </div>
  )
}

export function LockedScreen() {
  const { app } = useView()
  const { lock } = app
  const [passphrase, setPassphrase] = useState('')
  const [wrong, setWrong] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const tried = useRef(false)
  const field = useRef<HTMLInputElement>(null)
  const face = lock.faceId.value === 'on'
  const damaged = lock.state.value === 'damaged'

  const tell = (failure: LockFailure, quiet: boolean): void => {
    if (!quiet || failure.code !== 'passkey_cancelled') setWrong(lockFailureText(failure))
  }
  const withFace = async (byItself: boolean): Promise<void> => {
    setWrong(null)
    const opened = await lock.unlockWithFace()
    if (opened.ok) return
    tell(opened.error, byItself)
    field.current?.focus()
  }
  const withPassphrase = async (): Promise<void> => {
    if (busy || passphrase === '') return
    setBusy(true)
    setWrong(null)
    const opened = await lock.unlock(passphrase)
    setBusy(false)
    if (!opened.ok) tell(opened.error, false)
  }
  useEffect(lock.prepareFace, [])
  useEffect(() => {
    // Beside Face ID the field would open a phone's keyboard under its question.
    if (!face) field.current?.focus()
  }, [])
  useEffect(() => {
    // Only once: a person who cancelled wants to type the passphrase.
    if (!face || tried.current) return
    tried.current = true
    void withFace(true)
  }, [face])

  return (
    <main class="locked">
      <Says damaged={damaged} />
      {!damaged && (
        <form
          class="stack"
          onSubmit={(event) => {
            event.preventDefault()
            void withPassphrase()
          }}
        >
          {face && (
            <Button kind="main" onPress={() => void withFace(false)}>
              <ScanFace aria-hidden="true" />
              {appLockPhrases.unlockFace}
            </Button>
          )}
          <Alert text={wrong} of="field" />
          <PassphraseLine
            value={passphrase}
            onValue={setPassphrase}
            inputRef={field}
            isMain={!face}
            busy={busy}
          />
          <p class="center quiet small" role="status">
            {busy ? appLockPhrases.unlocking : ''}
          </p>
        </form>
      )}
      <EraseAllDialog />
    </main>
  )
}
