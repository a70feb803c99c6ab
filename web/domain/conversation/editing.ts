/** Changes a person's last message, for as long as the rules allow it. */
import { isBlank } from '../../../base/blank-text.ts'
import { textToBytes } from '../../../base/bytes.ts'
import { err, ok, type Result } from '../../../base/result.ts'
import { EDIT_WITHIN_MS, TEXT_BYTES_MAX } from '../../../protocol/limits.ts'
import { peerTakes } from '../../ledger/content.ts'
import { lastEditable } from '../../ledger/edits.ts'
import type { LedgerItem, LedgerState } from '../../ledger/ledger.types.ts'
import type { Clock } from '../../platform/clock.ts'
import type { ActFailure } from './conversation.model.ts'
import type { Editing } from './conversation.types.ts'
import { keep, type MessageLog } from './message-log.ts'

/** Typed at most 15 minutes ago; a clock that was set back by more gives no more time. */
const isRecent = (at: number, now: number): boolean => Math.abs(now - at) <= EDIT_WITHIN_MS

/** The own message that may be changed at `now` (wall clock, milliseconds); null for none. `kinds`: what the peer's app announced. */
export function editableIn(
  state: LedgerState,
  now: number,
  kinds: readonly string[] | undefined,
): Extract<LedgerItem, { kind: 'own' }> | null {
  const item = peerTakes('edit', kinds) ? lastEditable(state) : null
  return item && isRecent(item.at, now) ? item : null
}

/** Errors: edit_over, not_understood, text_too_long, outbox_full, storage_failed. A blank text is ignored. */
export async function editAs(
  { clock }: { readonly clock: Clock },
  messages: MessageLog,
  kinds: () => readonly string[] | undefined,
  { id, text }: Editing,
): Promise<Result<void, ActFailure>> {
  if (isBlank(text)) return ok(undefined)
  if (!peerTakes('edit', kinds())) return err({ code: 'not_understood' })
  if (editableIn(messages.state(), clock.now(), kinds())?.id !== id) return err({ code: 'edit_over' })
  const bytes = textToBytes(text).length
  if (bytes > TEXT_BYTES_MAX) return err({ code: 'text_too_long' })
  if (!messages.takes(bytes)) return err({ code: 'outbox_full' })
  return keep(messages, { kind: 'edit', id, text, at: clock.now(), bytes, handed: 0 })
}
