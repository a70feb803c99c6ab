/** Settings, Security: App lock, its passphrase, Face ID, when it locks, and the recovery key. */
import { ChevronRight, KeyRound, LifeBuoy, Lock, LockKeyhole, type LucideIcon, ScanFace } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { LockAfterMinutes } from '../../domain/lock/lock.model.ts'
import { appLockPhrases } from '../../i18n/phrases/app-lock.ts'
import { Alert, Choice, Switch } from '../../ui/controls/Fields.tsx'
import { useKept } from '../use-kept.ts'
import { useView } from '../view-context.ts'
import { lockFailureText } from './lock-text.ts'
import { type Asked, PassphraseDialog, passphraseQuestions } from './PassphraseDialog.tsx'
import './lock.css'

const AFTER: readonly LockAfterMinutes[] = [0, 1, 5, 15]

function Recovery() {
  const { app } = useView()
  const [shown, setShown] = useState<string | null>(null)
  return (
    <li>
      {shown && app.lock.recovery.value && (
        <div class="recovery">
          <p>{appLockPhrases.recoveryText}</p>
          <p class="recovery-key" data-testid="recovery-key">
            {shown}
          </p>
        </div>
      )}
      <button type="button" class="list-row" onClick={async () => setShown(await app.lock.addRecovery())}>
        <LifeBuoy aria-hidden="true" />
        <span>{app.lock.recovery.value ? appLockPhrases.recoveryAgain : appLockPhrases.recoveryMake}</span>
      </button>
    </li>
  )
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
    <div class="face-id">
      <Switch
        label={appLockPhrases.faceId}
        hint={face === 'unavailable' ? appLockPhrases.faceUnavailable : offHint}
        checked={face === 'on'}
        onChange={(wanted) => void setFace(wanted)}
      />
      <Alert text={wrong} />
    </div>
  )
}

function Row(props: {
  readonly icon: LucideIcon
  readonly onPress: () => void
  readonly children: ComponentChildren
}) {
  const { icon: Icon, onPress, children } = props
  return (
    <li>
      <button type="button" class="list-row" onClick={onPress}>
        <Icon aria-hidden="true" />
        <span>{children}</span>
        <ChevronRight aria-hidden="true" class="mirrored row-more" />
      </button>
    </li>
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
      <ul class="group">
        <li class="switch-item">
          <Lock aria-hidden="true" />
          <Switch
            label={appLockPhrases.appLock}
            checked={on}
            onChange={() => setAsked(on ? turnOff : turnOn)}
          />
        </li>
        {on && (
          <>
            <li class="switch-item">
              <ScanFace aria-hidden="true" />
              <FaceId onRemove={() => setAsked(removeFace)} />
            </li>
            <Row icon={KeyRound} onPress={() => setAsked(change)}>
              {appLockPhrases.changePassphrase}
            </Row>
            <Recovery />
            <Row icon={LockKeyhole} onPress={lock.lockNow}>
              {appLockPhrases.lockNow}
            </Row>
          </>
        )}
      </ul>
      <p class="group-hint">{on ? appLockPhrases.appLockOn : appLockPhrases.appLockOff}</p>
      {on && (
        <div class="lock-after">
          <Choice
            label={appLockPhrases.lockAfter}
            name="lock-after"
            list
            value={lock.afterMinutes.value}
            onChange={(minutes) => void keep(lock.setAfterMinutes(minutes))}
            options={AFTER.map((value) => ({ value, label: appLockPhrases.after[value] }))}
          />
          <p class="group-hint">{appLockPhrases.afterHint}</p>
        </div>
      )}
      {asked && <PassphraseDialog asked={asked} onClose={() => setAsked(null)} />}
    </section>
  )
}
