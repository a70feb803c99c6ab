/** A fake conversation that records every call of its connection. */
import type { ConnectionState } from '../conversation/conversation.model.ts'
import type { PeerInbox, PeerPort } from '../conversation/conversation.types.ts'

export interface FakeInbox extends PeerInbox {
  /** Every call: its name, then its arguments. */
  readonly told: readonly (readonly unknown[])[]
  readonly names: () => readonly string[]
  readonly state: () => ConnectionState | undefined
  readonly port: () => PeerPort | null
}

export function createFakeInbox(): FakeInbox {
  const told: unknown[][] = []
  let port: PeerPort | null = null
  let state: ConnectionState | undefined
  const note =
    (name: string) =>
    (...args: unknown[]): void =>
      void told.push([name, ...args])
  return {
    told,
    names: () => told.map(([name]) => String(name)),
    state: () => state,
    port: () => port,
    setConnection(next) {
      state = next
      note('setConnection')(next)
    },
    attach(next) {
      port = next
      note('attach')(next !== null)
    },
    opened: note('opened'),
    hold: note('hold'),
    release: note('release'),
    setCheck: note('setCheck'),
    setRelay: note('setRelay'),
    askWords: note('askWords'),
    lost: note('lost'),
    received: note('received'),
    notice: note('notice'),
  }
}
