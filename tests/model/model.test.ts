/**
 * The promises of docs/CRYPTOGRAPHY.md against an active attacker, in every state that it can lead two people to.
 *
 * Bounds: symbolic cryptography (no probabilities, no algebra beyond Diffie-Hellman's exchange of exponents, CPace's generators and KEM's
 * decapsulation); two people with one or two links each, one after another or side by side, and a third session with the attacker; one
 * ephemeral, one static and one KEM secret, one nonce and one guess of words of the attacker's own; every room has one name, and nothing but
 * the order of nonces is lied about by their value. Rekeys, sealed signals, records and the server are outside.
 */
import { describe, expect, test } from 'bun:test'
import { CHECK_FLAWS, type CheckFlaw, FLAWS, type Flaw } from './flaws.ts'
import type { Property } from './properties.ts'
import { searchCheck } from './safety-check.ts'
import { SCENARIOS } from './scenarios.ts'
import { search } from './search.ts'

/** The longest search takes some three seconds on a quiet core; the machine may be a busy one. */
const WITHIN_MS = 120_000

describe('an active attacker breaks no promise', () => {
  for (const scenario of SCENARIOS)
    test(
      `when two meet ${scenario.name}`,
      () => {
        const { found, met } = search(scenario)
        expect(found).toBeNull()
        // The search proves nothing where the two could not have met.
        expect([...met].sort()).toEqual([...scenario.meets].sort())
      },
      WITHIN_MS,
    )
})

/** Where each flaw shows, and as what. A reader who doubts the model changes the protocol here. */
const SHOWS: Readonly<Record<Flaw, readonly [scenario: string, property: Property]>> = {
  'hellos unbound': ['by link', 'agreement'],
  'certificates unbound': ['by link, over any path', 'channel binding'],
  'no psk': ['by link', 'secrecy'],
  'no ephemeral secrets': ['by link', 'forward secrecy'],
  'no KEM': ['by link', 'hybrid secrecy'],
  'no static secrets': ['by the pinned key, after one lost its secrets', 'secrecy'],
  'guest takes less': ['by link', 'no downgrade'],
  'host takes less': ['by words', 'no downgrade'],
  'words unstretched': ['by words', 'no offline guess'],
  'pin unchecked': ['by the pinned key, after one lost its secrets', 'secrecy'],
  'old resume kept': ['again, against a thief with an older copy', 'secrecy'],
  'old resume dropped at once': ['again', 'nobody stranded'],
  'newest resume kept': ['again, after one last message was lost', 'nobody stranded'],
  'newest resume proven': ['by link, two links side by side', 'nobody stranded'],
  'resume from hash': ['by the pinned key, after one lost its secrets', 'secrecy'],
  'mirror taken': ['by link, two links side by side', 'no mirror'],
  'code believed': ['by code', 'secrecy'],
}

describe('the model finds the attack on a protocol', () => {
  for (const flaw of FLAWS)
    test(
      `with the flaw “${flaw}”`,
      () => {
        const [name, property] = SHOWS[flaw]
        const scenarios = SCENARIOS.filter((scenario) => scenario.name.startsWith(`${name} (`))
        expect(scenarios.length).toBeGreaterThan(0)
        for (const scenario of scenarios) expect(search(scenario, flaw).found?.property).toBe(property)
      },
      WITHIN_MS,
    )
})

const ROLES = [true, false].flatMap((one) => [true, false].map((two) => [one, two] as const))
const canShowTheSame = (flaw: CheckFlaw | null): boolean =>
  ROLES.some((initiators) => searchCheck(initiators, true, flaw).same)

describe('the safety check', () => {
  test('shows the same pictures on one channel', () => {
    expect(searchCheck([true, false], false).same).toBe(true)
    expect(searchCheck([false, true], false).same).toBe(true)
  })
  test('never shows the same pictures on two channels with somebody in the middle, whoever begins', () => {
    expect(canShowTheSame(null)).toBe(false)
  })
  for (const flaw of CHECK_FLAWS)
    test(`can be made to, with the flaw “${flaw}”`, () => {
      expect(canShowTheSame(flaw)).toBe(true)
    })
})
