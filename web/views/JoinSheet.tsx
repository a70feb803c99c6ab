/** "Join": six digits typed, pasted, or out of a whole link; it moves on by itself. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { phrases } from '../i18n/phrases.ts'
import { Alert, Button, TextField } from '../ui/Controls.tsx'
import { Sheet } from '../ui/Sheet.tsx'
import { useView } from './context.ts'
import { failureWords } from './words.ts'

const SPLIT_AT = 3
const CODE_DIGITS = 6

/** Digits alone are shown in two groups while they are typed; anything else stays as it is. */
function tidy(text: string): string {
  const digits = text.replace(/\s/g, '')
  if (!/^\d+$/.test(digits) || digits.length > CODE_DIGITS) return text
  return digits.length > SPLIT_AT ? `${digits.slice(0, SPLIT_AT)} ${digits.slice(SPLIT_AT)}` : digits
}

export function JoinSheet({ code }: { readonly code: string }) {
  const { app, navigation } = useView()
  const [text, setText] = useState(tidy(code))
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState<string | null>(null)
  const input = useRef<HTMLInputElement>(null)
  const asked = useRef<string | null>(null)

  const join = async (value: string): Promise<void> => {
    if (busy) return
    const found = app.findJoinCode(value)
    if (!found) return setWrong(failureWords({ code: 'code_malformed' }))
    asked.current = found
    setBusy(true)
    setWrong(null)
    const joined = await app.join(found)
    setBusy(false)
    if (joined.ok) navigation.replace({ kind: 'chat', id: joined.value })
    else setWrong(failureWords(joined.error))
  }
  const typed = (value: string): void => {
    setText(tidy(value))
    setWrong(null)
    const found = app.findJoinCode(value)
    // By itself once for each code: a wrong one is not tried again with every key.
    if (found && found !== asked.current) void join(value)
  }
  const paste = async (): Promise<void> => {
    const pasted = await app.device.paste()
    if (pasted === null) return setWrong(phrases.notPasted)
    const found = app.findJoinCode(pasted)
    if (!found) return setWrong(phrases.nothingToPaste)
    asked.current = null
    typed(found)
  }
  useEffect(() => {
    if (code) void join(code)
    else input.current?.focus()
  }, [])

  return (
    <Sheet title={phrases.join} closeName={phrases.close} onClose={navigation.back}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void join(text)
        }}
      >
        <div class="code-field">
          <TextField
            label={phrases.joinCode}
            value={text}
            onValue={typed}
            numeric
            inputRef={input}
            describedBy="join-wrong join-hint"
          />
          <p class="quiet" id="join-hint">
            {phrases.joinHint}
          </p>
        </div>
        <Alert text={wrong} id="join-wrong" />
        <div class="side-by-side">
          <Button onPress={() => void paste()}>{phrases.paste}</Button>
          <Button kind="main" submit disabled={busy}>
            {phrases.join}
          </Button>
        </div>
        <p class="center quiet" role="status">
          {busy ? phrases.joining : ''}
        </p>
      </form>
    </Sheet>
  )
}
