/** Two people compare a string: what each sees, and what a peer or a machine in the middle gains by cutting, grinding or answering out of turn. */
import { expect, test } from 'bun:test'
import type { PeerMessage } from '../../../protocol/message.ts'
import { createSasRun, SAS_NONCE_BYTES } from '../../crypto/sas.ts'
import { createSystemRandom } from '../../platform/random.ts'
import type { CheckState } from '../conversation/conversation.model.ts'
import { CUT_CHECKS_MAX, type KeptKeys } from '../sessions/session-record.ts'
import { createSafetyCheck, type SafetyCheck, type SafetyCheckPorts } from './safety-check.ts'

const random = createSystemRandom()
type Check = Extract<PeerMessage, { t: 'check' }>
/** Counts messages and screen changes, so that tests wait for slow machines. */
let moved = 0
const QUIET_ROUNDS = 40
/** Waits until nothing more happens; hashes run in threads, so a fixed number of event-loop turns is not enough. */
async function settle(): Promise<void> {
  for (let quiet = 0, before = moved; quiet < QUIET_ROUNDS; quiet += 1) {
    await crypto.subtle.digest('SHA-256', new Uint8Array(quiet))
    await new Promise((resolve) => setTimeout(resolve, 0))
    if (before !== moved) quiet = 0
    before = moved
  }
}

function person(disk: { full: boolean } = { full: false }) {
  const seen: CheckState[] = []
  const events: string[] = []
  const out: Check[] = []
  const link: { to: SafetyCheck | null } = { to: null }
  let cutChecks = 0
  const write = async (act: () => void): Promise<void> => {
    await Promise.resolve()
    if (disk.full) throw new Error('storage is full')
    act()
  }
  const keys: SafetyCheckPorts['keys'] = {
    keys: () => ({ cutChecks }) as KeptKeys,
    checkExposed: () => write(() => (cutChecks += 1)),
    setTrust: (trust) =>
      write(() => {
        if (trust === 'sas') cutChecks = 0
        events.push('trusted')
      }),
  }
  const check = createSafetyCheck(
    {
      random,
      keys,
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
  return { check, seen, events, out, link, disk, now: () => seen.at(-1), cuts: () => cutChecks }
}

function two() {
  const [anna, ben] = [person(), person()]
  anna.link.to = ben.check
  ben.link.to = anna.check
  const open = (): void => {
    const h = random.bytes(32)
    anna.check.opened(h, true)
    ben.check.opened(h, false)
  }
  open()
  return { anna, ben, open }
}

for (const first of ['the initiator', 'the responder'])
  test(`once both have opened the check both see the same string, ${first} first`, async () => {
    const { anna, ben } = two()
    const [one, other] = first === 'the initiator' ? [anna, ben] : [ben, anna]
    one.check.begin()
    await settle()
    expect([one.now(), other.now()]).toEqual([{ kind: 'waiting' }, { kind: 'idle' }])
    expect(other.events).toEqual(['asked'])
    other.check.begin()
    await settle()
    expect(anna.now()?.kind).toBe('compare')
    expect(anna.now()).toEqual(ben.now() as CheckState)
    anna.check.match()
    await settle()
    expect(anna.events.slice(-2)).toEqual(['trusted', 'matched'])
    expect(ben.events.at(-1)).toBe('they_matched')
    expect([anna.cuts(), ben.cuts()]).toEqual([0, 1])
  })

test('two people who open it at the same moment see the same string', async () => {
  const { anna, ben } = two()
  anna.check.begin()
  ben.check.begin()
  await settle()
  expect(anna.now()?.kind).toBe('compare')
  expect(anna.now()).toEqual(ben.now() as CheckState)
})

test('a peer that grinds learns no string of a person who has not opened the check, as initiator or as responder', async () => {
  const anna = person()
  for (let round = 0; round < 50; round += 1) {
    const h = random.bytes(32)
    // The peer takes the other side of the channel.
    const isInitiator = round % 2 === 0
    const eve = createSasRun(h, isInitiator, random.bytes(SAS_NONCE_BYTES))
    anna.check.opened(h, !isInitiator)
    const first = await eve.begin()
    if (!first) throw new Error('the peer begins')
    const value = 'value' in first ? { value: Buffer.from(first.value).toString('base64url') } : {}
    anna.check.received({ t: 'check', step: first.step, ...value })
    await settle()
    anna.check.lost()
  }
  expect(anna.out).toEqual([])
  expect(anna.cuts()).toBe(0)
}, 30_000)

test('a peer that grinds against an opened check gets three strings, each counted before it can be known', async () => {
  const anna = person()
  const exposed: number[] = []
  for (let round = 0; round < 2 * CUT_CHECKS_MAX; round += 1) {
    const h = random.bytes(32)
    const eve = createSasRun(h, true, random.bytes(SAS_NONCE_BYTES))
    anna.check.opened(h, false)
    anna.check.begin()
    const first = await eve.begin()
    if (first?.step !== 'commit') throw new Error('the peer begins')
    const before = anna.out.length
    anna.check.received({
      t: 'check',
      step: 'commit',
      value: Buffer.from(first.value).toString('base64url'),
    })
    await settle()
    if (anna.out.slice(before).some(({ step }) => step === 'nonce')) exposed.push(anna.cuts())
    // The peer now knows the string, rejects it and hangs up.
    anna.check.lost()
  }
  expect(exposed).toEqual([1, 2, 3])
  expect(anna.now()).toEqual({ kind: 'blocked' })
}, 30_000)

test('a string that cannot be counted is not exposed, and an answer that cannot be stored is not sent', async () => {
  const { anna, ben } = two()
  anna.disk.full = true
  ben.check.begin()
  anna.check.begin()
  await settle()
  expect(anna.now()).toEqual({ kind: 'not_stored' })
  expect(anna.out.some(({ step }) => step === 'reveal')).toBe(false)
  const again = two()
  again.anna.check.begin()
  again.ben.check.begin()
  await settle()
  again.anna.disk.full = true
  again.anna.check.match()
  await settle()
  expect(again.anna.now()).toEqual({ kind: 'not_stored' })
  expect(again.anna.events).not.toContain('matched')
  expect(again.ben.events).not.toContain('they_matched')
})

test('a failed step does not block the next run', async () => {
  const { anna, ben, open } = two()
  const { digest } = crypto.subtle
  crypto.subtle.digest = () => Promise.reject(new Error('the engine is out of memory'))
  anna.check.begin()
  await new Promise((resolve) => setTimeout(resolve, 0))
  crypto.subtle.digest = digest
  await settle()
  expect(anna.now()).toEqual({ kind: 'off' })
  open()
  anna.check.begin()
  ben.check.begin()
  await settle()
  expect(anna.now()?.kind).toBe('compare')
})

test('an answer before there is a string to answer is ignored', () => {
  const { anna } = two()
  anna.check.received({ t: 'check', step: 'match' })
  anna.check.received({ t: 'check', step: 'mismatch' })
  expect(anna.events).toEqual([])
})

test('a peer that continues without an answer, or sends an invalid nonce, is caught cheating', async () => {
  const value = 'A'.repeat(43)
  const { anna, ben } = two()
  ben.check.received({ t: 'check', step: 'commit', value })
  ben.check.received({ t: 'check', step: 'reveal', value })
  expect(ben.events).toEqual(['asked', 'cheated'])
  anna.link.to = null
  anna.check.begin()
  await settle()
  anna.check.received({ t: 'check', step: 'nonce' })
  await settle()
  expect(anna.events).toEqual(['cheated'])
})

test('after three unanswered strings the check is blocked; the last can still be answered', async () => {
  const { anna, ben, open } = two()
  for (let round = 0; round < CUT_CHECKS_MAX; round += 1) {
    if (round > 0) open()
    anna.check.begin()
    ben.check.begin()
    await settle()
    expect(anna.now()?.kind).toBe('compare')
  }
  open()
  expect(anna.now()).toEqual({ kind: 'blocked' })
  anna.check.begin()
  expect(anna.now()).toEqual({ kind: 'blocked' })
}, 30_000)

test('a check that only one person opened exposes and counts nothing', async () => {
  const { anna, ben } = two()
  anna.check.begin()
  await settle()
  anna.check.lost()
  ben.check.lost()
  expect([anna.cuts(), ben.cuts()]).toEqual([0, 0])
})
