/** A ledger that is loaded with the first thing that happens in a talk; in order, also while it is being opened. */
import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { PeerMessage } from '../../../protocol/message.ts'
import type { Ledger, LedgerPorts } from '../../ledger/ledger.ts'
import type { LedgerEvent, LedgerState } from '../../ledger/ledger.types.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Random } from '../../platform/random.ts'
import type { TimelineItem } from './conversation.model.ts'
import type { Signs } from './typing-and-receipts.ts'

type Room = typeof import('./talk-room.ts')
interface Opened {
  readonly room: Room
  readonly ledger: Ledger
  readonly signs: Signs
}

export interface LateLedger {
  readonly timeline: ReadonlySignal<readonly TimelineItem[]>
  /** Both phones hold the same, as far as anything was said. */
  readonly same: ReadonlySignal<boolean>
  readonly typing: ReadonlySignal<boolean>
  /** Whether anything happened yet. */
  readonly begun: () => boolean
  /** True once it happened; false when it could not be kept. */
  readonly post: (event: LedgerEvent) => Promise<boolean>
  /** Whether so many bytes more may wait. */
  readonly takes: (bytes: number) => Promise<boolean>
  readonly opened: (held: boolean) => void
  readonly release: () => void
  readonly lost: () => void
  readonly typed: (text: string) => void
  readonly heardSign: (message: Extract<PeerMessage, { t: 'signs' | 'typing' }>) => void
  readonly tellSigns: () => void
  /** The person may be looking at it now. */
  readonly look: () => void
  readonly state: () => LedgerState | null
  readonly restore: (state: LedgerState) => void
}

export function createLateLedger(
  ports: Pick<LedgerPorts, 'say' | 'write'> & {
    readonly clock: Clock
    readonly random: Random
    readonly signsWanted: () => boolean
    readonly loadRoom: () => Promise<Room>
    /** Whether what is here can be seen by the person now. */
    readonly looked: () => boolean
  },
  on: Pick<LedgerPorts, 'arrived' | 'activity' | 'ignored' | 'failed'>,
): LateLedger {
  const { clock, random, say, write } = ports
  const timeline = signal<readonly TimelineItem[]>([])
  const same = signal(false)
  const typing = signal(false)
  let opening: Promise<Opened> | null = null
  let state: LedgerState | null = null

  const open = async (): Promise<Opened> => {
    const room = await ports.loadRoom()
    const view = room.createTimelineView()
    const signs = room.createSigns({ clock, say, wanted: ports.signsWanted }, (now) => {
      typing.value = now
    })
    const show = (next: LedgerState): void => {
      state = next
      timeline.value = view(next)
      const { own, theirs } = next
      same.value = own.same && theirs.same && own.entries.length === 0 && own.acked + theirs.n > 0
      if (ports.looked()) signs.looked(theirs.s, theirs.n)
    }
    const arrived = (): void => {
      signs.arrived()
      on.arrived()
    }
    const ledger = await room.openLedger({ ...on, say, write, show, arrived, stuck() {} }, random, state)
    return { room, signs, ledger }
  }
  const opened = (): Promise<Opened> => {
    opening ??= open()
    // It can be loaded again when the network is back.
    opening.catch(() => {
      opening = null
    })
    return opening
  }
  const use = (act: (parts: Opened) => void): void => void opened().then(act, () => {})
  const useBegun = (act: (parts: Opened) => void): void => {
    if (opening) use(act)
  }
  return {
    timeline: computed(() => timeline.value),
    same: computed(() => same.value),
    typing: computed(() => typing.value),
    begun: () => opening !== null,
    post: (event) =>
      opened().then(
        ({ ledger }) => ledger.post(event),
        () => false,
      ),
    takes: (bytes) =>
      opened().then(
        ({ room, ledger }) => room.outboxTakes(ledger.state().own, bytes),
        // What cannot be opened says so when it is to be kept.
        () => true,
      ),
    opened: (held) =>
      use(({ ledger, signs }) => {
        ledger.opened(held)
        signs.hold(held)
        if (!held) signs.tell()
      }),
    release: () =>
      use(({ ledger, signs }) => {
        ledger.release()
        signs.hold(false)
        signs.tell()
      }),
    lost: () =>
      useBegun(({ ledger, signs }) => {
        ledger.lost()
        signs.lost()
      }),
    typed: (text) => useBegun(({ signs }) => signs.typed(text)),
    heardSign: (message) => use(({ signs }) => signs.received(message)),
    tellSigns: () => useBegun(({ signs }) => signs.tell()),
    look: () =>
      useBegun(({ signs }) => {
        if (state && ports.looked()) signs.looked(state.theirs.s, state.theirs.n)
      }),
    state: () => state,
    restore(kept) {
      state = kept
      use(() => {})
    },
  }
}
