/** "Server": which server new sessions begin on. */
import { useState } from 'preact/hooks'
import { appLockPhrases } from '../../i18n/phrases/app-lock.ts'
import { settingsPhrases } from '../../i18n/phrases/settings.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { Alert, TextField } from '../../ui/controls/Fields.tsx'
import { failureText } from '../failure-text.ts'
import { useView } from '../view-context.ts'

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
      <div class="group padded server-now">
        <strong class="block id">{app.server.origin.value}</strong>
        {app.server.isOwn.value && <span class="quiet">{settingsPhrases.serverOwn}</span>}
      </div>
      <p class="quiet">{settingsPhrases.serverText}</p>
      <TextField
        label={settingsPhrases.serverAddress}
        value={address}
        onValue={setAddress}
        address
        placeholder={appLockPhrases.serverExample}
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
