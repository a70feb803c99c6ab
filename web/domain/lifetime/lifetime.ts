/** Runs the lifetime agreement of one conversation: one step at a time, each stored first, then sent, then shown. */
import { ok, type Result } from '../../../base/result.ts'
import { createSerialQueue } from '../../../base/serial-queue.ts'
import type { MessageId } from '../../../protocol/ids.ts'
import type { LifetimeSeconds } from '../../../protocol/limits.ts'
import type { Notice } from '../../ledger/ledger.types.ts'
import { accept, decline, type LifetimeStep, opening, propose, receive } from './lifetime.machine.ts'
import type { LifetimeMessage, LifetimeState, LifetimeView } from './lifetime.types.ts'

type Kept = Result<void, 'storage_failed'>

export interface Lifetime {
  readonly view: () => LifetimeView
  /** Sends this side's state when a channel opens. */
  readonly tell: () => void
  /** Proposes a lifetime; not sent unless it could be stored. */
  readonly propose: (id: MessageId, seconds: LifetimeSeconds) => Promise<Kept>
  /** `id`: for the counter-proposal that declining may make. */
  readonly answer: (id: MessageId, accepted: boolean) => Promise<Kept>
  readonly received: (message: LifetimeMessage) => void
}

export function createLifetime(ports: {
  readonly now: () => LifetimeState
  readonly keep: (state: LifetimeState) => Promise<Kept>
  readonly say: (message: LifetimeMessage) => void
  readonly notice: (notice: Notice) => void
}): Lifetime {
  const queue = createSerialQueue()
  const change = (step: (now: LifetimeState) => LifetimeStep): Promise<Kept> =>
    queue.run(async () => {
      const before = ports.now()
      const { state, send, notice } = step(before)
      const kept = state === before ? ok(undefined) : await ports.keep(state)
      if (!kept.ok) return kept
      if (send) ports.say(send)
      if (notice) ports.notice(notice)
      return kept
    })
  return {
    view() {
      const { seconds, mine, theirs } = ports.now()
      return {
        seconds,
        mine: mine.at(-1)?.seconds ?? null,
        theirs: theirs?.seconds ?? null,
        differs: theirs?.differs === true,
      }
    },
    tell() {
      for (const message of opening(ports.now())) ports.say(message)
    },
    propose: (id, seconds) => change((now) => propose(now, id, seconds)),
    answer: (id, accepted) => change((now) => (accepted ? accept(now) : decline(now, id))),
    received(message) {
      void change((now) => receive(now, message)).then(
        (kept) => kept.ok || ports.notice('lifetime_not_kept'),
        // After a throw nothing was agreed, and both sides send their state at the next connection.
        () => ports.notice('lifetime_not_kept'),
      )
    },
  }
}
