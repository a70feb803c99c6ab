/** Goes through every state that an active attacker can lead two people to, within the bounds of a scenario, and looks for one that breaks a promise. */
import type { Flaw } from './flaws.ts'
import { broken, type Property } from './properties.ts'
import {
  beginLink,
  CODE,
  GUESS,
  initialStates,
  keyOf,
  OWN,
  type Owner,
  type Scenario,
  type State,
  staticsOf,
  WORDS,
  type World,
} from './state.ts'
import { deliver } from './steps.ts'
import { type Attacker, deriver, type Term } from './term.ts'

export interface Found {
  readonly property: Property
  /** The links in the state that breaks it, for a person to read. */
  readonly links: readonly string[]
}

export interface Outcome {
  readonly states: number
  readonly found: Found | null
  /** Modes in which two honest links met and both had a first record: none of these may be missing, or the search proves nothing. */
  readonly met: ReadonlySet<string>
}

/** More than any scenario needs: a search that reaches it is not exhaustive, and fails. */
const STATES_MAX = 400_000

export function createWorld(scenario: Scenario, flaw: Flaw | null): World {
  const own = [OWN.e, OWN.s, OWN.m, OWN.y, GUESS, CODE]
  const kept = Object.values(scenario.kept)
  const atoms = new Set<Term>([...own, ...(scenario.leaked ?? [])])
  // The third session is one with the attacker: it shares that secret.
  for (const secret of Object.values(scenario.kept.third?.secrets ?? {})) atoms.add(secret)
  const everything = kept.flatMap(({ s, resumes, secrets }) => [s, ...resumes, ...Object.values(secrets)])
  const later = new Set([...atoms, ...everything, WORDS])
  const attacker = (more: Omit<Attacker, 'atoms'>): ((t: Term) => boolean) =>
    deriver({ atoms: later, ...more })
  const derive = deriver({ atoms })
  return {
    scenario,
    flaw,
    hands: { derive, own: OWN, mayBorrow: flaw === 'no ephemeral secrets', statics: staticsOf(scenario) },
    derive,
    deriveLater: attacker({}),
    deriveQuantum: attacker({ quantum: true }),
    deriveBrokenKem: attacker({ kemBroken: true }),
    deriveWithWords: deriver({ atoms: new Set([...atoms, WORDS]) }),
  }
}

function nextStates(world: World, state: State): State[] {
  const { links } = world.scenario
  const delivered = state.runs.flatMap((run) => deliver(world, state, run))
  const begun = (Object.keys(world.scenario.kept) as Owner[]).flatMap((owner) => {
    const runs = state.runs.filter((run) => run.owner === owner)
    // A link that has not even met a hello is as good as the next one.
    return runs.length < links && (world.scenario.parallel || runs.at(-1)?.phase !== 'hello')
      ? beginLink(world, state, owner)
      : []
  })
  return [...delivered, ...begun]
}

const describe = ({ runs }: State): string[] =>
  runs.map(
    ({ id, phase, agreed, initiator, relayed }) =>
      `${id}: ${phase}, ${agreed?.mode ?? 'no mode'}, ${initiator ? 'I' : 'R'}${relayed ? ', relayed' : ''}`,
  )

function noteMet(state: State, met: Set<string>): void {
  const done = state.runs.filter(({ phase, owner }) => phase === 'confirmed' && owner !== 'third')
  for (const run of done)
    if (done.some((one) => one.owner !== run.owner && one.keys?.h === run.keys?.h))
      met.add(run.agreed?.mode ?? '')
}

/** The first broken promise, or none after every state was seen. */
export function search(scenario: Scenario, flaw: Flaw | null = null): Outcome {
  const world = createWorld(scenario, flaw)
  const seen = new Set<string>()
  const stack = initialStates(world)
  const met = new Set<string>()
  for (let state = stack.pop(); state; state = stack.pop()) {
    const key = keyOf(state)
    if (seen.has(key)) continue
    seen.add(key)
    if (seen.size > STATES_MAX) throw new Error(`model: more than ${STATES_MAX} states in ${scenario.name}`)
    noteMet(state, met)
    const property = broken(world, state)
    if (property) return { states: seen.size, found: { property, links: describe(state) }, met }
    stack.push(...nextStates(world, state))
  }
  return { states: seen.size, found: null, met }
}
