/** Asks the server what it currently holds about one session. */
import { err, ok, type Result } from '../../../base/result.ts'
import type { Rest } from '../../transport/api/rest.ts'
import type { SessionRecord } from './session-record.ts'
import type { ServerRecordFailure } from './sessions.model.ts'

export async function serverRecordOf(
  record: SessionRecord | undefined,
  rest: Rest,
): Promise<Result<Readonly<Record<string, string>> | null, ServerRecordFailure>> {
  if (!record) return ok(null)
  const { state, server, identity } = record
  if (state.kind === 'pending') {
    const answer = await rest.checkInvite(server, { joinid: state.joinCode, client1: identity.deviceId })
    if (answer.ok) return ok({ joinid: state.joinCode, client1: identity.deviceId })
    return answer.error.code === 'not_found_or_expired' ? ok(null) : err(failureOf(answer.error.code))
  }
  if (state.kind !== 'accepted') return ok(null)
  const answer = await rest.room(server, state.roomId)
  return answer.ok ? ok(answer.value) : err(failureOf(answer.error.code))
}

const failureOf = (code: string): ServerRecordFailure =>
  code === 'server_unreachable' ? { code: 'server_unreachable' } : { code: 'server_refused' }
