/** "Ring this phone now": makes a subscription of its own, rings it through the server, waits for the worker, and says which step failed. */
import { type ReadonlySignal, signal } from '@preact/signals'
import { bytesToBase64url } from '../../../base/bytes.ts'
import type { Clock } from '../../platform/clock.ts'
import { NUDGE_SCOPES, type Push } from '../../platform/page/push.ts'
import type { Random } from '../../platform/random.ts'
import type { Rest } from '../../transport/api/rest.ts'
import type { TestState, TestStep } from './nudges.model.ts'
import type { OwnTickets } from './own-tickets.ts'

/** A push takes a second or two; a phone that saves energy may take longer. */
export const ARRIVES_WITHIN_MS = 20_000
const SCOPE_BYTES = 16

export interface TestRing {
  readonly state: ReadonlySignal<TestState>
  readonly run: () => Promise<void>
}

const stepOf = (state: TestState): TestStep => (state.kind === 'running' ? state.step : 'permission')

export function createTestRing(ports: {
  readonly clock: Clock
  readonly random: Random
  readonly push: Push
  readonly rest: Pick<Rest, 'testRing'>
  readonly tickets: OwnTickets
  /** Scopes that belong to no session and must not be ended. */
  readonly busy: Set<string>
  /** The server of new sessions. */
  readonly server: () => string
}): TestRing {
  const { clock, random, push, rest, tickets } = ports
  const state = signal<TestState>({ kind: 'idle' })
  const begin = (step: TestStep): void => {
    state.value = { kind: 'running', step }
  }
  /** Resolves to false when nothing arrived in time. */
  const arrival = (scope: string): Promise<boolean> =>
    new Promise((resolve) => {
      const done = (arrived: boolean): void => {
        stop()
        cancel()
        resolve(arrived)
      }
      const stop = push.onNudge((rung) => rung === scope && done(true))
      const cancel = clock.after(ARRIVES_WITHIN_MS, () => done(false))
    })
  /** Resolves to the step that failed; null when the nudge arrived. */
  const attempt = async (scope: string): Promise<TestStep | null> => {
    const server = ports.server()
    begin('permission')
    if ((await push.ask()) !== 'granted') return 'permission'
    begin('server')
    const keys = await tickets.keys(server)
    if (!keys.ok) return 'server'
    begin('subscription')
    const made = await push.subscribe(scope, keys.value.vapid)
    const ticket = made.ok && (await tickets.forTest(server, made.value))
    if (!ticket) return 'subscription'
    begin('ring')
    const arrived = arrival(scope)
    const rang = await rest.testRing(server, ticket)
    if (!rang.ok || rang.value.outcome !== 'sent') return 'ring'
    begin('arrival')
    return (await arrived) ? null : 'arrival'
  }
  return {
    state,
    async run() {
      if (state.peek().kind === 'running') return
      const scope = `${NUDGE_SCOPES}${bytesToBase64url(random.bytes(SCOPE_BYTES))}/`
      ports.busy.add(scope)
      // A part that throws fails the step that it was at: the try ends, and can be made again.
      const failed = await attempt(scope).catch(() => stepOf(state.peek()))
      await push.end(scope)
      ports.busy.delete(scope)
      state.value = failed ? { kind: 'failed', step: failed } : { kind: 'good' }
    },
  }
}
