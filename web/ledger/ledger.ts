/** Drives a ledger: what happens is stepped, written, then shown and answered, in this order and in groups, one group at a time. */

import { createAsyncDriver } from '../../base/machine.ts'
import { unreachable } from '../../base/result.ts'
import type { PeerMessage } from '../../protocol/message.ts'
import { stepLedger } from './ledger.machine.ts'
import type { LedgerEffect, LedgerEvent, LedgerState, LedgerTools, TheirStream } from './ledger.types.ts'
import { entryToMessage } from './outbox.ts'
import {
  asked,
  CLOSED,
  changed,
  handedOf,
  handedOver,
  heldBack,
  nextEntry,
  released,
  type Transmission,
} from './transmission.ts'

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
  /** A step or the writing threw, which is a bug: what was posted did not happen. */
  readonly failed: (fault: unknown) => void
  /** The other side keeps asking for what it was given; nothing more is sent over this channel. */
  readonly stuck: () => void
}

export interface Ledger {
  /** True once it happened, false when it could not be kept. Never rejects. */
  readonly post: (event: LedgerEvent) => Promise<boolean>
  /** A channel is open: both say what they hold, and go on from there. `held`: own messages wait until the person has decided. */
  readonly opened: (held: boolean) => void
  /** Nothing more of ours goes before the person has decided; what was handed over already is gone. */
  readonly hold: () => void
  /** What was held back may go. */
  readonly release: () => void
  readonly lost: () => void
  readonly state: () => LedgerState
  /** Whether the other side keeps asking for what it was given, and nothing more is sent over this channel. */
  readonly isStuck: () => boolean
}

export function createLedger(ports: LedgerPorts, kept: LedgerState): Ledger {
  let line: Transmission = CLOSED
  const driver = createAsyncDriver<LedgerState, LedgerEvent, LedgerEffect>(kept, {
    step: (state, event) =>
      stepLedger(state, event.kind === 'unsend' ? { ...event, handed: handedOf(line) } : event, ports.tools),
    write: ports.write,
    perform(effects, next, before) {
      line = changed(line, next.own, before.own)
      if (next !== before) ports.show(next)
      for (const kind of new Set(effects.map((effect) => effect.kind))) perform(kind)
      transmit()
    },
  })
  const post = (event: LedgerEvent): Promise<boolean> =>
    driver.post(event).catch((fault: unknown) => {
      ports.failed(fault)
      return false
    })
  const sayHave = (): void => {
    const { theirs, own } = driver.state()
    const { n, chain } = theirs.held?.confirmed ?? theirs
    ports.say({ t: 'have', s: theirs.s, n, c: theirs.s && chain, missing: own.missing })
  }
  /** What is held is not confirmed, nor is anything after it. */
  const sayAck = ({ s, held, ...last }: TheirStream): void => {
    const { n, chain } = held?.confirmed ?? last
    if (s !== null && n > 0) ports.say({ t: 'ack', s, n, c: chain })
  }
  const transmit = (): void => {
    const { own } = driver.state()
    for (let entry = nextEntry(line, own); entry; entry = nextEntry(line, own)) {
      const { n } = entry
      line = handedOver(line, n)
      ports.say(entryToMessage(entry, own.s), () => void post({ kind: 'handed', s: own.s, n }))
    }
  }
  const perform = (kind: LedgerEffect['kind']): void => {
    const { theirs, own } = driver.state()
    switch (kind) {
      case 'ack':
        return sayAck(theirs)
      case 'have':
        return sayHave()
      case 'go_on': {
        if (own.missing > 0) sayHave()
        const before = line.kind
        line = asked(line, own)
        return line.kind === 'stopped' && before !== 'stopped' ? ports.stuck() : undefined
      }
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
  ports.show(kept)
  return {
    post,
    opened(held) {
      line = { kind: 'waiting', held }
      sayHave()
    },
    hold() {
      line = heldBack(line)
    },
    release() {
      line = released(line)
      transmit()
    },
    lost() {
      line = CLOSED
    },
    state: driver.state,
    isStuck: () => line.kind === 'stopped',
  }
}
