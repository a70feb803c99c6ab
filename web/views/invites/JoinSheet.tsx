/** "Join": six digits typed, pasted, scanned, or out of a whole link; it moves on by itself. */
import { ClipboardPaste, ScanQrCode } from 'lucide-preact'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { findInvite } from '../../domain/invites/find-invite.ts'
import type { FoundInvite } from '../../domain/invites/invite.model.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { invitePhrases } from '../../i18n/phrases/invites.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { Alert } from '../../ui/controls/Fields.tsx'
import { lazyView } from '../../ui/controls/LazyView.tsx'
import { Sheet } from '../../ui/controls/Sheet.tsx'
import { failureText } from '../failure-text.ts'
import { type Place, useView } from '../view-context.ts'
import { JoinCodeField } from './JoinCodeField.tsx'
import { type Joined, JoinedStep } from './JoinedStep.tsx'
import './invites.css'

const QrScanner = lazyView(async () => (await import('./QrScanner.tsx')).QrScanner, phrases)

const SPLIT_AT = 3
const CODE_DIGITS = 6

/** Digits are shown in two groups while they are typed; any other text stays as it is. */
function tidy(text: string): string {
  const digits = text.replace(/\s/g, '')
  if (!/^\d+$/.test(digits) || digits.length > CODE_DIGITS) return text
  return digits.length > SPLIT_AT ? `${digits.slice(0, SPLIT_AT)} ${digits.slice(SPLIT_AT)}` : digits
}
const textOf = ({ code, words }: FoundInvite): string => [tidy(code), words].filter(Boolean).join(' ')
const keyOf = ({ code, secret, words }: FoundInvite): string => `${code} ${secret ?? ''} ${words ?? ''}`

type JoinPlace = Extract<Place, { kind: 'join' }>

/** What was typed, pasted or scanned, and the attempt to join with it. `onTaken`: a whole invite came in one piece. */
function useJoin(place: JoinPlace, onTaken: () => void) {
  const { app } = useView()
  const arrived = useMemo(() => (place.arrived ? findInvite(place.arrived) : null), [])
  const [text, setText] = useState(arrived ? textOf(arrived) : '')
  /** An invite with what is not on the screen: a link's secret stays until somebody edits the digits. */
  const [carried, setCarried] = useState(arrived)
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState<string | null>(arrived?.secretLost ? invitePhrases.secretLost : null)
  const [joined, setJoined] = useState<Joined | null>(null)
  const asked = useRef<string | null>(null)

  const join = async (found: FoundInvite | null): Promise<void> => {
    if (busy) return
    if (!found) return setWrong(failureText({ code: 'code_malformed' }))
    asked.current = keyOf(found)
    setBusy(true)
    setWrong(null)
    const taken = await app.invites.join(found)
    setBusy(false)
    if (taken.ok) setJoined({ id: taken.value, code: found.code })
    // Nobody typed the digits of a link: there is nothing in them to check.
    else if (taken.error.code === 'code_unknown' && (found === arrived || found.secret))
      setWrong(invitePhrases.linkExpired)
    else setWrong(failureText(taken.error))
  }
  const take = (found: FoundInvite): void => {
    setText(textOf(found))
    setCarried(found)
    onTaken()
    // The person decides: ask for the link once more, or go on and compare pictures.
    if (found.secretLost) setWrong(invitePhrases.secretLost)
    else void join(found)
  }
  return {
    ...{ arrived, text, busy, wrong, joined, join, take },
    hasSecret: Boolean(carried?.secret),
    submit: () => void join(carried ?? findInvite(text)),
    typed(value: string): void {
      setWrong(null)
      const found = findInvite(value)
      if (found?.secret || found?.secretLost) return take(found)
      setText(tidy(value))
      setCarried(null)
      // Each code joins by itself once: a wrong one is not tried again at every key.
      if (found && keyOf(found) !== asked.current) void join(found)
    },
    async paste(): Promise<void> {
      const pasted = await app.device.paste()
      if (pasted === null) return setWrong(invitePhrases.notPasted)
      const found = findInvite(pasted)
      if (found) take(found)
      else setWrong(invitePhrases.nothingToPaste)
    },
  }
}

export function JoinSheet({ place }: { readonly place: JoinPlace }) {
  const { app, navigation } = useView()
  const [scanning, setScanning] = useState(false)
  const { joined, ...entry } = useJoin(place, () => setScanning(false))
  const { arrived, text, busy, wrong, join, take, hasSecret, submit, typed, paste } = entry
  const isNew = app.launch.newcomer.value
  const input = useRef<HTMLInputElement>(null)
  const scanned = (value: string): boolean => {
    const found = findInvite(value)
    if (found) take(found)
    return found !== null
  }
  useEffect(() => {
    if (!arrived) input.current?.focus()
    else if (!arrived.secretLost) void join(arrived)
  }, [])
  return (
    <Sheet
      title={phrases.join}
      closeName={phrases.close}
      isPlace
      onClose={navigation.back}
      page={joined ? 'joined' : 'code'}
    >
      {joined ? (
        <JoinedStep joined={joined} place={place} />
      ) : (
        <form
          class="stack join"
          onSubmit={(event) => {
            event.preventDefault()
            submit()
          }}
        >
          {isNew && <p>{invitePhrases.whatThisIs}</p>}
          <p class="join-hint" id="join-hint">
            {hasSecret ? invitePhrases.joinVerified : invitePhrases.joinHint}
          </p>
          <JoinCodeField value={text} onValue={typed} inputRef={input} wrong={wrong !== null} />
          <Alert text={wrong} id="join-wrong" of="field" />
          {scanning && <QrScanner onText={scanned} />}
          <div class="side-by-side">
            <Button onPress={() => void paste()}>
              <ClipboardPaste aria-hidden="true" />
              {invitePhrases.paste}
            </Button>
            <Button onPress={() => setScanning(!scanning)}>
              <ScanQrCode aria-hidden="true" />
              {invitePhrases.scan}
            </Button>
          </div>
          <Button kind={findInvite(text) ? 'main' : 'normal'} submit disabled={busy}>
            {busy ? invitePhrases.joining : phrases.join}
          </Button>
          <p class="hush" role="status">
            {busy ? invitePhrases.joining : ''}
          </p>
        </form>
      )}
    </Sheet>
  )
}
