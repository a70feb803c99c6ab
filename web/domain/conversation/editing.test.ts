/** Which message may be changed and until when, by this device's own clocks; and the draft that waits meanwhile. */
import { expect, test } from 'bun:test'
import { err, ok } from '../../../base/result.ts'
import type { MessageId } from '../../../protocol/ids.ts'
import { EDIT_TOLERANCE_MS, EDIT_WITHIN_MS, EDITS_MAX } from '../../../protocol/limits.ts'
import { CAPABILITIES } from '../../../protocol/message.ts'
import { emptyLedger, stepLedger } from '../../ledger/ledger.machine.ts'
import type { LedgerItem, LedgerState } from '../../ledger/ledger.types.ts'
import { createLedgerTools } from '../../ledger/ledger-tools.ts'
import { createFakeClock } from '../../platform/clock.fake.ts'
import { createSystemRandom } from '../../platform/random.ts'
import type { ActFailure } from './conversation.model.ts'
import type { Editing } from './conversation.types.ts'
import { createDraft } from './draft.ts'
import { createEditWindow } from './edit-window.ts'
import { editableIn } from './editing.ts'

const NOW = 1_700_000_000_000
const { kinds } = CAPABILITIES
const empty = await emptyLedger(createLedgerTools(createSystemRandom()))
type Own = Extract<LedgerItem, { kind: 'own' }>
const own = (id: string, more: Partial<Own> = {}): Own => ({
  ...{ k: 0, kind: 'own', id: id as MessageId, text: 'words', at: NOW, s: empty.own.s, n: 1 },
  ...more,
})
const theirs: LedgerItem = { k: 9, kind: 'theirs', id: 'theirs' as MessageId, text: 'hi', at: NOW }
const idIn = (items: readonly LedgerItem[], now = NOW, of: readonly string[] | undefined = kinds) =>
  editableIn({ ...empty, items } as LedgerState, now, of)?.id as string | undefined

test('the last own message can be changed, whatever the other person said since', () => {
  expect(idIn([own('first'), own('last'), theirs])).toBe('last')
  expect(idIn([])).toBeUndefined()
  expect(idIn([own('last', { unsent: 'done' })])).toBeUndefined()
  expect(idIn([own('first'), own('last', { unsent: 'asked' })])).toBeUndefined()
  expect(idIn([own('last', { earlier: Array(EDITS_MAX).fill('x') })])).toBeUndefined()
})

test('a message can be changed for 15 minutes; a clock that was set back gives no more', () => {
  expect(idIn([own('last')], NOW + EDIT_WITHIN_MS)).toBe('last')
  expect(idIn([own('last')], NOW + EDIT_WITHIN_MS + 1)).toBeUndefined()
  expect(idIn([own('last')], NOW - EDIT_WITHIN_MS - 1)).toBeUndefined()
})

test('nothing is changed for an app that did not say that it knows changes', () => {
  expect(idIn([own('last')], NOW, ['text', 'react', 'unsend'])).toBeUndefined()
  expect(editableIn({ ...empty, items: [own('last')] }, NOW, undefined)).toBeNull()
})

test('a change is overdue after 20 minutes with an open channel; a new message or a new channel begins anew', () => {
  const clock = createFakeClock(NOW)
  const window = createEditWindow(clock)
  window.opened()
  clock.advance(EDIT_WITHIN_MS + EDIT_TOLERANCE_MS)
  expect(window.isOver()).toBe(false)
  clock.advance(1)
  expect(window.isOver()).toBe(true)
  window.arrived()
  expect(window.isOver()).toBe(false)
  clock.advance(EDIT_WITHIN_MS + EDIT_TOLERANCE_MS + 1)
  window.opened()
  expect(window.isOver()).toBe(false)
})

test('jumps of the wall clock change nothing about that', () => {
  const clock = createFakeClock(NOW)
  const window = createEditWindow(clock)
  clock.jump(86_400_000)
  expect(window.isOver()).toBe(false)
  clock.advance(EDIT_WITHIN_MS + EDIT_TOLERANCE_MS + 1)
  clock.jump(-172_800_000)
  expect(window.isOver()).toBe(true)
})

function writing(answer: () => ActFailure | null = () => null) {
  const changed: Editing[] = []
  const draft = createDraft(
    () => 'new' as MessageId,
    async () => ok(undefined),
    async (what) => {
      const failure = answer()
      if (failure) return err(failure)
      changed.push(what)
      return ok(undefined)
    },
  )
  return { draft, changed }
}
const message = { id: 'last' as MessageId, text: 'wrods' }

test('a clock that was set back far gives no more time, also after expired messages were looked for', async () => {
  const after = async (setBackMs: number) => {
    const typed = { kind: 'typed' as const, id: 'last' as MessageId, text: 'words', at: NOW, bytes: 5 }
    const [state] = await stepLedger(empty, typed, createLedgerTools(createSystemRandom()))
    const now = NOW - setBackMs
    const expire = { kind: 'expire' as const, before: now - 86_400_000, now }
    const [swept] = await stepLedger(state, expire, createLedgerTools(createSystemRandom()))
    return editableIn(swept, now, ['edit'])?.id as string | undefined
  }
  expect(await after(3_600_000)).toBeUndefined()
  expect(await after(2_000)).toBe('last')
})

test('while a message is changed the draft waits, is what is stored, and comes back afterwards', async () => {
  const { draft, changed } = writing()
  draft.write('half a thought')
  draft.answer({ by: 'you', id: 'theirs' as MessageId })
  draft.edit(message)
  expect(draft.text.value).toBe('wrods')
  draft.write('words')
  expect(draft.keptWith(empty)).toBe('half a thought')
  expect((await draft.send()).ok).toBe(true)
  expect(changed).toEqual([{ id: message.id, text: 'words' }])
  expect([draft.text.value, draft.editing.value]).toEqual(['half a thought', null])
  expect(draft.answering.value).not.toBeNull()
  draft.edit(message)
  draft.edit(null)
  expect(draft.text.value).toBe('half a thought')
})

test('a change that failed stays in the field, and one that was begun survives a lock', async () => {
  const { draft } = writing(() => ({ code: 'edit_over' }))
  draft.write('half a thought')
  draft.edit(message)
  draft.write('words')
  expect(await draft.send()).toEqual(err({ code: 'edit_over' }))
  expect([draft.text.value, draft.editing.value]).toEqual(['words', message.id])
  const { draft: after } = writing()
  after.restore(draft.snapshot())
  expect([after.text.value, after.editing.value]).toEqual(['words', message.id])
  after.clear()
  expect([after.text.value, after.editing.value]).toEqual(['', null])
})

test('the text of a message that expired leaves the field, and the draft comes back', () => {
  const { draft } = writing()
  draft.write('half a thought')
  draft.edit(message)
  draft.keepEdit({ ...empty, items: [own(message.id), theirs] })
  expect(draft.editing.value).toBe(message.id)
  draft.keepEdit({ ...empty, items: [theirs] })
  expect([draft.text.value, draft.editing.value]).toEqual(['half a thought', null])
})

test('Reply ends a change that was begun', () => {
  const { draft } = writing()
  draft.edit(message)
  draft.answer({ by: 'you', id: 'theirs' as MessageId })
  expect([draft.text.value, draft.editing.value]).toEqual(['', null])
})
