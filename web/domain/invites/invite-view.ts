/** A session's invite as its host sees it: code, link, words and expiry. */
import { computed, type ReadonlySignal } from '@preact/signals'
import { INVITE_SECONDS_DEFAULT } from '../../../protocol/limits.ts'
import type { SessionId } from '../sessions/session.ts'
import type { SessionRecord } from '../sessions/session-record.ts'
import type { SessionStore } from '../sessions/session-store.ts'
import type { InviteView } from './invite.model.ts'
import { inviteLink } from './invite-link.ts'

function wordsOf({ keys }: SessionRecord): string | null {
  const words = keys?.pairing?.words
  return words ? new TextDecoder().decode(words.bytes()) : null
}

function viewOf(record: SessionRecord): InviteView {
  const { id, state, server, name, named } = record
  const seconds = record.invite?.seconds ?? INVITE_SECONDS_DEFAULT
  if (state.kind !== 'pending')
    return {
      ...{ id, name, named, seconds, code: '', link: '', words: null, expiresAt: 0 },
      state: state.kind === 'expired' ? 'expired' : 'accepted',
    }
  return {
    ...{ id, name, named, seconds },
    code: state.joinCode,
    link: inviteLink(server, state.joinCode, record.keys?.pairing?.link ?? null),
    words: wordsOf(record),
    expiresAt: state.expiresAt,
    state: 'pending',
  }
}

/** Null while there is no such session. Code, link and words are empty once the invite is no longer pending. */
export const createInviteView = (store: SessionStore, id: SessionId): ReadonlySignal<InviteView | null> =>
  computed(() => {
    const record = store.records.value.find((other) => other.id === id)
    return record ? viewOf(record) : null
  })
