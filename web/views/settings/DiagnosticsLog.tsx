/** The log as it may be seen: filtered by level and text, the newest first; and the report that goes with it. */
import { useState } from 'preact/hooks'
import type { Diagnostics, LogLine } from '../../domain/diagnostics/diagnostics.model.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { diagnosticsPhrases } from '../../i18n/phrases/diagnostics.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { Choice, Switch, TextField } from '../../ui/controls/Fields.tsx'
import { useView } from '../view-context.ts'

/** Lines on the screen; the report has all of them. */
const LINES_SHOWN = 100
const LEVELS = ['all', 'warn', 'error'] as const
type Level = (typeof LEVELS)[number]

const fits = ({ level, text }: LogLine, least: Level, typed: string): boolean =>
  (least === 'all' || level === 'error' || level === least) && text.includes(typed.trim().toLowerCase())

function Lines({ lines, none }: { readonly lines: readonly LogLine[]; readonly none: string }) {
  if (lines.length === 0) return <p class="quiet log-none">{none}</p>
  const more = lines.length - LINES_SHOWN
  return (
    <>
      <ol class="log" aria-label={diagnosticsPhrases.log}>
        {lines
          .slice(-LINES_SHOWN)
          .reverse()
          .map(({ at, level, text }, index) => (
            <li key={`${at}-${index}`} data-level={level}>
              <time>{diagnosticsPhrases.time(at)}</time>
              <span>
                {level !== 'info' && <b>{diagnosticsPhrases.levelName[level]} </b>}
                {text}
              </span>
            </li>
          ))}
      </ol>
      {more > 0 && <p class="quiet log-none">{diagnosticsPhrases.earlier(more)}</p>}
    </>
  )
}

export function DiagnosticsLog({ diagnostics }: { readonly diagnostics: Diagnostics }) {
  const { app, say } = useView()
  const [level, setLevel] = useState<Level>('all')
  const [typed, setTyped] = useState('')
  const all = diagnostics.log.value
  const copy = async (): Promise<void> => {
    say((await app.device.copy(diagnostics.report())) ? phrases.copied : phrases.notCopied)
  }
  return (
    <section class="stack">
      <div>
        <h2 class="group-title">{diagnosticsPhrases.log}</h2>
        <div class="group padded stack">
          <Choice
            label={diagnosticsPhrases.level}
            name="log-level"
            options={LEVELS.map((value) => ({ value, label: diagnosticsPhrases.levels[value] }))}
            value={level}
            onChange={setLevel}
          />
          <TextField label={diagnosticsPhrases.filter} value={typed} onValue={setTyped} lowerCase />
          <Switch
            label={diagnosticsPhrases.verbose}
            hint={diagnosticsPhrases.verboseHint}
            checked={diagnostics.verbose.value}
            onChange={diagnostics.setVerbose}
          />
        </div>
      </div>
      <div class="group">
        <Lines
          lines={all.filter((line) => fits(line, level, typed))}
          none={all.length === 0 ? diagnosticsPhrases.noLog : diagnosticsPhrases.noMatch}
        />
      </div>
      <Button kind="main" onPress={() => void copy()}>
        {diagnosticsPhrases.copyReport}
      </Button>
      <p class="quiet">{diagnosticsPhrases.reportHint}</p>
      <Button
        kind="danger"
        onPress={() => {
          diagnostics.clearLog()
          say(diagnosticsPhrases.cleared)
        }}
      >
        {diagnosticsPhrases.clearLog}
      </Button>
    </section>
  )
}
