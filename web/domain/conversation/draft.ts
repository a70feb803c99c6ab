/** The text a person is writing, the message it answers or changes, and sent texts that are not in the ledger yet. */
import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Result } from '../../../base/result.ts'
import type { MessageId } from '../../../protocol/ids.ts'
import type { Reference } from '../../../protocol/message.ts'
import type { LedgerState } from '../../ledger/ledger.types.ts'
import type { Failure } from '../failure.ts'
import type { ActFailure } from './conversation.model.ts'
import type { ConversationSnapshot, Editing, Leaving } from './conversation.types.ts'

const inLines = (texts: readonly string[]): string => texts.filter((text) => text !== '').join('\n')

type Snapshot = Pick<ConversationSnapshot, 'draft' | 'answering' | 'editing' | 'leaving'>

export interface Draft {
  /** What the field shows: the draft, or the new text of the message being changed. */
  readonly text: ReadonlySignal<string>
  readonly answering: ReadonlySignal<Reference | null>
  /** The own message being changed; the draft waits until that is over. */
  readonly editing: ReadonlySignal<MessageId | null>
  readonly write: (text: string) => void
  /** Also ends a change that was begun. */
  readonly answer: (to: Reference | null) => void
  /** Begins to change a message, from its text as it is; null ends it and gives the draft back. */
  readonly edit: (message: Editing | null) => void
  /** Ends the change of this message: it was erased, and its text must not stay in the field. */
  readonly endEdit: (id: MessageId) => void
  /** Ends the change of a message that is not in this state: it expired, and its text must not stay in the field. */
  readonly keepEdit: (state: LedgerState) => void
  /** Empties the field at once; a text that could not be stored is put back. A change stays in the field until it is stored. */
  readonly send: () => Promise<Result<void, ActFailure>>
  /** The draft to store with this ledger: a sent text is in exactly one of the two. */
  readonly keptWith: (state: LedgerState) => string
  /** Erases the draft and what it refers to. */
  readonly clear: () => void
  readonly snapshot: () => Snapshot
  readonly restore: (snapshot: Snapshot) => void
}

/** `sendAs` writes a message into the ledger under an id; an id that is already there is not written twice. `change` changes one there. */
export function createDraft(
  newId: () => MessageId,
  sendAs: (id: MessageId, what: Leaving) => Promise<Result<void, Failure>>,
  change: (what: Editing) => Promise<Result<void, ActFailure>>,
): Draft {
  const text = signal('')
  const answering = signal<Reference | null>(null)
  const editing = signal<Editing | null>(null)
  const leaving = new Map<MessageId, Leaving>()

  const sendLeaving = async (id: MessageId, what: Leaving): Promise<Result<void, Failure>> => {
    leaving.set(id, what)
    const sent = await sendAs(id, what).finally(() => leaving.delete(id))
    if (sent.ok) return sent
    text.value = inLines([what.text, text.value])
    answering.value ??= what.re
    return sent
  }
  const sendChange = async (what: Editing): Promise<Result<void, ActFailure>> => {
    const changed = await change(what)
    if (changed.ok && editing.peek() === what) editing.value = null
    return changed
  }
  return {
    text: computed(() => editing.value?.text ?? text.value),
    answering,
    editing: computed(() => editing.value?.id ?? null),
    write(next) {
      if (editing.value) editing.value = { ...editing.value, text: next }
      else text.value = next
    },
    answer(to) {
      editing.value = null
      answering.value = to
    },
    edit(message) {
      editing.value = message
    },
    endEdit(id) {
      if (editing.peek()?.id === id) editing.value = null
    },
    keepEdit({ items }) {
      const id = editing.peek()?.id
      if (id && !items.some((item) => item.kind === 'own' && item.id === id)) editing.value = null
    },
    send() {
      if (editing.value) return sendChange(editing.value)
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
    clear() {
      text.value = ''
      answering.value = null
      editing.value = null
    },
    snapshot: () => ({
      draft: text.value,
      answering: answering.value,
      editing: editing.value,
      leaving: [...leaving],
    }),
    restore(snapshot) {
      text.value = snapshot.draft
      answering.value = snapshot.answering
      editing.value = snapshot.editing
      for (const [id, what] of snapshot.leaving) void sendLeaving(id, what)
    },
  }
}
