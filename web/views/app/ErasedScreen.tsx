/** The screen after Erase all data: what the browser reports as left, and what no web page can see. */
import type { EraseReport } from '../../domain/app/app.ts'
import { appLockPhrases } from '../../i18n/phrases/app-lock.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { Mark } from '../../ui/controls/Mark.tsx'
import { useView } from '../view-context.ts'
import '../../ui/controls/fields.css'
import '../../ui/controls/list.css'
import './erased.css'

export function ErasedScreen({ report }: { readonly report: EraseReport }) {
  const { app } = useView()
  const total = report.audit.reduce((sum, { count }) => sum + count, 0)
  return (
    <main class="screen grouped erased">
      <div class="screen-body" tabIndex={0}>
        <div class="stack">
          <header class="stack center">
            <Mark width={72} />
            <h1>{appLockPhrases.erased}</h1>
            {report.untold && <p>{appLockPhrases.eraseUntold}</p>}
            {report.purgesLeft > 0 && (
              <p class="alert">{appLockPhrases.erasePurgesLeft(report.purgesLeft)}</p>
            )}
            {report.storesLeft.length > 0 && <p class="alert">{appLockPhrases.eraseStoresLeft}</p>}
          </header>
          <section>
            <h2 class="group-title">{appLockPhrases.auditTitle}</h2>
            <ul class="group">
              {report.audit.map(({ store, count }) => (
                <li key={store} class="list-row">
                  <span>{appLockPhrases.audit[store]}</span>
                  <span class="quiet">{count}</span>
                </li>
              ))}
              <li class="list-row">
                <strong>{appLockPhrases.auditTotal}</strong>
                <strong data-testid="audit-total">{total}</strong>
              </li>
            </ul>
            <p class="group-hint">{appLockPhrases.auditUnseen}</p>
          </section>
        </div>
      </div>
      <footer class="screen-foot">
        <Button kind="main" onPress={app.erasure.startAnew}>
          {appLockPhrases.startAnew}
        </Button>
      </footer>
    </main>
  )
}
