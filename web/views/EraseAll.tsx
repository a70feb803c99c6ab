/** Erase all data: asked once, done whole, and told truthfully. */
import { useState } from 'preact/hooks'
import type { EraseReport } from '../domain/model.ts'
import { phrases } from '../i18n/phrases.ts'
import { Button } from '../ui/Controls.tsx'
import { Question } from '../ui/Sheet.tsx'
import { useView } from './context.ts'

export function EraseAll() {
  const { app } = useView()
  const [state, setState] = useState<'idle' | 'asking' | 'erasing' | EraseReport>('idle')
  const erase = async (): Promise<void> => {
    setState('erasing')
    setState(await app.eraseAll())
  }
  return (
    <section class="stack">
      <Button kind="danger" onPress={() => setState('asking')} disabled={state === 'erasing'}>
        {phrases.eraseAll}
      </Button>
      <div role="status">
        {state === 'erasing' && <p class="quiet">{phrases.erasing}</p>}
        {typeof state === 'object' && (
          <>
            <p>{phrases.erased}</p>
            {state.purgesLeft > 0 && <p class="alert">{phrases.erasePurgesLeft(state.purgesLeft)}</p>}
            {state.storesLeft.length > 0 && <p class="alert">{phrases.eraseStoresLeft}</p>}
          </>
        )}
      </div>
      {state === 'asking' && (
        <Question title={phrases.eraseTitle} text={phrases.eraseText} alert onClose={() => setState('idle')}>
          <form>
            <Button kind="danger" onPress={() => void erase()}>
              {phrases.erase}
            </Button>
            <Button onPress={() => setState('idle')}>{phrases.cancel}</Button>
          </form>
        </Question>
      )}
    </section>
  )
}
