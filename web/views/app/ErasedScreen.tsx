/** The screen after Erase all data: what the browser reports as left, and what no web page can see. */
import type { EraseReport } from '../../domain/app/app.ts'
import { securityPhrases } from '../../i18n/phrases/app-lock.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { useView } from '../view-context.ts'
import '../../ui/controls/fields.css'
import '../../ui/controls/list.css'
import './erased.css'

export function ErasedScreen({ report }: { readonly report: EraseReport }) {
  const { app } = useView()
  const total = report.audit.reduce((sum, { count }) => sum + count, 0)
  return (
    <main class="plain">
      <h1>{securityPhrases.erased}</h1>
      {report.untold && <p>{securityPhrases.eraseUntold}</p>}
      {report.purgesLeft > 0 && <p class="alert">{securityPhrases.erasePurgesLeft(report.purgesLeft)}</p>}
      {report.storesLeft.length > 0 && <p class="alert">{securityPhrases.eraseStoresLeft}</p>}
      <section class="stack audit">
        <h2 class="group-title">{securityPhrases.auditTitle}</h2>
        <ul class="group">
          {report.audit.map(({ store, count }) => (
            <li key={store} class="list-row">
              <span>{securityPhrases.audit[store]}</span>
              <span>{count}</span>
            </li>
          ))}
          <li class="list-row">
            <strong>{securityPhrases.auditTotal}</strong>
            <strong data-testid="audit-total">{total}</strong>
          </li>
        </ul>
        <p class="quiet small">{securityPhrases.auditUnseen}</p>
      </section>
      <Button kind="main" onPress={app.erasure.startAnew}>
        {securityPhrases.startAnew}
      </Button>
    </main>
  )
}
