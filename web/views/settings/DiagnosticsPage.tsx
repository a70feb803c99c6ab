/** Diagnostics: each part tried once, what to do where one does not work, and a log and a report to share. */
import { useEffect, useState } from 'preact/hooks'
import type { DiagnosticRow, Diagnostics } from '../../domain/diagnostics/diagnostics.model.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { diagnosticsPhrases as words } from '../../i18n/phrases/diagnostics.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { useView } from '../view-context.ts'
import { DiagnosticsLog } from './DiagnosticsLog.tsx'
import './diagnostics.css'

export function DiagnosticsPage() {
  const { app } = useView()
  const [diagnostics, setDiagnostics] = useState<Diagnostics | 'failed' | null>(null)
  useEffect(() => {
    app.diagnostics.open().then(setDiagnostics, () => setDiagnostics('failed'))
  }, [])
  if (diagnostics === 'failed') return <p role="alert">{words.failed}</p>
  if (!diagnostics) return <p class="quiet">{phrases.loading}</p>
  return (
    <div class="stack diagnostics">
      <Checks diagnostics={diagnostics} />
      <Troubles />
      <DiagnosticsLog diagnostics={diagnostics} />
    </div>
  )
}

function noteOf({ check, verdict, note }: DiagnosticRow): string {
  switch (note?.kind) {
    case 'turn_not_told':
      return words.turnNotTold
    case 'turn_none':
      return words.turnNone
    case 'in_tab':
      return words.inTab
    case 'kept':
      return words.kept(note.persisted, note.usedBytes, note.quotaBytes)
    case 'missing': {
      const parts = note.parts.map((part) => words.part[part] ?? part)
      return words.missing(parts.join(', '), note.insecure, verdict === 'bad')
    }
    default:
      return verdict === 'bad' ? words.fix[check] : ''
  }
}

function Checks({ diagnostics }: { readonly diagnostics: Diagnostics }) {
  const rows = diagnostics.rows.value
  const running = diagnostics.running.value
  const tried = rows.every(({ check, verdict, note }) => verdict !== 'unknown' || (check === 'turn' && note))
  const bad = rows.filter(({ verdict }) => verdict === 'bad').length
  return (
    <section class="stack">
      <p class="quiet">{words.intro}</p>
      <ul class="group" aria-label={words.checks}>
        {rows.map((row) => (
          <li key={row.check} class="list-row check">
            <span>{words.check[row.check]}</span>
            <span class="verdict" data-verdict={row.verdict}>
              {words.verdict[row.verdict]}
            </span>
            {noteOf(row) && <small class="quiet">{noteOf(row)}</small>}
          </li>
        ))}
      </ul>
      <Button kind="main" disabled={running} onPress={() => void diagnostics.run()}>
        {tried && !running ? words.again : words.run}
      </Button>
      <p role="status" class="quiet center">
        {tried && !running ? words.done(bad) : ''}
      </p>
    </section>
  )
}

function Troubles() {
  return (
    <section>
      <h2 class="group-title">{words.troubles}</h2>
      <div class="group">
        {words.trouble.map(({ title, text }) => (
          <details key={title} class="trouble">
            <summary class="list-row">{title}</summary>
            <p class="quiet">{text}</p>
          </details>
        ))}
      </div>
    </section>
  )
}
