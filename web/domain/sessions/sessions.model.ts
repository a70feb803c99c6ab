/** The list of sessions as the views see it, and the actions on one session. */
import type { ReadonlySignal } from '@preact/signals'
import type { Result } from '../../../base/result.ts'
import type { FailureOf } from '../failure.ts'
import type { IdentityRow, SessionId, SessionRow } from './session.ts'
import type { SessionExport } from './session-export.model.ts'

export type RenameFailure = FailureOf<'name_too_long' | 'storage_failed'>
export type ServerRecordFailure = FailureOf<'server_unreachable' | 'server_refused'>

export interface SessionsView {
  /** Pinned rows first, then by latest activity. */
  readonly rows: ReadonlySignal<readonly SessionRow[]>
  readonly unreadTotal: ReadonlySignal<number>
  readonly identities: ReadonlySignal<readonly IdentityRow[]>
  /** An empty name changes nothing. */
  readonly rename: (id: SessionId, name: string) => Promise<Result<void, RenameFailure>>
  readonly pin: (id: SessionId, pinned: boolean) => Promise<Result<void, FailureOf<'storage_failed'>>>
  /**
   * Erases the session here and purges it on the server, now or once the server is reachable. On failure either nothing changed, or
   * only the stored messages are left; another call continues from there.
   */
  readonly erase: (id: SessionId) => Promise<Result<void, FailureOf<'storage_failed'>>>
  /** The server's current record of a session, verbatim; null when it has none. */
  readonly serverRecord: (
    id: SessionId,
  ) => Promise<Result<Readonly<Record<string, string>> | null, ServerRecordFailure>>
  readonly openExport: () => Promise<SessionExport>
}
