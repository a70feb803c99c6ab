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
  const { clock, store, log, push, tickets } = ports
  const lost = signal<ReadonlySet<SessionId>>(new Set())
  const shared = signal(false)
  const on = (): readonly SessionRecord[] => store.records.value.filter((record) => record.nudges)
  /** Whether the browser gave several sessions the same address: then ending one would end all. */
  const isShared = async (scope: string, { endpoint }: PushAddress): Promise<boolean> => {
    for (const { nudges } of on()) {
      if (!nudges || nudges.scope === scope) continue
      const other = await push.find(nudges.scope, null)
      if (other && other !== 'no_answer' && other.endpoint === endpoint) return true
    }
    return false
  }
  const setLost = (id: SessionId, isLost: boolean): void => {
    if (lost.peek().has(id) === isLost) return
    const others = [...lost.peek()].filter((other) => other !== id)
    lost.value = new Set(isLost ? [...others, id] : others)
    if (isLost) log.add('warn', 'nudge.lost')
  }
  const subscribe = async (server: string, scope: string): Promise<Result<PushAddress, NudgeFailure>> => {
    const keys = await tickets.keys(server)
    if (!keys.ok) return keys
    const made = await push.subscribe(scope, keys.value.vapid)
    if (!made.ok) return err(FAILURES[made.error])
    if (!shared.peek()) shared.value = await isShared(scope, made.value)
    return made
  }
  /** Where others have the same address it is left: the last of them ends it for all. Looked up each time, since no page remembers it. */
  const endScope = async (scope: string): Promise<void> => {
    const address = await push.find(scope, null)
    if (!address || address === 'no_answer' || !(await isShared(scope, address))) await push.end(scope)
  }
  return {
    lost,
    shared,
    on,
    setLost,
    subscribe,
    endScope,
    /** Subscribes anew for a session that is on. Where it was turned off or erased meanwhile, nothing of it stays in the browser. */
    async subscribeAnew(
      { id, server }: SessionRecord,
      scope: string,
    ): Promise<Result<PushAddress, NudgeFailure>> {
      const isOn = (): boolean => store.find(id)?.nudges?.scope === scope
      if (!isOn()) return err('push_failed')
      const made = await subscribe(server, scope)
      if (!isOn()) {
        await endScope(scope)
        return err('push_failed')
      }
      if (!made.ok) return made
      const nudges = { scope, madeAt: clock.now() }
      await store.change(id, (now) => (now.nudges?.scope === scope ? { ...now, nudges } : now))
      setLost(id, false)
      return made
    },
    /** Asks the person for permission, first of all: a browser asks only within a tap. */
    async permitted(): Promise<Result<void, NudgeFailure>> {
      const state = await push.ask()
      if (state === 'granted') return ok(undefined)
      return err(state === 'prompt' ? 'not_answered' : NOT_GRANTED[state])
    },
  }
}
type Subscriptions = ReturnType<typeof createSubscriptions>

/** Subscribes anew for each session whose subscription the browser lost. */
function createRepair(
  { permitted, on, lost, subscribeAnew }: Subscriptions,
  give: Switches['give'],
): Switches['repair'] {
  return async () => {
    const asked = await permitted()
    if (!asked.ok) return asked
    let last: Result<void, NudgeFailure> = ok(undefined)
    for (const record of on()) {
      if (!record.nudges || !lost.peek().has(record.id)) continue
      const made = await subscribeAnew(record, record.nudges.scope)
      if (made.ok) await give(record.id)
      else last = made
    }
    return last
  }
}

/** The look at what the browser has; one that a lock or Erase overtakes stops, since it would find that no session is on. */
function createLook(
  { store, push, busy }: SwitchesPorts,
  { on, endScope, setLost }: Subscriptions,
  giveInvites: () => Promise<void>,
) {
  let era = 0
  const look = async (): Promise<void> => {
    const began = era
    for (const record of on())
      if (!isLive(record)) await store.change(record.id, (now) => ({ ...now, nudges: undefined }))
    for (const scope of await push.scopes()) {
      if (began !== era) return
      const isWanted = on().some(({ nudges }) => nudges?.scope === scope)
      if (!isWanted && !busy.has(scope)) await endScope(scope)
    }
    for (const { id, nudges } of on()) {
      const found = nudges && (await push.find(nudges.scope, null))
      if (began !== era) return
      // A browser that is too busy to say has lost nothing.
      if (found !== 'no_answer') setLost(id, found === null)
    }
    await giveInvites()
  }
  return {
    look,
    forget(): void {
      era += 1
    },
  }
}

export function createSwitches(ports: SwitchesPorts): Switches {
  const { clock, random, store, log, busy, say } = ports
  const subscriptions = createSubscriptions(ports)
  const { lost, shared, on, setLost, subscribe, endScope, permitted } = subscriptions
  const giving = createGiving(ports, subscriptions)
  const { give } = giving
  const looking = createLook(ports, subscriptions, giving.giveInvites)
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
      setLost(id, false)
      const given = await give(id)
      // Nobody holds a ticket, so it would say that it rings, and never ring.
      if (!given.ok && !record.nudges) {
        await setNudges(id, record.nudges)
        await endScope(scope)
      } else log.add('info', 'nudge.on')
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
    repair: createRepair(subscriptions, give),
    look: looking.look,
    forget() {
      lost.value = new Set()
      shared.value = false
      looking.forget()
      giving.forget()
    },
  }
}
