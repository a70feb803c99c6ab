/** Export and import of sessions as the views see them. */
import type { Result } from '../../../base/result.ts'

/** Why a file was not written or not read. */
export interface ExportFailure {
  readonly code:
    | 'passphrase_empty'
    | 'file_unknown'
    | 'file_newer'
    | 'file_damaged'
    | 'file_wrong_passphrase'
    | 'too_many_sessions'
    | 'storage_failed'
}

export interface SessionExport {
  /** The text of a file with all sessions, sealed by the passphrase. */
  readonly exportSessions: (passphrase: string) => Promise<Result<string, ExportFailure>>
  /** Adds those that are not here; on any failure nothing changed. */
  readonly importSessions: (
    text: string,
    passphrase: string,
  ) => Promise<Result<{ readonly added: number; readonly known: number }, ExportFailure>>
}
