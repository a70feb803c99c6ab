/** The log: a bounded ring of redacted events that a person may choose to share. */
import { type ReadonlySignal, signal } from '@preact/signals'
import type { Clock } from '../platform/clock.ts'
import type { LogEntry, LogLevel } from './vocabulary.ts'

/** Enough for an hour of a bad connection; about 60 kB. */
const LOG_ENTRIES_MAX = 500

export interface Log {
  readonly entries: ReadonlySignal<readonly LogEntry[]>
  /** Fixed words, counts and flags only; `tellEntry` enforces that again on output. */
  readonly add: (level: LogLevel, event: LogEntry['event'], detail?: LogEntry['detail']) => void
  readonly clear: () => void
}

export function createLog(clock: Clock): Log {
  const entries = signal<readonly LogEntry[]>([])
  return {
    entries,
    add(level, event, detail = {}) {
      entries.value = [...entries.value.slice(1 - LOG_ENTRIES_MAX), { at: clock.now(), level, event, detail }]
    },
    clear() {
      entries.value = []
    },
  }
}
