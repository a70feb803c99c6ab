/** "What the server knows": in general, and its very record of each session. */
import { useEffect, useState } from 'preact/hooks'
import { unreachable } from '../../../base/result.ts'
import type { SessionRow } from '../../domain/sessions/session.ts'
import { appLockPhrases } from '../../i18n/phrases/app-lock.ts'
import { settingsPhrases } from '../../i18n/phrases/settings.ts'
import { failureText } from '../failure-text.ts'
import { useView } from '../view-context.ts'

/** The server's answer: a record of names and values, or none. */
type Answer =
  | { readonly kind: 'asking' }
  | { readonly kind: 'record'; readonly record: Readonly<Record<string, string>> | null }
  | { readonly kind: 'failed'; readonly text: string }

function AnswerText({ answer }: { readonly answer: Answer }) {
  switch (answer.kind) {
    case 'asking':
      return <small class="block quiet">{settingsPhrases.serverProbing}</small>
    case 'failed':
      return <small class="block quiet">{answer.text}</small>
    case 'record':
      if (answer.record === null)
        return <small class="block quiet">{appLockPhrases.serverHoldsNothing}</small>
      return Object.entries(answer.record).map(([name, value]) => (
        <small key={name} class="block quiet id">
          {name}: {value}
        </small>
      ))
    default:
      return unreachable(answer)
  }
}

function SessionRecord({ row }: { readonly row: SessionRow }) {
  const { app } = useView()
  const [answer, setAnswer] = useState<Answer>({ kind: 'asking' })
  useEffect(() => {
    void app.sessions.serverRecord(row.id).then((asked) => {
      setAnswer(
        asked.ok
          ? { kind: 'record', record: asked.value }
          : { kind: 'failed', text: failureText(asked.error) },
      )
    })
  }, [row.id])
  return (
    <li class="list-row tall">
      <span>
        <span dir="auto">{row.name}</span>
        <AnswerText answer={answer} />
      </span>
    </li>
  )
}

export function ServerRecordPage() {
  const { app } = useView()
  const rows = app.sessions.rows.value
  return (
    <div class="stack">
      <ul class="stack bullets">
        {settingsPhrases.serverKnows.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      {rows.length > 0 && (
        <section>
          <h2 class="group-title">{appLockPhrases.serverHolds}</h2>
          <p class="quiet">{appLockPhrases.serverHoldsText}</p>
          <ul class="group" aria-label={appLockPhrases.serverHolds}>
            {rows.map((row) => (
              <SessionRecord key={row.id} row={row} />
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
