/** Diagnostics: each part tried once, what to do where one does not work, and a log and a report to share. */
import { useEffect, useState } from 'preact/hooks'
import type { DiagnosticRow, Diagnostics } from '../../domain/diagnostics/diagnostics.model.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { diagnosticsPhrases } from '../../i18n/phrases/diagnostics.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { useView } from '../view-context.ts'
import { DiagnosticsLog } from './DiagnosticsLog.tsx'
import { RingTest } from './RingTest.tsx'
import './diagnostics.css'

export function DiagnosticsPage() {
  const { app } = useView()
  const [diagnostics, setDiagnostics] = useState<Diagnostics | 'failed' | null>(null)
  useEffect(() => {
    app.diagnostics.open().then(setDiagnostics, () => setDiagnostics('failed'))
  }, [])
  if (diagnostics === 'failed') return <p role="alert">{diagnosticsPhrases.failed}</p>
  if (!diagnostics) return <p class="quiet">{phrases.loading}</p>
  return (
    <div class="stack diagnostics">
      <Checks diagnostics={diagnostics} />
      <RingTest />
      <Troubles />
      <DiagnosticsLog diagnostics={diagnostics} />
    </div>
  )
}

function noteOf({ check, verdict, note }: DiagnosticRow): string {
  switch (note?.kind) {
    case 'turn_not_told':
      return diagnosticsPhrases.turnNotTold
    case 'turn_none':
      return diagnosticsPhrases.turnNone
    case 'in_tab':
      return diagnosticsPhrases.inTab
    case 'kept':
      return diagnosticsPhrases.kept(note.persisted, note.usedBytes, note.quotaBytes)
    case 'files':
      return [
        diagnosticsPhrases.fileStore[note.store],
        note.freeBytes === null ? '' : diagnosticsPhrases.free(note.freeBytes),
      ].join(' ')
    case 'missing': {
      const parts = note.parts.map((part) => diagnosticsPhrases.part[part] ?? part)
      return diagnosticsPhrases.missing(parts.join(', '), note.insecure, verdict === 'bad')
    }
    default:
      return verdict === 'bad' ? diagnosticsPhrases.fix[check] : ''
  }
}

function Checks({ diagnostics }: { readonly diagnostics: Diagnostics }) {
  const rows = diagnostics.rows.value
  const running = diagnostics.running.value
  const tried = rows.every(({ check, verdict, note }) => verdict !== 'unknown' || (check === 'turn' && note))
  const bad = rows.filter(({ verdict }) => verdict === 'bad').length
  return (
    <section class="stack">
      <p class="quiet">{diagnosticsPhrases.intro}</p>
      <ul class="group" aria-label={diagnosticsPhrases.checks}>
        {rows.map((row) => (
          <li key={row.check} class="list-row check">
            <span>{diagnosticsPhrases.check[row.check]}</span>
            <span class="verdict" data-verdict={row.verdict}>
              {diagnosticsPhrases.verdict[row.verdict]}
            </span>
            {noteOf(row) && <small class="quiet">{noteOf(row)}</small>}
          </li>
        ))}
      </ul>
      <Button kind="main" disabled={running} onPress={() => void diagnostics.run()}>
        {tried && !running ? diagnosticsPhrases.again : diagnosticsPhrases.run}
      </Button>
      <p role="status" class="quiet center">
        {tried && !running ? diagnosticsPhrases.done(bad) : ''}
      </p>
    </section>
  )
}

function Troubles() {
  return (
    <section>
      <h2 class="group-title">{diagnosticsPhrases.troubles}</h2>
      <div class="group">
        {diagnosticsPhrases.trouble.map(({ title, text }) => (
          <details key={title} class="trouble">
            <summary class="list-row">{title}</summary>
            <p class="quiet">{text}</p>
          </details>
        ))}
      </div>
    </section>
  )
}
