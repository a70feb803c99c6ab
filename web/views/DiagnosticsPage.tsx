/** Diagnostics: each part tried once, what to do where one does not work, and a report to share. */
import { useEffect, useState } from 'preact/hooks'
import type { Diagnostics } from '../domain/model.ts'
import { phrases } from '../i18n/phrases.ts'
import { settingsPhrases } from '../i18n/settings-phrases.ts'
import { Button } from '../ui/Controls.tsx'
import { useView } from './context.ts'

const LOG_SHOWN = 100

export function DiagnosticsPage() {
  const { app } = useView()
  const [diagnostics, setDiagnostics] = useState<Diagnostics | null>(null)
  useEffect(() => void app.openDiagnostics().then(setDiagnostics), [])
  return diagnostics ? <Checks diagnostics={diagnostics} /> : <p class="quiet">{phrases.loading}</p>
}

function Checks({ diagnostics }: { readonly diagnostics: Diagnostics }) {
  const { app, say } = useView()
  const log = diagnostics.log.value.slice(-LOG_SHOWN).reverse()
  return (
    <div class="stack">
      <ul class="group">
        {diagnostics.rows.value.map(({ check, verdict }) => (
          <li key={check} class="list-row tall">
            <span>
              {settingsPhrases.check[check]}
              {verdict === 'bad' && <small class="block quiet">{settingsPhrases.fix[check]}</small>}
            </span>
            <span class="verdict" data-verdict={verdict}>
              {settingsPhrases.verdict[verdict]}
            </span>
          </li>
        ))}
      </ul>
      <Button kind="main" onPress={() => void diagnostics.run()}>
        {settingsPhrases.diagnosticsRun}
      </Button>
      <Button
        onPress={async () =>
          say((await app.device.copy(diagnostics.report())) ? phrases.copied : phrases.notCopied)
        }
      >
        {settingsPhrases.copyReport}
      </Button>
      <p class="quiet">{settingsPhrases.reportHint}</p>
      <section>
        <h2 class="group-title">{settingsPhrases.log}</h2>
        {log.length === 0 ? (
          <p class="quiet">{settingsPhrases.noLog}</p>
        ) : (
          <ol class="log">
            {log.map(({ at, event, level }, index) => (
              <li key={`${at}-${index}`} data-level={level}>
                <time>{phrases.time(at)}</time> {event}
              </li>
            ))}
          </ol>
        )}
      </section>
    </div>
  )
}
