/** The talks of this run, one for each session that was entered or is live; they go with the page. */
import { signal } from '@preact/signals'
import type { SessionId } from '../sessions/session.ts'
import { createTalk } from './conversation.ts'
import type { Talk, TalkSnapshot } from './peer-port.ts'

export interface Talks {
  /** The talk of a session, made when it is first asked for. */
  readonly of: (id: SessionId) => Talk
  /** The talk, if there is one; a computed that peeks is told when one is made. */
  readonly peek: (id: SessionId) => Talk | undefined
  /** What the person shows of typing and reading has changed. */
  readonly tellSigns: () => void
  readonly remove: (id: SessionId) => void
  readonly forget: () => void
  readonly snapshot: () => Readonly<Record<string, TalkSnapshot>>
  readonly restore: (snapshots: Readonly<Record<string, TalkSnapshot>>) => void
}

export function createTalks(
  ports: Omit<Parameters<typeof createTalk>[0], 'id' | 'onActivity'>,
  onActivity: (id: SessionId) => void,
  onMade: (talk: Talk) => void,
): Talks {
  const talks = signal<ReadonlyMap<SessionId, Talk>>(new Map())
  /** Counts how often everything was forgotten. */
  let era = 0
  const of = (id: SessionId): Talk => {
    const known = talks.peek().get(id)
    if (known) return known
    const born = era
    const made = createTalk({
      ...ports,
      id,
      onActivity: () => onActivity(id),
      // What a forgotten talk still had under way must not overwrite what the next one keeps.
      write: async (of, state) => born !== era || ports.write(of, state),
    })
    talks.value = new Map([...talks.peek(), [id, made]])
    onMade(made)
    return made
  }
  return {
    of,
    snapshot: () => Object.fromEntries([...talks.peek()].map(([id, talk]) => [id, talk.snapshot()])),
    restore(snapshots) {
      for (const [id, snapshot] of Object.entries(snapshots)) of(id as SessionId).restore(snapshot)
    },
    peek: (id) => talks.value.get(id),
    tellSigns() {
      for (const talk of talks.peek().values()) talk.tellSigns()
    },
    remove(id) {
      talks.peek().get(id)?.clear()
      talks.value = new Map([...talks.peek()].filter(([other]) => other !== id))
    },
    forget() {
      era += 1
      for (const talk of talks.peek().values()) talk.clear()
      talks.value = new Map()
    },
  }
}
