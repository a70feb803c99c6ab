/** The text a person is writing, the message it answers, and sent texts that are not in the ledger yet. */
import { type ReadonlySignal, signal } from '@preact/signals'
import type { Result } from '../../../base/result.ts'
import type { MessageId } from '../../../protocol/ids.ts'
import type { Reference } from '../../../protocol/message.ts'
import type { LedgerState } from '../../ledger/ledger.types.ts'
import type { Failure } from '../failure.ts'
import type { ConversationSnapshot, Leaving } from './conversation.types.ts'

const inLines = (texts: readonly string[]): string => texts.filter((text) => text !== '').join('\n')

type Snapshot = Pick<ConversationSnapshot, 'draft' | 'answering' | 'leaving'>

export interface Draft {
  readonly text: ReadonlySignal<string>
  readonly answering: ReadonlySignal<Reference | null>
  readonly write: (text: string) => void
  readonly answer: (to: Reference | null) => void
  /** Empties the field at once; a text that could not be stored is put back. */
  readonly send: () => Promise<Result<void, Failure>>
  /** The draft to store with this ledger: a sent text is in exactly one of the two. */
  readonly keptWith: (state: LedgerState) => string
  readonly snapshot: () => Snapshot
  readonly restore: (snapshot: Snapshot) => void
}

/** `sendAs` writes a message into the ledger under an id; an id that is already there is not written twice. */
export function createDraft(
  newId: () => MessageId,
  sendAs: (id: MessageId, what: Leaving) => Promise<Result<void, Failure>>,
): Draft {
  const text = signal('')
  const answering = signal<Reference | null>(null)
  const leaving = new Map<MessageId, Leaving>()

  const sendLeaving = async (id: MessageId, what: Leaving): Promise<Result<void, Failure>> => {
    leaving.set(id, what)
    const sent = await sendAs(id, what).finally(() => leaving.delete(id))
    if (sent.ok) return sent
    text.value = inLines([what.text, text.value])
    answering.value ??= what.re
    return sent
  }
  return {
    text,
    answering,
    write(next) {
      text.value = next
    },
    answer(to) {
      answering.value = to
    },
    send() {
      const what = { text: text.value, re: answering.value }
      text.value = ''
      answering.value = null
      return sendLeaving(newId(), what)
    },
    keptWith({ items }) {
      const waits = [...leaving].filter(
        ([id]) => !items.some((item) => item.kind === 'own' && item.id === id),
      )
      return inLines([...waits.map(([, what]) => what.text), text.peek()])
    },
    snapshot: () => ({ draft: text.value, answering: answering.value, leaving: [...leaving] }),
    restore(snapshot) {
      text.value = snapshot.draft
      answering.value = snapshot.answering
      for (const [id, what] of snapshot.leaving) void sendLeaving(id, what)
    },
  }
}
