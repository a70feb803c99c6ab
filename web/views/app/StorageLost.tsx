/** Says once that this browser's storage was lost, while typed text is still on the screen. */
import { useState } from 'preact/hooks'
import { phrases } from '../../i18n/phrases/app.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { Dialog } from '../../ui/controls/Sheet.tsx'
import { useView } from '../view-context.ts'

export function StorageLost() {
  const { app } = useView()
  const [later, setLater] = useState(false)
  const close = (): void => setLater(true)
  if (later) return <p class="hush">{phrases.storageLost}</p>
  return (
    <Dialog title={phrases.storageLost} text={phrases.storageLostText} alert onClose={close}>
      <form>
        <Button kind="main" onPress={app.erasure.startAnew}>
          {phrases.reload}
        </Button>
        <Button onPress={close}>{phrases.later}</Button>
      </form>
    </Dialog>
  )
}
