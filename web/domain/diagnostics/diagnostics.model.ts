/** What a helper would ask for, as the views see it. */
import type { ReadonlySignal } from '@preact/signals'
import type { LogLine } from '../../log/vocabulary.ts'

export type { LogLine }

export const CHECKS = [
  'webrtc',
  'turn',
  'server',
  'websocket',
  'storage',
  'service_worker',
  'installed',
  'lockdown',
] as const
export type Check = (typeof CHECKS)[number]

/** `absent`: there is none, and that is no fault. */
export type Verdict = 'good' | 'bad' | 'absent' | 'unknown' | 'checking'

/** What the verdict does not say; the views have a sentence for each. */
export type Note =
  | { readonly kind: 'turn_not_told' }
  | { readonly kind: 'turn_none' }
  | { readonly kind: 'in_tab' }
  | {
      readonly kind: 'kept'
      /** Whether the browser promised not to clear it; null where it does not say. */
      readonly persisted: boolean | null
      readonly usedBytes: number | null
      readonly quotaBytes: number | null
    }
  | { readonly kind: 'missing'; readonly parts: readonly string[]; readonly insecure: boolean }

export interface DiagnosticRow {
  readonly check: Check
  readonly verdict: Verdict
  readonly note: Note | null
}

export interface Diagnostics {
  readonly rows: ReadonlySignal<readonly DiagnosticRow[]>
  /** True while the checks run, one by one. */
  readonly running: ReadonlySignal<boolean>
  readonly run: () => Promise<void>
  /** The newest last, in fixed words only. */
  readonly log: ReadonlySignal<readonly LogLine[]>
  readonly clearLog: () => void
  /** While on, the log also gets figures of the live links; off again with every load of the page. */
  readonly verbose: ReadonlySignal<boolean>
  readonly setVerbose: (on: boolean) => void
  /** Plain text without identifiers. */
  readonly report: () => string
}
