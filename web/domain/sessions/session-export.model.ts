/** Export and import of sessions as the views see them. */
import type { Result } from '../../../base/result.ts'

/** Why an export or import failed. */
export interface ExportFailure {
  readonly code:
    | 'passphrase_empty'
    | 'file_unknown'
    | 'file_cut'
    | 'file_newer'
    | 'file_damaged'
    | 'file_wrong_passphrase'
    | 'too_many_sessions'
    | 'storage_failed'
}

export interface SessionExport {
  /** Returns the text of a file with all sessions, sealed by the passphrase. */
  readonly exportSessions: (passphrase: string) => Promise<Result<string, ExportFailure>>
  /** Adds the file's sessions that are not here yet; on any failure nothing changes. */
  readonly importSessions: (
    text: string,
    passphrase: string,
  ) => Promise<Result<{ readonly added: number; readonly known: number }, ExportFailure>>
}
