/** Two people who compare a string: what each of them sees, and what a middle that cuts, floods or answers out of turn gains. */
import { expect, test } from 'bun:test'
import type { PeerMessage } from '../../../protocol/message.ts'
import { createSystemRandom } from '../../platform/random.ts'
import type { CheckState } from '../conversation/conversation.model.ts'
import type { KeyRing } from '../sessions/session-keys.ts'
import { CUT_CHECKS_MAX, type SessionKeys } from '../sessions/session-record.ts'
import { createSafetyCheck, type SafetyCheck } from './safety-check.ts'

const random = createSystemRandom()
type Check = Extract<PeerMessage, { t: 'check' }>
/** Counts whatever is said or shown, so that a slow machine is waited for. */
let moved = 0
const QUIET_ROUNDS = 200
async function settle(): Promise<void> {
  for (let quiet = 0, before = moved; quiet < QUIET_ROUNDS; quiet += 1) {
    await new Promise((resolve) => setTimeout(resolve, 1))
    if (before !== moved) quiet = 0
    before = moved
  }
}

function person(full = false) {
  const seen: CheckState[] = []
  const events: string[] = []
  const out: Check[] = []
  const link: { to: SafetyCheck | null } = { to: null }
  let cutChecks = 0
  const write = async (act: () => void): Promise<void> => {
    if (full) throw new Error('storage is full')
    act()
  }
  const ring: Pick<KeyRing, 'keys' | 'checkCut' | 'setTrust'> = {
    keys: () => ({ cutChecks }) as SessionKeys,
    checkCut: () => write(() => (cutChecks += 1)),
    setTrust: () => write(() => events.push('trusted')),
  }
  const safety = createSafetyCheck(
    {
      random,
      ring: ring as KeyRing,
      send(message) {
        moved += 1
        if (message.t !== 'check') return
        out.push(message)
        link.to?.received(message)
      },
    },
    {
      state(state) {
        moved += 1
        seen.push(state)
      },
      answer: (answer) => events.push(answer),
    },
  )
  return { safety, seen, events, out, link, now: () => seen.at(-1), cuts: () => cutChecks }
}

function two(options: { readonly full?: boolean } = {}) {
  const [anna, ben] = [person(options.full), person()]
  anna.link.to = ben.safety
  ben.link.to = anna.safety
  const open = (): void => {
    const h = random.bytes(32)
    anna.safety.opened(h, true)
    ben.safety.opened(h, false)
  }
  open()
  return { anna, ben, open }
}

test('both see the same string, and each is told what the other one answered', async () => {
  const { anna, ben } = two()
  ben.safety.begin()
  await settle()
  expect(anna.now()?.kind).toBe('compare')
  expect(anna.now()).toEqual(ben.now() as CheckState)
  anna.safety.match()
  await settle()
  expect(anna.events).toEqual(['trusted', 'matched'])
  expect(ben.events).toEqual(['they_matched'])
})

test('a check that cannot be kept is not called done', async () => {
  const { anna } = two({ full: true })
  anna.safety.begin()
  await settle()
  anna.safety.match()
  await settle()
  expect(anna.events).toEqual([])
})

test('an answer that comes before there is anything to answer is no answer', () => {
  const { anna } = two()
  anna.safety.received({ t: 'check', step: 'match' })
  anna.safety.received({ t: 'check', step: 'mismatch' })
  expect(anna.events).toEqual([])
})

test('a run that is cut off, or replaced by another link, counts for the one who began it, and for nobody else', async () => {
  const { anna, ben, open } = two()
  anna.safety.begin()
  await settle()
  anna.safety.lost()
  ben.safety.lost()
  await settle()
  expect([anna.cuts(), ben.cuts()]).toEqual([1, 0])
  open()
  anna.safety.begin()
  await settle()
  open()
  await settle()
  expect([anna.cuts(), ben.cuts()]).toEqual([2, 0])
})

test('after so many that were cut off the check is blocked until the session is made anew', async () => {
  const { anna, open } = two()
  for (let round = 0; round < CUT_CHECKS_MAX; round += 1) {
    anna.safety.begin()
    await settle()
    open()
    await settle()
  }
  expect(anna.now()).toEqual({ kind: 'blocked' })
  anna.safety.begin()
  await settle()
  expect(anna.now()).toEqual({ kind: 'blocked' })
})

test('a check that was answered, or never got to the string, was not cut off', async () => {
  const { anna, open } = two()
  anna.safety.begin()
  await settle()
  anna.safety.match()
  open()
  await settle()
  const alone = person()
  alone.safety.opened(random.bytes(32), true)
  alone.safety.begin()
  await settle()
  alone.safety.lost()
  await settle()
  expect([anna.cuts(), alone.cuts()]).toEqual([0, 0])
})
