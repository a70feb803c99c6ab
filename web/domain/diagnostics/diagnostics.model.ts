/** Diagnostics as the views see them. */
import type { ReadonlySignal } from '@preact/signals'
import type { LogLine } from '../../log/vocabulary.ts'
import type { FileTrial } from '../../vault/files/file-store.ts'

export type { LogLine }

export const CHECKS = [
  'webrtc',
  'turn',
  'server',
  'websocket',
  'storage',
  'files',
  'service_worker',
  'installed',
  'lockdown',
] as const
export type Check = (typeof CHECKS)[number]

/** `absent`: the browser or server lacks it, which is not a fault. */
export type Verdict = 'good' | 'bad' | 'absent' | 'unknown' | 'checking'

/** Detail beyond the verdict; the views have one sentence for each. */
export type Note =
  | { readonly kind: 'turn_not_told' }
  | { readonly kind: 'turn_none' }
  | { readonly kind: 'in_tab' }
  | {
      readonly kind: 'kept'
      /** Whether the browser promised not to clear storage; null where it cannot tell. */
      readonly persisted: boolean | null
      readonly usedBytes: number | null
      readonly quotaBytes: number | null
    }
  | {
      readonly kind: 'files'
      readonly store: FileTrial['store']
      /** What the browser says is left; null where it cannot tell. */
      readonly freeBytes: number | null
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
  /** Newest last; lines use only the log's fixed vocabulary. */
  readonly log: ReadonlySignal<readonly LogLine[]>
  readonly clearLog: () => void
  /** While on, the log also gets measurements of live links; every page load turns it off. */
  readonly verbose: ReadonlySignal<boolean>
  readonly setVerbose: (on: boolean) => void
  /** The report as plain text without identifiers. */
  readonly report: () => string
}
