/** Erase all data: asks once and needs a typed word, so that nobody erases by accident. */
import { Trash2 } from 'lucide-preact'
import { useState } from 'preact/hooks'
import { phrases } from '../../i18n/phrases/app.ts'
import { appLockPhrases } from '../../i18n/phrases/app-lock.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { TextField } from '../../ui/controls/Fields.tsx'
import { Dialog } from '../../ui/controls/Sheet.tsx'
import { useView } from '../view-context.ts'
import './lock.css'

export function EraseAllDialog() {
  const { app } = useView()
  const [state, setState] = useState<'idle' | 'asking' | 'erasing'>('idle')
  const [typed, setTyped] = useState('')
  const locked = app.lock.state.value !== 'open'
  const meant = typed.trim().toLowerCase() === appLockPhrases.eraseWord
  const erase = async (): Promise<void> => {
    setState('erasing')
    await app.erasure.eraseAll()
  }
  return (
    <section class="stack">
      {locked ? (
        // biome-ignore lint/a11y/useValidAnchor: on the locked screen it is the quiet way out beside the one way in
        <a
          class="erase-link"
          href="#erase"
          onClick={(event) => {
            event.preventDefault()
            setState('asking')
          }}
        >
          {appLockPhrases.eraseAll}
        </a>
      ) : (
        <ul class="group">
          <li>
            <button
              type="button"
              class="list-row erase-row"
              onClick={() => setState('asking')}
              disabled={state === 'erasing'}
            >
              <Trash2 aria-hidden="true" />
              <span>{appLockPhrases.eraseAll}</span>
            </button>
          </li>
        </ul>
      )}
      <p role="status" class="group-hint">
        {state === 'erasing' ? appLockPhrases.erasing : ''}
      </p>
      {state === 'asking' && (
        <Dialog
          title={appLockPhrases.eraseTitle}
          text={locked ? appLockPhrases.eraseTextLocked : appLockPhrases.eraseText}
          alert
          onClose={() => setState('idle')}
        >
          <form
            onSubmit={(event) => {
              event.preventDefault()
              if (meant) void erase()
            }}
          >
            <TextField label={appLockPhrases.eraseType} value={typed} onValue={setTyped} lowerCase />
            <Button kind="erase" submit disabled={!meant}>
              {appLockPhrases.erase}
            </Button>
            <Button onPress={() => setState('idle')}>{phrases.cancel}</Button>
          </form>
        </Dialog>
      )}
    </section>
  )
}
