/** The state of a search: what each person keeps, where each of their links stands, and what has been sent. Never changed: each step makes the next. */
import type { Flaw } from './flaws.ts'
import type { Hands, Noise } from './noise.ts'
import { type Agreed, type Hello, helloOf, helloTerm, type Kept, type Mode, type Role } from './party.ts'
import { atom, constant, publicOf, type Term, term } from './term.ts'

/** `host` and `guest` are the two honest people; `third` is one of them in another session, in which the attacker is the invited peer. */
export type Owner = 'host' | 'guest' | 'third'

export interface Keys {
  readonly send: Term
  readonly receive: Term
  readonly resume: Term
  readonly renew: Term
  readonly h: Term
  readonly ck: Term
}

/** One link of one person, from its hello to the first record of the other side. */
export interface Run {
  readonly id: string
  readonly owner: Owner
  /** `left`: another link has taken its place. */
  readonly phase: 'hello' | 'cpace' | 'handshake' | 'open' | 'confirmed' | 'left'
  readonly own: Hello
  readonly theirs: Hello | null
  /** What this side takes for the certificates of the connection. */
  readonly prints: { readonly own: Term; readonly theirs: Term }
  readonly relayed: boolean
  readonly agreed: Agreed | null
  readonly initiator: boolean
  /** The message of the handshake that is awaited. */
  readonly awaits: number
  readonly noise: Noise | null
  readonly psk: Term | null
  readonly keys: Keys | null
  /** The handshake hash after the second message, at which I is done. */
  readonly second: Term | null
}

export interface State {
  readonly kept: Readonly<Record<Owner, Kept>>
  readonly runs: readonly Run[]
  readonly wire: ReadonlySet<Term>
}

export interface Scenario {
  readonly name: string
  readonly kept: Readonly<Partial<Record<Owner, Kept>>>
  /** Secrets that the attacker has from the start, beside its own. */
  readonly leaked?: readonly Term[]
  /** Resume secrets that were forgotten when the two met last. */
  readonly older?: readonly Term[]
  /** Modes in which two honest links meet, when nobody stops them. */
  readonly meets: readonly Mode[]
  /** One of them has lost its secrets, or may: only their keys may be left to them. */
  readonly stranded?: boolean
  /** Links that each person may begin, one after another (or beside one another, with `parallel`). */
  readonly links: number
  readonly parallel?: boolean
  /** Direct links have certificates, and the attacker chooses for each what it shows; frames through the server have none. */
  readonly path: 'direct' | 'relayed' | 'either'
  /** Whether the nonces of the host are the lower ones. */
  readonly hostBegins: boolean
}

/** What does not change in one search. */
export interface World {
  readonly scenario: Scenario
  readonly flaw: Flaw | null
  readonly hands: Omit<Hands, 'wire'>
  readonly derive: (t: Term) => boolean
  /** The same attacker later, with everything that the two people ever kept. */
  readonly deriveLater: (t: Term) => boolean
  /** The same again, and with X25519 broken, or ML-KEM. */
  readonly deriveQuantum: (t: Term) => boolean
  readonly deriveBrokenKem: (t: Term) => boolean
  /** The attacker with the words of the invite, if there are any. */
  readonly deriveWithWords: (t: Term) => boolean
}

/** Every room has one name: the worst that a server can do with names. */
export const ROOM = constant('room')
export const WORDS = atom('words')
export const CODE = atom('code')
export const OWN = {
  e: atom('attacker e'),
  s: atom('attacker s'),
  m: atom('attacker m'),
  y: atom('attacker y'),
}
export const GUESS = atom('guessed words')
export const ATTACKER_NONCE = term('nonce', constant('attacker'))
export const LOWEST = 0
export const HIGHEST = 100
const NO_PRINT = constant('no certificate')
const ATTACKER_PRINT = term('certificate', constant('attacker'))
const printOf = (owner: Owner): Term => term('certificate', constant(owner))

export const roleOf = (owner: Owner): Role => (owner === 'guest' ? 'guest' : 'host')
const RANKS: Readonly<Record<Owner, number>> = { host: 10, third: 20, guest: 40 }

/** What this side may take for the certificates: none through the server; on a direct link its own, and the peer's or the attacker's. */
function printsOf(
  owner: Owner,
  path: Scenario['path'],
): { readonly relayed: boolean; readonly prints: Run['prints'] }[] {
  const own = printOf(owner)
  const peer = printOf(owner === 'guest' ? 'host' : 'guest')
  const direct = [peer, ATTACKER_PRINT].map((theirs) => ({ relayed: false, prints: { own, theirs } }))
  const relayed = { relayed: true, prints: { own: NO_PRINT, theirs: NO_PRINT } }
  return [...(path === 'relayed' ? [] : direct), ...(path === 'direct' ? [] : [relayed])]
}

/** All states in which one more link of this person has begun. */
export function beginLink(world: World, state: State, owner: Owner): State[] {
  const { scenario } = world
  const before = state.runs.filter((run) => run.owner === owner).length
  const id = `${owner} ${before + 1}`
  const rank = (scenario.hostBegins ? RANKS[owner] : 50 - RANKS[owner]) + before
  const own = helloOf(roleOf(owner), state.kept[owner], term('nonce', constant(id)), rank)
  const left = state.runs.map(
    (run): Run => (run.owner === owner && !scenario.parallel ? { ...run, phase: 'left' } : run),
  )
  const fresh = { id, owner, own, phase: 'hello' as const, theirs: null, agreed: null, initiator: false }
  const none = { awaits: 0, noise: null, psk: null, keys: null, second: null }
  return printsOf(owner, scenario.path).map((link) => ({
    ...state,
    runs: [...left, { ...fresh, ...none, ...link }],
  }))
}

/** What the people keep at the start, where a flaw shows in it: a weaker secret beside the stronger, or an older one still there. */
function keptWith({ scenario, flaw }: World): Scenario['kept'] {
  const { host, guest } = scenario.kept
  if (!host || !guest) return scenario.kept
  const less = (kept: Kept): Kept => ({ ...kept, secrets: { ...kept.secrets, code: CODE } })
  const older = (kept: Kept): Kept => ({ ...kept, resumes: [...kept.resumes, ...(scenario.older ?? [])] })
  switch (flaw) {
    case 'guest takes less':
      return { ...scenario.kept, guest: less(guest) }
    case 'host takes less':
      return { ...scenario.kept, host: less(host) }
    case 'old resume kept':
      return { ...scenario.kept, host: older(host), guest: older(guest) }
    default:
      return scenario.kept
  }
}

/** With every person's first link begun: hellos are in the clear, and early ones only help the attacker. */
export function initialStates(world: World): State[] {
  const owners = Object.keys(world.scenario.kept) as Owner[]
  const nobody: Kept = { s: atom('nobody'), pinned: null, lost: false, resumes: [], secrets: {} }
  const kept = { host: nobody, guest: nobody, third: nobody, ...keptWith(world) }
  let states: State[] = [{ kept, runs: [], wire: new Set() }]
  for (const owner of owners) states = states.flatMap((state) => beginLink(world, state, owner))
  return states
}

/** Two states with one key go on alike. */
export function keyOf({ kept, runs }: State): string {
  const people = Object.values(kept).map(({ pinned, lost, resumes, secrets }) =>
    [pinned, lost, ...resumes, ...Object.keys(secrets)].join('.'),
  )
  const links = runs.map((run) =>
    [
      run.id,
      run.phase,
      run.relayed,
      run.prints.theirs,
      run.own.rids.join('.'),
      run.theirs && helloTerm(run.theirs),
      run.theirs?.rank,
      run.awaits,
      run.psk,
      run.noise?.h,
      run.noise?.ck,
      run.keys?.h,
      run.keys?.ck,
    ].join(),
  )
  // What was sent follows from where the links stand.
  return [...people, ...links].join(';')
}

export const secretsOf = (id: string, kept: Kept): Pick<Noise, 'e' | 's' | 'm'> => ({
  e: atom(`e of ${id}`),
  m: atom(`m of ${id}`),
  s: kept.s,
})
export const staticsOf = (scenario: Scenario): Term[] => [
  publicOf(OWN.s),
  ...Object.values(scenario.kept).map(({ s }) => publicOf(s)),
]
