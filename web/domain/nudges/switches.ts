/** The switch "Ring this phone" of each session: its push registration, its record, and the ticket that the peer gets. */
import { computed, type ReadonlySignal, signal } from '@preact/signals'
import { bytesToBase64url } from '../../../base/bytes.ts'
import { err, ok, type Result } from '../../../base/result.ts'
import { NUDGE_SCOPES, type PushAddress, type SubscribeFailure } from '../../platform/page/push.ts'
import type { SessionId } from '../sessions/session.ts'
import type { SessionRecord } from '../sessions/session-record.ts'
import { createGiving, isPending, repeatInvite } from './give.ts'
import type { NudgeFailure, RingingSession } from './nudges.model.ts'
import type { SwitchesPorts } from './nudges.types.ts'

/** Sessions that may ring one phone: each is a registration that the browser keeps. */
export const NUDGED_SESSIONS_MAX = 32
/** 16 random bytes: a scope that ties no two sessions together. */
const SCOPE_BYTES = 16

export interface Switches {
  readonly ringing: ReadonlySignal<readonly RingingSession[]>
  readonly shared: ReadonlySignal<boolean>
  /** Asks the browser, so it is called in a tap. */
  readonly turnOn: (id: SessionId) => Promise<Result<void, NudgeFailure>>
  readonly turnOff: (id: SessionId) => Promise<Result<void, 'storage_failed'>>
  readonly repair: () => Promise<Result<void, NudgeFailure>>
  /** Gives the peer a ticket, on each channel: nobody confirms one, and the same ticket changes nothing there. */
  readonly give: (id: SessionId) => Promise<unknown>
  /** Ends the scopes that belong to no session, finds the subscriptions that the browser lost, and gives pending invites their tickets. */
  readonly look: () => Promise<void>
  readonly forget: () => void
}

const FAILURES: Readonly<Record<SubscribeFailure, NudgeFailure>> = {
  absent: 'absent',
  denied: 'denied',
  no_answer: 'push_failed',
  failed: 'push_failed',
}
const NOT_GRANTED = { absent: 'absent', not_installed: 'not_installed', denied: 'denied' } as const

/** Whether a session may ring: one that waits for a guest, or one that was not left. */
const isLive = ({ state }: SessionRecord): boolean =>
  state.kind === 'pending' || (state.kind === 'accepted' && !state.left)

/** The subscriptions of all switches: which ones the browser lost, and whether it gave several the same address. */
function createSubscriptions(ports: SwitchesPorts) {
  const { store, log, push, tickets } = ports
  const lost = signal<ReadonlySet<SessionId>>(new Set())
  const shared = signal(false)
  const on = (): readonly SessionRecord[] => store.records.value.filter((record) => record.nudges)
  /** Whether the browser gave several sessions the same address: then ending one would end all. */
  const isShared = async (scope: string, { endpoint }: PushAddress): Promise<boolean> => {
    for (const { nudges } of on()) {
      if (!nudges || nudges.scope === scope) continue
      if ((await push.find(nudges.scope, null))?.endpoint === endpoint) return true
    }
    return false
  }
  return {
    lost,
    shared,
    on,
    setLost(id: SessionId, isLost: boolean): void {
      if (lost.peek().has(id) === isLost) return
      const others = [...lost.peek()].filter((other) => other !== id)
      lost.value = new Set(isLost ? [...others, id] : others)
      if (isLost) log.add('warn', 'nudge.lost')
    },
    async subscribe(server: string, scope: string): Promise<Result<PushAddress, NudgeFailure>> {
      const keys = await tickets.keys(server)
      if (!keys.ok) return keys
      const made = await push.subscribe(scope, keys.value.vapid)
      if (!made.ok) return err(FAILURES[made.error])
      if (!shared.peek()) shared.value = await isShared(scope, made.value)
      return made
    },
    async endScope(scope: string): Promise<void> {
      if (!shared.peek() || on().every(({ nudges }) => nudges?.scope === scope)) await push.end(scope)
    },
    /** Asks the person for permission, first of all: a browser asks only within a tap. */
    async permitted(): Promise<Result<void, NudgeFailure>> {
      const state = await push.ask()
      if (state === 'granted') return ok(undefined)
      return err(state === 'prompt' ? 'not_answered' : NOT_GRANTED[state])
    },
  }
}
/** Subscribes anew for each session whose subscription the browser lost. */
function createRepair(
  { clock, store }: SwitchesPorts,
  { permitted, on, lost, subscribe, setLost }: ReturnType<typeof createSubscriptions>,
  give: Switches['give'],
): Switches['repair'] {
  return async () => {
    const asked = await permitted()
    if (!asked.ok) return asked
    let last: Result<void, NudgeFailure> = ok(undefined)
    for (const { id, server, nudges } of on()) {
      if (!nudges || !lost.peek().has(id)) continue
      const made = await subscribe(server, nudges.scope)
      if (!made.ok) last = made
      else {
        await store.change(id, (record) => ({ ...record, nudges: { ...nudges, madeAt: clock.now() } }))
        setLost(id, false)
        await give(id)
      }
    }
    return last
  }
}

export function createSwitches(ports: SwitchesPorts): Switches {
  const { clock, random, store, log, push, busy, say } = ports
  const subscriptions = createSubscriptions(ports)
  const { lost, shared, on, setLost, subscribe, endScope, permitted } = subscriptions
  const { give, giveInvites, forget } = createGiving(ports, subscriptions)
  const setNudges = (
    id: SessionId,
    nudges: SessionRecord['nudges'],
  ): Promise<Result<void, 'storage_failed'>> => store.change(id, (record) => ({ ...record, nudges }))
  return {
    shared,
    ringing: computed(() =>
      on().flatMap(({ id, name, nudges }) =>
        nudges ? [{ id, name, madeAt: nudges.madeAt, lost: lost.value.has(id) }] : [],
      ),
    ),
    give,
    async turnOn(id) {
      const asked = await permitted()
      if (!asked.ok) return asked
      const record = store.find(id)
      if (!record || !isLive(record)) return err('storage_failed')
      if (!record.nudges && on().length >= NUDGED_SESSIONS_MAX) return err('too_many')
      const scope = record.nudges?.scope ?? `${NUDGE_SCOPES}${bytesToBase64url(random.bytes(SCOPE_BYTES))}/`
      busy.add(scope)
      const made = await subscribe(record.server, scope)
      const kept = made.ok ? await setNudges(id, { scope, madeAt: clock.now() }) : made
      if (!kept.ok) {
        busy.delete(scope)
        if (!record.nudges) await endScope(scope)
        return kept
      }
      log.add('info', 'nudge.on')
      setLost(id, false)
      const given = await give(id)
      busy.delete(scope)
      return given
    },
    async turnOff(id) {
      const record = store.find(id)
      const scope = record?.nudges?.scope
      if (!record || !scope) return ok(undefined)
      const kept = await setNudges(id, null)
      if (!kept.ok) return kept
      setLost(id, false)
      say(id, { t: 'ticket', ticket: null, until: 0 })
      // Where the server cannot be reached, it rings a subscription that has ended.
      if (isPending(record)) void repeatInvite(ports, record, null)
      log.add('info', 'nudge.off')
      await endScope(scope)
      return ok(undefined)
    },
    repair: createRepair(ports, subscriptions, give),
    async look() {
      for (const record of on()) if (!isLive(record)) await setNudges(record.id, undefined)
      const wanted = new Set(on().map(({ nudges }) => nudges?.scope))
      for (const scope of await push.scopes())
        if (!wanted.has(scope) && !busy.has(scope)) await endScope(scope)
      for (const { id, nudges } of on())
        if (nudges) setLost(id, (await push.find(nudges.scope, null)) === null)
      await giveInvites()
    },
    forget() {
      lost.value = new Set()
      shared.value = false
      forget()
    },
  }
}
