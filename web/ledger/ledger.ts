/** Drives a ledger: what happens is stepped, written, then shown and answered, in this order and in groups, one group at a time. */

import { unreachable } from '../../base/result.ts'
import type { PeerMessage } from '../../protocol/message.ts'
import { stepLedger } from './ledger.machine.ts'
import type { LedgerEffect, LedgerEvent, LedgerState, LedgerTools } from './ledger.types.ts'
import { entryToMessage } from './outbox.ts'

export interface LedgerPorts {
  readonly tools: LedgerTools
  /** Keeps the new state; false when that failed, and then nothing of it happened. */
  readonly write: (next: LedgerState, before: LedgerState) => Promise<boolean>
  /** Says it to the other side; `done` once it was handed over. Nobody may be there to hear it. */
  readonly say: (message: PeerMessage, done?: () => void) => void
  readonly show: (state: LedgerState) => void
  readonly arrived: () => void
  readonly activity: () => void
  /** They spoke of a message that is not here, or not theirs. */
  readonly ignored: () => void
}

export interface Ledger {
  /** True once it happened, false when it could not be kept. */
  readonly post: (event: LedgerEvent) => Promise<boolean>
  /** A channel is open: both say what they hold, and go on from there. `held`: own messages wait until the person has decided. */
  readonly opened: (held: boolean) => void
  /** What was held back may go. */
  readonly release: () => void
  readonly lost: () => void
  readonly state: () => LedgerState
}

interface Posted {
  readonly event: LedgerEvent
  readonly done: (kept: boolean) => void
}

export function createLedger(ports: LedgerPorts, kept: LedgerState): Ledger {
  let state = kept
  let posted: Posted[] = []
  let draining = false
  /** The last own number handed to this channel; null while there is none that knows what to send. */
  let handed: number | null = null
  let open = false

  const sayHave = (): void => {
    const { theirs, own } = state
    ports.say({ t: 'have', s: theirs.s, n: theirs.n, c: theirs.s && theirs.chain, missing: own.missing })
  }
  const transmit = (): void => {
    const { own } = state
    if (!open || handed === null) return
    for (const entry of own.entries) {
      if (entry.n <= handed || entry.state === 'failed') continue
      // One that was given up lies before it: it waits until the other side has said what it holds.
      if (entry.n !== handed + 1) return
      handed = entry.n
      const { n } = entry
      ports.say(entryToMessage(entry, own.s), () => void post({ kind: 'handed', s: own.s, n }))
    }
  }
  const answer = (effects: readonly LedgerEffect[]): void => {
    const kinds = new Set(effects.map(({ kind }) => kind))
    for (const kind of kinds) perform(kind)
    transmit()
  }
  const perform = (kind: LedgerEffect['kind']): void => {
    switch (kind) {
      case 'ack': {
        const { s, n, chain } = state.theirs
        return s === null ? undefined : ports.say({ t: 'ack', s, n, c: chain })
      }
      case 'have':
        return sayHave()
      case 'go_on':
        if (state.own.missing > 0) sayHave()
        handed = state.own.acked
        return
      case 'arrived':
        return ports.arrived()
      case 'activity':
        return ports.activity()
      case 'ignored':
        return ports.ignored()
      default:
        return unreachable(kind)
    }
  }
  const take = async (batch: readonly Posted[]): Promise<void> => {
    let next = state
    const effects: LedgerEffect[] = []
    for (const { event } of batch) {
      const asked = event.kind === 'unsend' ? { ...event, handed: handed ?? 0 } : event
      const [after, ...made] = await stepLedger(next, asked, ports.tools)
      next = after
      effects.push(...made)
    }
    const written = next === state || (await ports.write(next, state))
    if (written) {
      const changed = next !== state
      // A stream that began anew goes from its first; nothing goes before the other side has said what it holds.
      if (next.own.s !== state.own.s && handed !== null) handed = next.own.acked
      state = next
      if (changed) ports.show(state)
      answer(effects)
    }
    for (const { done } of batch) done(written)
  }
  const drain = async (): Promise<void> => {
    if (draining) return
    draining = true
    while (posted.length > 0) {
      const batch = posted
      posted = []
      await take(batch)
    }
    draining = false
  }
  const post = (event: LedgerEvent): Promise<boolean> =>
    new Promise((done) => {
      posted.push({ event, done })
      void drain()
    })
  ports.show(state)
  return {
    post,
    opened(held) {
      open = !held
      handed = null
      sayHave()
    },
    release() {
      open = true
      transmit()
    },
    lost() {
      open = false
      handed = null
    },
    state: () => state,
  }
}
