/** The ledger of one conversation as signals: the timeline, whether both sides hold the same, and who types. */
import { computed, type ReadonlySignal, signal } from '@preact/signals'
import { err, ok, type Result } from '../../../base/result.ts'
import type { PeerMessage } from '../../../protocol/message.ts'
import { createLedger, type Ledger, type LedgerPorts } from '../../ledger/ledger.ts'
import type { LedgerEvent, LedgerState, LedgerTools } from '../../ledger/ledger.types.ts'
import { outboxTakes } from '../../ledger/outbox.ts'
import type { Clock } from '../../platform/clock.ts'
import { createKeepAgain } from '../../platform/keep-again.ts'
import type { FailureOf } from '../failure.ts'
import { createTypingAndReceipts, type TypingAndReceipts } from '../signs/typing-and-receipts.ts'
import type { TimelineItem } from './conversation.model.ts'
import { createDeliveries } from './message-sounds.ts'
import { createTimelineView, saidIn } from './timeline.ts'

/** Wait before reporting that the peer does not store a message, since an acknowledgement may be in flight. */
const NOT_TAKEN_AFTER_MS = 5_000

export interface MessageLog extends Pick<Ledger, 'post' | 'state'> {
  readonly timeline: ReadonlySignal<readonly TimelineItem[]>
  /** Whether both sides hold the same messages, as far as they told each other. */
  readonly same: ReadonlySignal<boolean>
  /** Whether all messages were exchanged over the current link. */
  readonly isOneLink: ReadonlySignal<boolean>
  readonly typing: ReadonlySignal<boolean>
  /** Whether the peer last said that it shows typing and read marks. */
  readonly peerShows: ReadonlySignal<boolean>
  /** Whether the outbox has room for one more message of `bytes` bytes of UTF-8. */
  readonly takes: (bytes: number) => boolean
  readonly opened: (held: boolean) => void
  readonly hold: () => void
  readonly release: () => void
  readonly lost: () => void
  readonly typed: TypingAndReceipts['typed']
  readonly heardSign: TypingAndReceipts['received']
  readonly tellSigns: TypingAndReceipts['tell']
  /** The person may be looking at it now. */
  readonly look: () => void
}

export interface MessageLogPorts extends Pick<LedgerPorts, 'write' | 'arrived' | 'activity' | 'ignored'> {
  readonly clock: Clock
  readonly tools: LedgerTools
  readonly say: (message: PeerMessage, done?: () => void) => void
  readonly signsWanted: () => boolean
  /** Whether the person can see this conversation now. */
  readonly looked: () => boolean
  /** Whether the other app announced that it acknowledges messages of unknown kinds. */
  readonly peerTakesUnknown: () => boolean
  /** An own message was delivered. */
  readonly delivered: () => void
  /** Called with each state that is shown. */
  readonly shown: (state: LedgerState) => void
  readonly failed: () => void
}

/** Posts the event to the ledger. Error: storage_failed, and then nothing changes. */
export const keep = async (
  messages: Pick<Ledger, 'post'>,
  event: LedgerEvent,
): Promise<Result<void, FailureOf<'storage_failed'>>> =>
  (await messages.post(event)) ? ok(undefined) : err({ code: 'storage_failed' })

const isSame = ({ own, theirs }: LedgerState): boolean =>
  own.same && theirs.same && own.entries.length === 0 && own.acked + theirs.n > 0

export function createMessageLog(ports: MessageLogPorts, kept: LedgerState): MessageLog {
  const { clock } = ports
  const timeline = signal<readonly TimelineItem[]>([])
  const same = signal(false)
  const isOneLink = signal(false)
  let linked = false
  const view = createTimelineView()
  const isDelivered = createDeliveries()
  const { signs, ...told } = createSigns(ports)
  const tellIfStuck = createStuckNotice(ports, () => ledger)
  const keepAgain = createKeepAgain(clock, () => ledger.again())
  const ledger = createLedger(
    {
      ...ports,
      show(state) {
        timeline.value = view(state, linked)
        same.value = isSame(state)
        if (isDelivered(state)) ports.delivered()
        ports.shown(state)
        if (ports.looked()) signs.looked(state.theirs.s, state.theirs.n)
      },
      arrived() {
        signs.arrived()
        ports.arrived()
      },
      stuck: tellIfStuck,
      unkept: keepAgain.soon,
      async write(next, before) {
        const kept = await ports.write(next, before)
        if (kept) keepAgain.works()
        return kept
      },
    },
    kept,
  )
  const setLinked = (now: boolean): void => {
    linked = now
    timeline.value = view(ledger.state(), linked)
  }
  return {
    // Itself: a computed signal that nobody reads any more would keep the messages from before a lock.
    timeline,
    same: computed(() => same.value),
    isOneLink: computed(() => isOneLink.value),
    ...told,
    post: ledger.post,
    state: ledger.state,
    takes: (bytes) => outboxTakes(ledger.state().own, bytes),
    opened(held) {
      isOneLink.value = saidIn(ledger.state()) === 0
      setLinked(true)
      ledger.opened(held)
      signs.hold(held)
      if (!held) signs.tell()
    },
    hold() {
      ledger.hold()
      signs.hold(true)
    },
    release() {
      ledger.release()
      signs.hold(false)
      signs.tell()
    },
    lost() {
      isOneLink.value = false
      ledger.lost()
      keepAgain.stop()
      setLinked(false)
      signs.lost()
    },
    typed: signs.typed,
    tellSigns: signs.tell,
    look() {
      const { theirs } = ledger.state()
      if (ports.looked()) signs.looked(theirs.s, theirs.n)
    },
  }
}

/** Typing and read marks, with what the peer tells of its own. */
function createSigns({ clock, say, signsWanted }: MessageLogPorts) {
  const typing = signal(false)
  const peerShows = signal(false)
  const signs = createTypingAndReceipts({ clock, say, wanted: signsWanted }, (now) => {
    typing.value = now
  })
  const heardSign: MessageLog['heardSign'] = (message) => {
    if (message.t === 'signs') peerShows.value = message.on
    signs.received(message)
  }
  return {
    ...{ signs, heardSign },
    typing: computed(() => typing.value),
    peerShows: computed(() => peerShows.value),
  }
}

/** Tells the person once per place in the stream that the other app does not store a message. */
function createStuckNotice(ports: MessageLogPorts, ledger: () => Ledger): () => void {
  const { clock } = ports
  let toldAt = ''
  let cancel = (): void => {}
  return () => {
    cancel()
    cancel = clock.after(NOT_TAKEN_AFTER_MS, () => {
      const { s, acked } = ledger().state().own
      if (!ledger().isStuck() || toldAt === `${s} ${acked}`) return
      toldAt = `${s} ${acked}`
      const notice = ports.peerTakesUnknown() ? 'not_taken' : 'not_understood'
      void ledger().post({ kind: 'notice', notice, at: clock.now() })
    })
  }
}
