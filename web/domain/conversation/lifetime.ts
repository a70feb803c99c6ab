/** The agreement on how long messages live, as one talk carries it on: one step after another, stored first, then said, then shown. */
import type { MessageId } from '../../../protocol/ids.ts'
import type { LifetimeSeconds } from '../../../protocol/limits.ts'
import type { LifetimeMessage, LifetimeState } from '../sessions/lifetime.types.ts'
import type { LifetimeView, Notice } from './conversation.model.ts'
import type * as Lifetime from './lifetime.machine.ts'
import type { LifetimeStep } from './lifetime.machine.ts'

export interface LifetimeTalk {
  readonly view: () => LifetimeView
  /** Said when a channel opens. */
  readonly tell: () => void
  readonly propose: (id: MessageId, seconds: LifetimeSeconds) => void
  readonly answer: (accepted: boolean) => void
  readonly received: (message: LifetimeMessage) => void
}

export function createLifetimeTalk(ports: {
  readonly now: () => LifetimeState
  readonly keep: (state: LifetimeState) => Promise<void>
  readonly say: (message: LifetimeMessage) => void
  readonly notice: (notice: Notice) => void
}): LifetimeTalk {
  let work: Promise<void> = Promise.resolve()
  const change = (step: (rules: typeof Lifetime, now: LifetimeState) => LifetimeStep): void => {
    work = work.then(async () => {
      const { state, send, notice } = step(await import('./lifetime.machine.ts'), ports.now())
      await ports.keep(state)
      if (send) ports.say(send)
      if (notice) ports.notice(notice)
    })
  }
  return {
    view() {
      const { seconds, mine, theirs } = ports.now()
      return { seconds, mine: mine.at(-1)?.seconds ?? null, theirs: theirs?.seconds ?? null }
    },
    tell: () =>
      void import('./lifetime.machine.ts').then(({ opening }) => {
        for (const message of opening(ports.now())) ports.say(message)
      }),
    propose: (id, seconds) => change((rules, now) => rules.propose(now, id, seconds)),
    answer: (accepted) => change((rules, now) => (accepted ? rules.accept(now) : rules.decline(now))),
    received: (message) => change((rules, now) => rules.receive(now, message)),
  }
}
