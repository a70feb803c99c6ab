/** Drives a ledger: each group of events is stepped, written, then shown and answered, one group at a time. */

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

/** Events from the peer or the link. They can be posted again safely, since their numbers make each happen once. */
const REPEATABLE: ReadonlySet<LedgerEvent['kind']> = new Set(['said', 'ack', 'have', 'read', 'handed'])
/** Most events that wait to be posted again; older ones are requested from the peer when the next channel opens. */
const UNKEPT_MAX = 64

export interface LedgerPorts {
  readonly tools: LedgerTools
  /** Stores the new state; false when that failed, and then the events did not happen. */
  readonly write: (next: LedgerState, before: LedgerState) => Promise<boolean>
  /** Sends to the peer; `done` is called once it was handed to the link. Without a link the message is dropped. */
  readonly say: (message: PeerMessage, done?: () => void) => void
  readonly show: (state: LedgerState) => void
  readonly arrived: () => void
  readonly activity: () => void
  /** The peer named a message that is not here, or not its own. */
  readonly ignored: () => void
  /** A step or a write threw, which is a bug: the posted events did not happen. */
  readonly failed: (fault: unknown) => void
  /** An event from the peer or the link could not be stored: call `again` later; otherwise it is lost until the next channel. */
  readonly unkept: () => void
  /** The peer keeps asking for messages it was sent; nothing more is sent over this channel. */
  readonly stuck: () => void
}

export interface Ledger {
  /** Resolves to true once the event happened, false when it could not be stored. Never rejects. */
  readonly post: (event: LedgerEvent) => Promise<boolean>
  /** A channel is open: both sides announce what they hold and continue from there. `held`: own messages wait until the person has decided. */
  readonly opened: (held: boolean) => void
  /** Own messages wait until the person has decided; those handed to the link already are sent. */
  readonly hold: () => void
  /** Sends the messages that were held back. */
  readonly release: () => void
  readonly lost: () => void
  /** Posts the events again that could not be stored. */
  readonly again: () => void
  readonly state: () => LedgerState
  /** Whether sending stopped on this channel because the peer keeps asking for messages it was sent. */
  readonly isStuck: () => boolean
}

/** The events that could not be stored, until they are posted again. */
function createUnkept() {
  let events: readonly LedgerEvent[] = []
  return {
    /** Whether an event may be posted again. */
    add(event: LedgerEvent): boolean {
      if (!REPEATABLE.has(event.kind)) return false
      events = [...events.slice(1 - UNKEPT_MAX), event]
      return true
    },
    take(): readonly LedgerEvent[] {
      const taken = events
      events = []
      return taken
    },
  }
}

/** Adds how much of the own stream may already have been sent to the events that ask for it. */
const withHanded = (event: LedgerEvent, line: Transmission): LedgerEvent =>
  event.kind === 'unsend' || event.kind === 'edit' ? { ...event, handed: handedOf(line) } : event

/** The `have` of this side. */
const createAnnouncements = ({ say }: LedgerPorts, state: () => LedgerState) => ({
  sayHave(): void {
    const { theirs, own } = state()
    const { n, chain } = theirs.held?.confirmed ?? theirs
    say({ t: 'have', s: theirs.s, n, c: theirs.s && chain, missing: own.missing })
  },
  /** Acknowledges only up to the first held request. */
  sayAck({ s, held, ...last }: TheirStream): void {
    const { n, chain } = held?.confirmed ?? last
    if (s !== null && n > 0) say({ t: 'ack', s, n, c: chain })
  },
})

export function createLedger(ports: LedgerPorts, kept: LedgerState): Ledger {
  let line: Transmission = CLOSED
  const unkept = createUnkept()
  const driver = createAsyncDriver<LedgerState, LedgerEvent, LedgerEffect>(kept, {
    step: (state, event) => stepLedger(state, withHanded(event, line), ports.tools),
    write: ports.write,
    perform(effects, next, before) {
      line = changed(line, next.own, before.own)
      if (next !== before) ports.show(next)
      for (const kind of new Set(effects.map((effect) => effect.kind))) perform(kind)
      transmit()
    },
  })
  const post = async (event: LedgerEvent): Promise<boolean> => {
    const kept = await driver.post(event).catch((fault: unknown) => {
      ports.failed(fault)
      return false
    })
    if (!kept && line.kind !== 'closed' && unkept.add(event)) ports.unkept()
    return kept
  }
  const { sayHave, sayAck } = createAnnouncements(ports, driver.state)
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
      unkept.take()
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
      unkept.take()
    },
    again() {
      for (const event of unkept.take()) void post(event)
    },
    state: driver.state,
    isStuck: () => line.kind === 'stopped',
  }
}
