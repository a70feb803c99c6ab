/** The rules of ringing as a table: what happens, and what the ringer does. */
import { expect, test } from 'bun:test'
import {
  canPress,
  createRinger,
  firstRinger,
  REFUSED_MS,
  RING_AFTER_MS,
  RING_AGAIN_MS,
  RING_QUIET_MS,
  type RingerEffect,
  type RingerEvent,
  type RingerState,
  stepRinger,
} from './ringer.machine.ts'

const NOON = 1_000_000_000
const DAYS_7 = 604_800_000
type Happens = RingerEvent extends infer E ? (E extends { at: number } ? Omit<E, 'at'> : never) : never

/** A ringer with a ticket; each entry is the time after noon in milliseconds, and what happens. */
function play(...script: readonly (readonly [number, Happens])[]) {
  let state: RingerState = createRinger(firstRinger, NOON + DAYS_7, NOON)
  const did: (readonly [number, RingerEffect['act'] | 'press'])[] = []
  for (const [after, happens] of script) {
    const [next, ...effects] = stepRinger(state, { ...happens, at: NOON + after } as RingerEvent)
    state = next
    for (const effect of effects)
      did.push([after, effect.act === 'ring' && effect.now ? 'press' : effect.act])
  }
  return { state, did, rings: did.filter(([, act]) => act === 'ring').map(([at]) => at) }
}
const away = (since = 0): Happens => ({ kind: 'away', since: NOON + since })
const waiting = (at: number): Happens => ({ kind: 'waiting', newest: NOON + at })
const ticket = (until: number | null, same = false): Happens => ({ kind: 'ticket', until, same })
const answered = (outcome: 'sent' | 'gone' | 'later' | 'refused', retryAfterMs = 60_000): Happens => ({
  kind: 'answered',
  outcome,
  retryAfterMs,
})
const [tick, here, hidden, pressed] = (['tick', 'here', 'hidden', 'pressed'] as const).map((kind) => ({
  kind,
})) as [Happens, Happens, Happens, Happens]

test('it rings at once for a message written when the peer was away for ten seconds already', () => {
  expect(play([0, away(-RING_AFTER_MS)], [5, waiting(5)]).did).toEqual([[5, 'ring']])
})

test('it waits until the peer is away for ten seconds, and does not ring when it is back before', () => {
  expect(play([0, away()], [5, waiting(5)], [RING_AFTER_MS, tick]).did).toEqual([
    [5, 'wake'],
    [RING_AFTER_MS, 'ring'],
  ])
  expect(play([0, away()], [5, waiting(5)], [900, here], [RING_AFTER_MS, tick]).rings).toEqual([])
})

test('it does not ring without a waiting message, without a ticket, with one that ran out, or while nobody knows where the peer is', () => {
  expect(play([0, away(-RING_AFTER_MS)], [5, { kind: 'waiting', newest: null }]).did).toEqual([])
  expect(play([0, ticket(null)], [1, away(-RING_AFTER_MS)], [5, waiting(5)]).did).toEqual([])
  expect(play([0, ticket(NOON)], [1, away(-RING_AFTER_MS)], [5, waiting(5)]).did).toEqual([])
  expect(play([0, away(-RING_AFTER_MS)], [1, { kind: 'unclear' }], [5, waiting(5)]).did).toEqual([])
})

test('then it is quiet for fifteen minutes, and rings only for a message written after that', () => {
  const first = [
    [0, away(-RING_AFTER_MS)],
    [1, waiting(1)],
    [2, answered('sent')],
  ] as const
  expect(play(...first, [RING_QUIET_MS + 9, tick]).rings).toEqual([1])
  expect(play(...first, [3, waiting(3)], [4, tick], [RING_QUIET_MS + 2, tick]).rings).toEqual([
    1,
    RING_QUIET_MS + 2,
  ])
})

test('it rings three times an absence, and an open channel ends the absence', () => {
  const absence = (from: number) =>
    [0, 1, 2, 3].flatMap((turn) => {
      const at = from + turn * (RING_QUIET_MS + 10)
      return [
        [at, waiting(at)],
        [at + 1, answered('sent')],
      ] as const
    })
  expect(play([0, away(-RING_AFTER_MS)], ...absence(1)).rings).toHaveLength(3)
  const later = 5 * RING_QUIET_MS
  const { rings } = play(
    [0, away(-RING_AFTER_MS)],
    ...absence(1),
    [later, here],
    [later + 1, away(later - RING_AFTER_MS)],
    ...absence(later + 2),
  )
  expect(rings).toHaveLength(6)
})

test('a page that is hidden rings at once for what waits and was not rung for, and not once more', () => {
  expect(play([0, away()], [1, waiting(1)], [2, hidden], [3, hidden]).rings).toEqual([2])
  expect(play([0, away()], [2, hidden]).rings).toEqual([])
  expect(
    play([0, away(-RING_AFTER_MS)], [1, waiting(1)], [2, answered('sent')], [3, waiting(3)], [4, hidden])
      .rings,
  ).toEqual([1])
})

test('while one ring is under way no other begins, pressed or not', () => {
  expect(play([0, away(-RING_AFTER_MS)], [1, waiting(1)], [2, waiting(2)], [3, pressed]).did).toEqual([
    [1, 'ring'],
  ])
})

test('a press rings with or without a waiting message, once a minute, and counts for what waits', () => {
  expect(play([0, away()], [1, pressed]).did).toEqual([[1, 'press']])
  const { did, state } = play(
    [0, away()],
    [1, waiting(1)],
    [2, pressed],
    [3, answered('sent')],
    [RING_AFTER_MS, tick],
    [RING_AGAIN_MS, pressed],
    [RING_AGAIN_MS + 3, pressed],
  )
  expect(did.filter(([, act]) => act !== 'wake')).toEqual([
    [2, 'press'],
    [RING_AGAIN_MS + 3, 'press'],
  ])
  expect(state.rangAt).toBe(NOON + 3)
})

test('“gone” drops the ticket, and a new one rings again', () => {
  const { did, state } = play([0, away(-RING_AFTER_MS)], [1, waiting(1)], [2, answered('gone')], [3, tick])
  expect(did).toEqual([
    [1, 'ring'],
    [2, 'drop'],
  ])
  expect([state.until, canPress(state, NOON + 3)]).toEqual([null, false])
  const [, ...effects] = stepRinger(state, { ...ticket(NOON + DAYS_7), at: NOON + 4 } as RingerEvent)
  expect(effects).toEqual([{ act: 'ring', now: false }])
})

test('“refused” is not tried again for a day, nor by a press', () => {
  const { rings, state } = play(
    [0, away(-RING_AFTER_MS)],
    [1, waiting(1)],
    [2, answered('refused')],
    [3, waiting(3)],
    [RING_QUIET_MS * 2, tick],
  )
  expect(rings).toEqual([1])
  expect([canPress(state, NOON + REFUSED_MS - 9), canPress(state, NOON + REFUSED_MS + 2)]).toEqual([
    false,
    true,
  ])
})

test('what was refused is not tried again for a day either when the two met meanwhile', () => {
  const refused = [
    [0, away(-RING_AFTER_MS)],
    [1, waiting(1)],
    [2, answered('refused')],
    [3, here],
    [4, away(4)],
    [RING_QUIET_MS, waiting(RING_QUIET_MS)],
  ] as const
  expect(play(...refused).rings).toEqual([1])
  expect(play(...refused, [REFUSED_MS + 2, tick]).rings).toEqual([1, REFUSED_MS + 2])
})

test('after “later” it tries once more by itself, at the time that the server said', () => {
  const { did } = play(
    [0, away(-RING_AFTER_MS)],
    [1, waiting(1)],
    [2, answered('later', 7_000)],
    [7_002, tick],
    [7_003, answered('later', 7_000)],
    [20_000, tick],
  )
  expect(did).toEqual([
    [1, 'ring'],
    [2, 'wake'],
    [7_002, 'ring'],
  ])
})

test('the same ticket, given again when the two met, ends no refusal; another one does', () => {
  const { state } = play([0, away(-RING_AFTER_MS)], [1, waiting(1)], [2, answered('refused')])
  const pressable = (same: boolean): boolean => {
    const [next] = stepRinger(state, { ...ticket(NOON + DAYS_7, same), at: NOON + 3 } as RingerEvent)
    return canPress(next, NOON + RING_AGAIN_MS + 3)
  }
  expect([pressable(true), pressable(false)]).toEqual([false, true])
})

test('what was kept under a clock that was a year ahead silences nobody for longer than a day', () => {
  const ahead = NOON + 365 * 86_400_000
  const kept = { ...firstRinger, rungFor: ahead, quietUntil: ahead, pressFrom: ahead }
  const state = createRinger(kept, NOON + DAYS_7, NOON)
  expect(canPress(state, NOON + REFUSED_MS)).toBe(true)
  const [waits] = stepRinger(state, { ...away(0), at: NOON + 1 } as RingerEvent)
  const [, effect] = stepRinger(waits, { ...waiting(2), at: NOON + 2 } as RingerEvent)
  expect(effect).toEqual({ act: 'wake', inMs: REFUSED_MS - 2 })
})
