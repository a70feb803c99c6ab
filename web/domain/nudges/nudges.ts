/** Ringing put together: the switches of this phone, the tickets of the others, and the try in Diagnostics. Loaded with the first conversation. */
import { computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals'
import type { Edge } from '../../platform/page/page.ts'
import type { PushState } from '../../platform/page/push.ts'
import type { SessionId } from '../sessions/session.ts'
import type { SessionRecord } from '../sessions/session-record.ts'
import type { SessionStore } from '../sessions/session-store.ts'
import { type AllFollowed, createFollowing } from './following.ts'
import type { SessionNudges } from './nudges.model.ts'
import type { NudgesPart, NudgesParts, NudgesPorts, Nudging } from './nudges.types.ts'
import { createOwnTickets } from './own-tickets.ts'
import { createPeerTickets } from './peer-ticket.ts'
import { createSwitches, type Switches } from './switches.ts'
import { createTestRing } from './test-ring.ts'

/** What the browser says now, and the look at it that follows each time it may have changed. */
interface PushNow {
  readonly state: ReadonlySignal<PushState>
  readonly look: () => void
}

function createSessionNudges(
  store: SessionStore,
  switches: Switches,
  all: ReadonlySignal<AllFollowed>,
  push: PushNow,
  id: SessionId,
): SessionNudges {
  const followed = computed(() => all.value.get(id))
  const ringing = computed(() => followed.value?.ringing.value ?? null)
  const record = computed(() => store.records.value.find((other) => other.id === id))
  const on = computed(() => Boolean(record.value?.nudges))
  const canBeAsked = computed(() => push.state.value !== 'absent' && push.state.value !== 'denied')
  return {
    on,
    offered: computed(
      () =>
        ringing.value?.waitsLong.value === true &&
        // Where this phone itself has no way out, ringing the other would help nobody.
        followed.value?.conversation.view.connection.value.kind !== 'offline' &&
        !on.value &&
        record.value?.nudges === undefined &&
        canBeAsked.value,
    ),
    canRing: computed(() => ringing.value?.canRing.value ?? false),
    isRinging: computed(() => ringing.value?.isRinging.value ?? false),
    answer: computed(() => ringing.value?.answer.value ?? null),
    turnOn: () => switches.turnOn(id).finally(push.look),
    turnOff: () => switches.turnOff(id),
    decline: () => void store.change(id, (now) => ({ ...now, nudges: now.nudges ?? null })),
    ring: () => ringing.peek()?.press(),
  }
}

/** What of a session's state begins or ends its ringing, or needs another ticket. */
function changing(state: SessionRecord['state']): unknown {
  if (state.kind === 'pending') return state.joinCode
  return state.kind === 'accepted' && state.left
}

/** Calls `opened` each time that the first session comes into memory: the vault was opened, or there was none before. */
function watchOpening(store: SessionStore, opened: () => void): void {
  let had = store.records.peek().length > 0
  effect(() => {
    const has = store.records.value.length > 0
    if (has && !had) untracked(opened)
    had = has
  })
}

/** Calls `changed` at once, and whenever a session begins or ends to ring, or to live, or has a new code. Returns the function that stops it. */
function watchRinging(store: SessionStore, changed: () => void): () => void {
  let before: string | null = null
  return effect(() => {
    const now = store.records.value
      .filter(({ nudges }) => nudges)
      .map(({ id, state }) => `${id} ${state.kind} ${changing(state)}`)
      .join()
    if (now === before) return
    before = now
    untracked(changed)
  })
}

export function createNudges(ports: NudgesPorts): NudgesPart {
  const { store, push, page } = ports
  const peers = createPeerTickets(ports.kv)
  const tickets = createOwnTickets(ports)
  const following = createFollowing(ports, peers)
  const state = signal(push.state())
  const look = (): void => {
    state.value = push.state()
  }
  const busy = new Set<string>()
  const switches = createSwitches({ ...ports, tickets, busy, say: following.say })
  const test = createTestRing({ ...ports, tickets, busy })
  /** Whoever has the app in front needs no notification that somebody waits, and an iPhone keeps one for each push. */
  const seen = (): void => {
    if (page.visible()) void push.clear()
  }
  const onEdge = ({ kind }: Edge): void => {
    if (kind === 'hidden') following.hidden()
    if (kind !== 'visible' && kind !== 'hidden') return
    // A nudge set it to 1, whatever waits, also while the app was in front.
    page.setBadge(ports.unread())
    if (kind === 'hidden') return
    look()
    seen()
  }
  let stops: readonly (() => void)[] = []
  const stop = (): void => {
    for (const each of stops) each()
    stops = []
  }
  const open = (): void => {
    stop()
    look()
    seen()
    stops = [watchRinging(store, () => void switches.look()), page.onEdge(onEdge)]
  }
  // Also without a conversation that is followed: a lock may have ended the watch while only an invite waits.
  watchOpening(store, open)
  return {
    of: (id) => createSessionNudges(store, switches, following.all, { state, look }, id),
    push: state,
    ringing: switches.ringing,
    shared: switches.shared,
    repair: () => switches.repair().finally(look),
    test: test.state,
    runTest: () => test.run().finally(look),
    open,
    forget() {
      stop()
      // App lock closes the vault before this part hears that the page is hidden.
      if (!page.visible()) following.hidden()
      following.stop()
      tickets.forget()
      switches.forget()
    },
    follow: following.follow,
    opened: (id) => void switches.give(id),
    heard: following.heard,
  }
}

/** Loads the server's client; rejects when that fails. */
export async function openNudges(
  { rest, server, sessions, ...ports }: NudgesParts,
  nudging: Nudging,
): Promise<NudgesPart> {
  const made = createNudges({
    ...{ ...ports, ...nudging, rest: await rest.load() },
    server: () => server.origin.peek(),
    unread: () => sessions.unreadTotal.peek(),
  })
  // Sessions in memory mean that the vault is open. Without any nothing rings yet.
  if (ports.store.records.peek().length > 0) made.open()
  return made
}
