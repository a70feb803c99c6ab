/** Connection state and unread count of open conversations, written by the conversations and read by the list. */
import { type ReadonlySignal, signal } from '@preact/signals'
import type { SessionId } from './session.ts'

export interface SessionStatus {
  readonly connected: boolean
  readonly unread: number
}

export interface SessionStatuses {
  /** A session without an entry is not connected and has nothing unread. */
  readonly all: ReadonlySignal<ReadonlyMap<SessionId, SessionStatus>>
  readonly set: (id: SessionId, status: SessionStatus) => void
  readonly remove: (id: SessionId) => void
  readonly clear: () => void
}

export const NO_STATUS: SessionStatus = { connected: false, unread: 0 }

export function createSessionStatuses(): SessionStatuses {
  const all = signal<ReadonlyMap<SessionId, SessionStatus>>(new Map())
  return {
    all,
    set(id, status) {
      const before = all.peek().get(id)
      if (before?.connected === status.connected && before.unread === status.unread) return
      all.value = new Map([...all.peek(), [id, status]])
    },
    remove(id) {
      if (all.peek().has(id)) all.value = new Map([...all.peek()].filter(([other]) => other !== id))
    },
    clear() {
      if (all.peek().size > 0) all.value = new Map()
    },
  }
}
