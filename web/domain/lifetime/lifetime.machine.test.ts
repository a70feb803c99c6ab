/** Two devices over a lossy line: in the end both hold the same lifetime, never one that a person did not agree to. */
import { expect, test } from 'bun:test'
import fc from 'fast-check'
import type { MessageId } from '../../../protocol/ids.ts'
import { LIFETIMES, type LifetimeSeconds } from '../../../protocol/limits.ts'
import { accept, decline, type LifetimeStep, opening, propose, receive } from './lifetime.machine.ts'
import { type LifetimeMessage, type LifetimeState, noLifetime } from './lifetime.types.ts'

type Act = {
  who: 0 | 1
  what: 'propose' | 'accept' | 'decline' | 'cut'
  seconds: LifetimeSeconds
  lost: boolean
}

function play(acts: readonly Act[]) {
  const states: [LifetimeState, LifetimeState] = [noLifetime, noLifetime]
  const said: [Set<number>, Set<number>] = [new Set([0]), new Set([0])]
  let serial = 0
  const deliver = (from: 0 | 1, first: LifetimeMessage, lost: boolean): void => {
    let message: LifetimeMessage | undefined = first
    let to = from === 0 ? (1 as const) : (0 as const)
    for (let hops = 0; message && !lost; hops += 1) {
      if (hops > 10) throw new Error('endless')
      const step: LifetimeStep = receive(states[to], message)
      states[to] = step.state
      message = step.send
      to = to === 0 ? 1 : 0
    }
  }
  const apply = (who: 0 | 1, step: LifetimeStep, lost: boolean): void => {
    states[who] = step.state
    if (step.send) deliver(who, step.send, lost)
  }
  const reconnect = (): void => {
    // Both send at the same time, each from its state when the channel opened.
    const first = [opening(states[0]), opening(states[1])] as const
    for (const message of first[0]) deliver(0, message, false)
    for (const message of first[1]) deliver(1, message, false)
  }
  for (const { who, what, seconds, lost } of acts) {
    if (what === 'cut') reconnect()
    else if (what === 'propose') {
      serial += 1
      said[who].add(seconds)
      apply(who, propose(states[who], `proposal-${serial}` as MessageId, seconds), lost)
    } else {
      const theirs = states[who].theirs
      if (what === 'accept' && theirs) said[who].add(theirs.seconds)
      apply(
        who,
        what === 'accept' ? accept(states[who]) : decline(states[who], `no-${acts.length}` as MessageId),
        lost,
      )
    }
  }
  reconnect()
  reconnect()
  return { states, said }
}

const act: fc.Arbitrary<Act> = fc.record({
  who: fc.constantFrom(0 as const, 1 as const),
  what: fc.constantFrom('propose' as const, 'accept' as const, 'decline' as const, 'cut' as const),
  seconds: fc.constantFrom(...LIFETIMES),
  lost: fc.boolean(),
})

test('whatever is lost, both devices end with the same lifetime, to which both people agreed', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
      const { states, said } = play(acts)
      expect(states[0].seconds).toBe(states[1].seconds)
      expect(states[0].rev).toBe(states[1].rev)
      expect(said[0].has(states[0].seconds)).toBe(true)
      expect(said[1].has(states[1].seconds)).toBe(true)
    }),
    { numRuns: 2_000 },
  )
})

test('a proposal made since two concurrent acceptances stays open, so that accepting it counts on both devices', () => {
  // Found by the property above, seed 1503814420: one device dropped its proposal after the other had accepted it.
  const { states } = play([
    { who: 1, what: 'propose', seconds: 0, lost: false },
    { who: 0, what: 'propose', seconds: 604_800, lost: false },
    { who: 0, what: 'propose', seconds: 0, lost: true },
    { who: 0, what: 'propose', seconds: 2_592_000, lost: false },
    { who: 1, what: 'accept', seconds: 0, lost: true },
    { who: 1, what: 'propose', seconds: 2_592_000, lost: true },
  ])
  expect(states.map(({ seconds, rev, theirs }) => ({ seconds, rev, theirs }))).toEqual([
    { seconds: 2_592_000, rev: 2, theirs: null },
    { seconds: 2_592_000, rev: 2, theirs: null },
  ])
})

test('an accepted proposal applies on both sides; a declined one changes nothing', () => {
  const yes = play([
    { who: 0, what: 'propose', seconds: 3_600, lost: false },
    { who: 1, what: 'accept', seconds: 0, lost: false },
  ])
  expect(yes.states.map(({ seconds }) => seconds)).toEqual([3_600, 3_600])
  const no = play([
    { who: 0, what: 'propose', seconds: 3_600, lost: false },
    { who: 1, what: 'decline', seconds: 0, lost: false },
  ])
  expect(no.states.map(({ seconds }) => seconds)).toEqual([0, 0])
})

const stateOf = (seconds: LifetimeSeconds, rev: number): LifetimeMessage => ({
  ...{ t: 'lifetime', step: 'state', seconds, rev, accepted: 'proposal-1' as MessageId },
})
const month: LifetimeState = {
  ...noLifetime,
  seconds: 2_592_000,
  rev: 3,
  accepted: 'proposal-0' as MessageId,
}
const no = 'my-answer' as MessageId

test('a peer’s claim of a longer agreement changes nothing until the person is asked', () => {
  const step = receive(noLifetime, stateOf(2_592_000, 9))
  expect(step.state.seconds).toBe(0)
  expect(step.state.theirs).toMatchObject({ seconds: 2_592_000, differs: true })
})

test('no revision number lets a peer shorten the lifetime here: the person is asked, once', () => {
  for (const rev of [0, 2, 3, 4, 999, 1_000_000_000]) {
    const told = receive(month, stateOf(0, rev))
    if (rev === 2) continue
    expect(told.state.seconds).toBe(2_592_000)
    expect(told.notice).toBe('lifetime_differs')
    expect(receive(told.state, stateOf(0, rev)).notice).toBeUndefined()
  }
  expect(receive(month, stateOf(0, 2)).state).toEqual(month)
})

test('accepting the lifetime that the other device claims makes both hold the same', () => {
  const asked = receive(month, stateOf(3_600, 9)).state
  const yes = accept(asked)
  expect(yes.state).toMatchObject({ seconds: 3_600, rev: 9, theirs: null })
  const there: LifetimeState = { ...noLifetime, seconds: 3_600, rev: 9, accepted: 'proposal-1' as MessageId }
  expect(receive(there, yes.send as LifetimeMessage)).toEqual({ state: there })
})

test('declining keeps the old lifetime, proposes it, and does not ask again', () => {
  const asked = receive(month, stateOf(0, 9)).state
  const kept = decline(asked, no)
  expect(kept.state.seconds).toBe(2_592_000)
  expect(kept.send).toMatchObject({ step: 'propose', seconds: 2_592_000, rev: 9 })
  expect(receive(kept.state, stateOf(0, 9)).notice).toBeUndefined()
  // The other person accepts it.
  const there = receive({ ...noLifetime, rev: 9 }, kept.send as LifetimeMessage).state
  const yes = accept(there)
  expect(receive(kept.state, yes.send as LifetimeMessage).state.seconds).toBe(2_592_000)
})
