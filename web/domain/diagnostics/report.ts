/** Writes the report that a person may give to a helper: the browser and its features, the checks, the log; no names, ids or addresses. */

import type { LogLine } from '../../log/vocabulary.ts'
import { PARTS } from '../../platform/device/capability-probes.ts'
import type { DiagnosticRow } from './diagnostics.model.ts'

export interface ReportFacts {
  readonly build: string
  readonly browser: string
  readonly standalone: boolean
  readonly online: boolean
  readonly missing: readonly string[]
  readonly screen: Readonly<Record<string, number>>
}

const MEGA = 1_000_000
const mega = (bytes: number | null): string =>
  bytes === null ? 'not told' : `${Number((bytes / MEGA).toPrecision(2))} MB`

function rowLine({ check, verdict, note }: DiagnosticRow): string {
  const said = `${check}: ${verdict}`
  if (note?.kind !== 'kept') return said
  const persisted = note.persisted === null ? 'not told' : note.persisted ? 'yes' : 'no'
  return `${said} (persisted: ${persisted}, used: ${mega(note.usedBytes)}, free for us: ${mega(note.quotaBytes)})`
}

export function writeReport(
  facts: ReportFacts,
  rows: readonly DiagnosticRow[],
  log: readonly LogLine[],
): string {
  const yes = (is: boolean): string => (is ? 'yes' : 'no')
  return [
    `Inviso build ${facts.build}`,
    `browser: ${facts.browser}`,
    `standalone: ${yes(facts.standalone)}`,
    `online: ${yes(facts.online)}`,
    '',
    '## Can',
    ...PARTS.map((part) => `${part}: ${yes(!facts.missing.includes(part))}`),
    '',
    '## Screen',
    ...Object.entries(facts.screen).map(([name, value]) => `${name}: ${value}`),
    '',
    '## Checks',
    ...rows.map(rowLine),
    '',
    '## Log',
    ...log.map(({ at, level, text }) => `${new Date(at).toISOString().slice(0, 19)}Z ${level} ${text}`),
  ].join('\n')
}
