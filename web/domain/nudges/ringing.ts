/** Rings the other phone of one open conversation: follows its connection and its waiting messages, and keeps what was rung. */
import { computed, effect, type ReadonlySignal, type Signal, signal, untracked } from '@preact/signals'
import { createDriver } from '../../../base/machine.ts'
import { TICKET_SECONDS_MAX } from '../../../protocol/limits.ts'
import type { Log } from '../../log/log.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Rest } from '../../transport/api/rest.ts'
import type { ConnectionState } from '../conversation/conversation.model.ts'
import type { OpenConversation } from '../conversation/conversation.ts'
import type { SessionRecord } from '../sessions/session-record.ts'
import type { RingAnswer } from './nudges.model.ts'
import type { PeerTicket, PeerTickets } from './peer-ticket.ts'
import { answerOf, callRing } from './ring-call.ts'
import {
  canPress,
  createRinger,
  firstRinger,
  REFUSED_MS,
  type RingerEffect,
  type RingerEvent,
  type RingerState,
  stepRinger,
} from './ringer.machine.ts'
import { createTicketDoor } from './ticket-door.ts'
import { followWaiting } from './waiting-messages.ts'

const SECOND_MS = 1_000

export interface RingingPorts {
  readonly clock: Clock
  readonly log: Log
  readonly rest: Pick<Rest, 'ring'>
  readonly tickets: PeerTickets
  readonly record: () => SessionRecord | undefined
}

export interface Ringing {
  /** Whether a ticket of the peer is held. */
  readonly canRing: ReadonlySignal<boolean>
  readonly isRinging: ReadonlySignal<boolean>
  readonly answer: ReadonlySignal<RingAnswer | null>
  /** Whether an own message has waited for ten seconds. */
  readonly waitsLong: ReadonlySignal<boolean>
  /** The peer gave a ticket, or withdrew it. `until`: wall clock, milliseconds. */
  readonly heard: (ticket: string | null, until: number) => void
  /** The page is being hidden. */
  readonly hidden: () => void
  readonly press: () => void
  readonly stop: () => void
}

/** What the connection's state means to the ringer: it rings by itself only for a peer that is known to be away. */
function eventOf(state: ConnectionState, at: number): RingerEvent {
  switch (state.kind) {
    case 'connected':
      return { kind: 'here', at }
    case 'away':
      return { kind: 'away', since: state.since, at }
    default:
      return { kind: 'unclear', at }
  }
}

/** The ringer's machine with its calls, timers and stored state. */
function createRingerDriver(
  { clock, log, rest, tickets, record }: RingingPorts,
  { view, setRang }: OpenConversation,
  kept: PeerTicket | null,
  shown: { readonly canRing: Signal<boolean>; readonly isRinging: Signal<boolean> },
  answered: (answer: RingAnswer) => void,
) {
  let ticket = kept?.ticket ?? null
  let cancelWake = (): void => {}
  let stopped = false
  const ring = async (now: boolean): Promise<void> => {
    const mine = ticket
    const told = mine && (await callRing(rest, record(), mine, now))
    if (stopped) return
    const at = clock.now()
    if (!told) return driver.dispatch({ kind: 'answered', outcome: 'refused', retryAfterMs: 0, at })
    log.add('info', 'nudge.rang', { outcome: told.outcome })
    if (now) answered(answerOf(told, at))
    // The peer gave another ticket meanwhile: that the former one is gone says nothing about it.
    const outcome = told.outcome === 'gone' && ticket !== mine ? 'later' : told.outcome
    driver.dispatch({ kind: 'answered', outcome, retryAfterMs: told.retryAfterMs, at })
  }
  const perform = (effect: RingerEffect): void => {
    if (effect.act === 'ring') return void ring(effect.now)
    if (effect.act === 'drop') {
      ticket = null
      return void tickets.remove(view.id)
    }
    cancelWake()
    // A browser runs a timer of more than 24 days at once, and a clock that was set back may ask for one.
    cancelWake = clock.after(Math.min(effect.inMs, REFUSED_MS), () =>
      driver.dispatch({ kind: 'tick', at: clock.now() }),
    )
  }
  const show = ({ until, under, rangAt }: RingerState): void => {
    shown.canRing.value = until !== null && until > clock.now()
    shown.isRinging.value = under !== null
    setRang(rangAt)
  }
  const driver = createDriver(
    createRinger(kept?.ringer ?? firstRinger, kept?.until ?? null, clock.now()),
    stepRinger,
    perform,
    (state) => {
      show(state)
      const { until, rungFor, rangAt, rings, quietUntil, pressFrom } = state
      // Also while a ring is under way: the page may end before the answer, and would ring again for the same message.
      if (ticket && until)
        void tickets.write(view.id, {
          ticket,
          until,
          ringer: { rungFor, rangAt, rings, quietUntil, pressFrom },
        })
    },
  )
  show(driver.state())
  return {
    ...driver,
    take(given: string | null, until: number): void {
      log.add('info', 'nudge.ticket_taken', { spare: given === null })
      const same = given !== null && given === ticket
      ticket = given
      if (!given) void tickets.remove(view.id)
      const most = clock.now() + TICKET_SECONDS_MAX * SECOND_MS
      const alive = given ? Math.min(until, most) : null
      driver.dispatch({ kind: 'ticket', until: alive, same, at: clock.now() })
    },
    stop(): void {
      stopped = true
      cancelWake()
      setRang(null)
    },
  }
}

export function createRinging(
  ports: RingingPorts,
  conversation: OpenConversation,
  kept: PeerTicket | null,
): Ringing {
  const { clock } = ports
  const { view } = conversation
  const shown = { canRing: signal(false), isRinging: signal(false) }
  const answer = signal<RingAnswer | null>(null)
  const waitsLong = signal(false)
  const ringer = createRingerDriver(ports, conversation, kept, shown, (told) => {
    answer.value = told
  })
  const door = createTicketDoor(clock, (ticket, until) => {
    answer.value = null
    ringer.take(ticket, until)
  })
  const isLive = computed(() => {
    const state = ports.record()?.state
    return state?.kind === 'accepted' && !state.left
  })
  const stopConnection = effect(() => {
    const state = view.connection.value
    const live = isLive.value
    untracked(() => {
      // Nothing of the peer is kept once a session is over for good.
      if (state.kind === 'closed' && ringer.state().until !== null) ringer.take(null, 0)
      // A person who left waits for nobody, whatever the connection last said.
      ringer.dispatch(live ? eventOf(state, clock.now()) : { kind: 'unclear', at: clock.now() })
    })
  })
  const stopWaiting = followWaiting(clock, view, waitsLong, (newest) =>
    ringer.dispatch({ kind: 'waiting', newest, at: clock.now() }),
  )
  return {
    ...{ ...shown, answer, waitsLong },
    heard: door.heard,
    hidden: () => ringer.dispatch({ kind: 'hidden', at: clock.now() }),
    press() {
      const at = clock.now()
      const { pressFrom } = ringer.state()
      const left = pressFrom - at
      if (canPress(ringer.state(), at)) {
        answer.value = null
        ringer.dispatch({ kind: 'pressed', at })
      } else if (left > 0)
        answer.value = left > REFUSED_MS / 2 ? { kind: 'refused' } : { kind: 'later', at: pressFrom }
    },
    stop() {
      stopConnection()
      stopWaiting()
      door.stop()
      ringer.stop()
    },
  }
}
