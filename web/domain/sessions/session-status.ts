/** Connection, preview and unread count of conversations, written by the conversations and read by the list. */
import { type ReadonlySignal, signal } from '@preact/signals'
import type { Preview, RowConnection, SessionId } from './session.ts'

export interface SessionStatus {
  readonly connection: RowConnection
  readonly preview: Preview | null
  readonly unread: number
}

export interface SessionStatuses {
  /** A session without an entry is not connected, has nothing unread, and its preview is not known. */
  readonly all: ReadonlySignal<ReadonlyMap<SessionId, SessionStatus>>
  /** Changes the given fields. */
  readonly set: (id: SessionId, change: Partial<SessionStatus>) => void
  readonly remove: (id: SessionId) => void
  readonly clear: () => void
  /** Whether there is any entry: its preview may hold message text. */
  readonly holds: () => boolean
}

export const NO_STATUS: SessionStatus = { connection: 'away', preview: null, unread: 0 }

const isSamePreview = (a: Preview | null, b: Preview | null): boolean =>
  a === b || (a?.text === b?.text && a?.by === b?.by && a?.mark === b?.mark)

export function createSessionStatuses(): SessionStatuses {
  const all = signal<ReadonlyMap<SessionId, SessionStatus>>(new Map())
  return {
    all,
    set(id, change) {
      const before = all.peek().get(id)
      const { connection, preview, unread } = { ...(before ?? NO_STATUS), ...change }
      if (
        before?.connection === connection &&
        before.unread === unread &&
        isSamePreview(before.preview, preview)
      )
        return
      all.value = new Map([...all.peek(), [id, { connection, preview, unread }]])
    },
    remove(id) {
      if (all.peek().has(id)) all.value = new Map([...all.peek()].filter(([other]) => other !== id))
    },
    clear() {
      if (all.peek().size > 0) all.value = new Map()
    },
    holds: () => all.peek().size > 0,
  }
}
