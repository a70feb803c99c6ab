/** The outbox: nothing is lost, marks never go backwards, and everything is bounded, in any order of events. */
import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import type { MessageId } from '../../protocol/ids.ts'
import {
  emptyOutbox,
  OUTBOX_BYTES_MAX,
  OUTBOX_MESSAGES_MAX,
  type OutboxEvent,
  stepOutbox,
} from './outbox.machine.ts'

const ids = ['m0', 'm1', 'm2', 'm3', 'm4'] as MessageId[]
const message = (id: MessageId, bytes = 10) => ({ id, text: id, at: 0, bytes })

const anyEvent: fc.Arbitrary<OutboxEvent> = fc.oneof(
  fc.constantFrom(...ids).map((id) => ({ kind: 'typed' as const, message: message(id) })),
  fc.constant({ kind: 'opened' as const }),
  fc.constant({ kind: 'lost' as const }),
  fc.constantFrom(...ids).map((id) => ({ kind: 'transmitted' as const, id })),
  fc.constantFrom(...ids).map((id) => ({ kind: 'acked' as const, id })),
)

const run = (events: readonly OutboxEvent[]) => {
  let state = emptyOutbox
  const effects = []
  for (const event of events) {
    const [after, ...made] = stepOutbox(state, event)
    state = after
    effects.push(...made)
  }
  return { state, effects }
}

describe('outbox', () => {
  test('what was not acknowledged goes again, in order, on every new link', () => {
    const { effects } = run([
      { kind: 'typed', message: message('m0' as MessageId) },
      { kind: 'typed', message: message('m1' as MessageId) },
      { kind: 'opened' },
      { kind: 'acked', id: 'm0' as MessageId },
      { kind: 'lost' },
      { kind: 'opened' },
    ])
    const sent = effects.flatMap((effect) => (effect.kind === 'transmit' ? [effect.message.id] : []))
    expect(sent).toEqual(['m0', 'm1', 'm1'] as MessageId[])
  })

  test('a message is marked at most once as sent and once as delivered, never sent after delivered', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 60 }), (events) => {
        const typedOnce = events.filter(
          (event, index) =>
            event.kind !== 'typed' ||
            !events
              .slice(0, index)
              .some((other) => other.kind === 'typed' && other.message.id === event.message.id),
        )
        const marks = new Map<MessageId, string[]>()
        for (const effect of run(typedOnce).effects)
          if (effect.kind === 'mark') marks.set(effect.id, [...(marks.get(effect.id) ?? []), effect.state])
        for (const states of marks.values())
          expect(['sent', 'delivered', 'sent,delivered']).toContain(states.join())
      }),
    )
  })

  test('bytes are counted exactly and the bounds hold', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 60 }), (events) => {
        const { state } = run(events)
        expect(state.bytes).toBe(state.items.reduce((sum, { message: { bytes } }) => sum + bytes, 0))
      }),
    )
    let state = emptyOutbox
    for (let at = 0; at < OUTBOX_MESSAGES_MAX + 50; at += 1)
      [state] = stepOutbox(state, {
        kind: 'typed',
        message: message(`x${at}` as MessageId, OUTBOX_BYTES_MAX / 100),
      })
    expect(state.bytes).toBeLessThanOrEqual(OUTBOX_BYTES_MAX)
    expect(state.items.length).toBeLessThanOrEqual(OUTBOX_MESSAGES_MAX)
  })
})
