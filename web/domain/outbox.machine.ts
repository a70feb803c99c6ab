/** Own messages on their way: Waiting, then Sent, then gone once the other side acknowledged them. Marks never go backwards. */

import type { MessageId } from '../../protocol/ids.ts'
import type { Step } from '../../protocol/machine.ts'
import { unreachable } from '../../protocol/result.ts'

/** Messages that may wait for an ack; the composer says so when it is full. */
export const OUTBOX_MESSAGES_MAX = 500
/** UTF-8 bytes of all of them together: what a phone holds without being killed for it. */
export const OUTBOX_BYTES_MAX = 4 * 1024 * 1024

export interface OutboxMessage {
  readonly id: MessageId
  readonly text: string
  readonly at: number
  readonly bytes: number
}

interface Item {
  readonly message: OutboxMessage
  readonly state: 'waiting' | 'sent'
}

export interface OutboxState {
  readonly open: boolean
  readonly items: readonly Item[]
  readonly bytes: number
}

export type OutboxEvent =
  | { readonly kind: 'typed'; readonly message: OutboxMessage }
  | { readonly kind: 'opened' }
  | { readonly kind: 'lost' }
  | { readonly kind: 'transmitted'; readonly id: MessageId }
  | { readonly kind: 'acked'; readonly id: MessageId }
  | { readonly kind: 'emptied' }
  /** Messages of before, the oldest first: they wait again. */
  | { readonly kind: 'restored'; readonly messages: readonly OutboxMessage[] }

export type OutboxEffect =
  | { readonly kind: 'transmit'; readonly message: OutboxMessage }
  | { readonly kind: 'mark'; readonly id: MessageId; readonly state: 'sent' | 'delivered' }
  | { readonly kind: 'drop_unsent' }

export const emptyOutbox: OutboxState = { open: false, items: [], bytes: 0 }

/** Whether one more message of this size may wait. */
export const outboxTakes = (state: OutboxState, bytes: number): boolean =>
  state.items.length < OUTBOX_MESSAGES_MAX && state.bytes + bytes <= OUTBOX_BYTES_MAX

export function stepOutbox(state: OutboxState, event: OutboxEvent): Step<OutboxState, OutboxEffect> {
  switch (event.kind) {
    case 'typed': {
      if (!outboxTakes(state, event.message.bytes)) return [state]
      const items = [...state.items, { message: event.message, state: 'waiting' as const }]
      const after = { ...state, items, bytes: state.bytes + event.message.bytes }
      return state.open ? [after, { kind: 'transmit', message: event.message }] : [after]
    }
    case 'opened':
      // A new link knows nothing of the last one: all that is not acknowledged goes again, and the other side drops what it has.
      return [
        { ...state, open: true },
        { kind: 'drop_unsent' },
        ...state.items.map(({ message }) => ({ kind: 'transmit' as const, message })),
      ]
    case 'lost':
      return [{ ...state, open: false }, { kind: 'drop_unsent' }]
    case 'transmitted': {
      const item = state.items.find(({ message }) => message.id === event.id)
      if (item?.state !== 'waiting') return [state]
      const items = state.items.map((other) => (other === item ? { ...item, state: 'sent' as const } : other))
      return [
        { ...state, items },
        { kind: 'mark', id: event.id, state: 'sent' },
      ]
    }
    case 'acked': {
      const item = state.items.find(({ message }) => message.id === event.id)
      if (!item) return [state]
      const items = state.items.filter((other) => other !== item)
      return [
        { ...state, items, bytes: state.bytes - item.message.bytes },
        { kind: 'mark', id: event.id, state: 'delivered' },
      ]
    }
    case 'restored': {
      const before = event.messages.map((message) => ({ message, state: 'waiting' as const }))
      const bytes = event.messages.reduce((sum, message) => sum + message.bytes, state.bytes)
      return [{ ...state, items: [...before, ...state.items], bytes }]
    }
    case 'emptied':
      return [{ open: state.open, items: [], bytes: 0 }, { kind: 'drop_unsent' }]
    default:
      return unreachable(event)
  }
}
