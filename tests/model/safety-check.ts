/** The safety check, when somebody sits between two channels: can it make both people see the same pictures? Every order of messages is tried. */
import type { CheckFlaw } from './flaws.ts'
import { argsOf, atom, symbolOf, type Term, term } from './term.ts'

/** One person's side of a run. I commits, hears a nonce, reveals; R hears a commitment, says its nonce, hears the reveal. */
interface Side {
  readonly initiator: boolean
  readonly h: Term
  readonly nonce: Term
  readonly step: 'opened' | 'committed' | 'answered' | 'shown'
  /** What R was given before it said its nonce. */
  readonly commitment: Term | null
  readonly shown: Term | null
}

interface Run {
  readonly sides: readonly [Side, Side]
  readonly sent: ReadonlySet<Term>
}

/** A nonce that was looked for until the pictures came out as wanted: it needs the hash, the honest nonce and the pictures. */
const groundFor = (h: Term, honest: Term, pictures: Term): Term => term('ground', h, honest, pictures)
const commitmentTo = (h: Term, nonce: Term): Term => term('commitment', h, nonce)

function picturesOf(h: Term, nI: Term, nR: Term): Term {
  for (const [made, honest] of [
    [nI, nR],
    [nR, nI],
  ] as const) {
    const [forH, against, pictures] = symbolOf(made) === 'ground' ? argsOf(made) : []
    if (forH === h && against === honest && pictures !== undefined) return pictures
  }
  return term('pictures', h, nI, nR)
}

const OWN = atom('nonce of the middle')
const NOTHING = atom('hash left out')

/** Nonces that the middle can say to this side now. It grinds only against what it has heard. */
function noncesFor({ sides, sent }: Run, side: Side): Term[] {
  const heard = [...sent].filter((t) => symbolOf(t) !== 'commitment')
  const target = sides.find((one) => one !== side)?.shown
  const ground = target && sent.has(side.nonce) ? [groundFor(side.h, side.nonce, target)] : []
  return [OWN, ...heard.filter((nonce) => nonce !== side.nonce), ...ground]
}

function commitmentsFor(run: Run, side: Side, flaw: CheckFlaw | null): Term[] {
  if (flaw === 'no commitment') return noncesFor(run, side)
  const passedOn = [...run.sent].filter((t) => symbolOf(t) === 'commitment')
  return [...noncesFor(run, side).map((nonce) => commitmentTo(side.h, nonce)), ...passedOn]
}

type Step = readonly [side: Side, ...sent: readonly Term[]]

/** What one side does next, for everything that it may be handed. */
function stepsOf(run: Run, side: Side, flaw: CheckFlaw | null): Step[] {
  const { h, nonce, initiator } = side
  switch (side.step) {
    case 'opened': {
      if (!initiator) {
        const early = flaw === 'nonce before commitment' && !run.sent.has(nonce)
        const waiting: Step[] = early ? [[side, nonce]] : []
        const commitments = commitmentsFor(run, side, flaw)
        return [
          ...waiting,
          ...commitments.map((commitment): Step => [{ ...side, step: 'answered', commitment }, nonce]),
        ]
      }
      const first = flaw === 'no commitment' ? nonce : commitmentTo(h, nonce)
      return [[{ ...side, step: 'committed' }, first]]
    }
    case 'committed':
      return noncesFor(run, side).map((theirs) => [
        { ...side, step: 'shown', shown: picturesOf(h, nonce, theirs) },
        nonce,
      ])
    case 'answered': {
      if (flaw === 'no commitment') return [[shownBy(side, side.commitment ?? OWN)]]
      const fits = (theirs: Term): boolean =>
        flaw === 'commitment unchecked' || commitmentTo(h, theirs) === side.commitment
      return revealsFor(run, side)
        .filter(fits)
        .map((theirs): Step => [shownBy(side, theirs)])
    }
    case 'shown':
      return []
    default:
      return side.step satisfies never
  }
}

const shownBy = (side: Side, theirs: Term): Side => ({
  ...side,
  step: 'shown',
  shown: picturesOf(side.h, theirs, side.nonce),
})

/** Also the nonce that was committed to, if the middle made it itself or heard it since. */
function revealsFor(run: Run, side: Side): Term[] {
  const committed = side.commitment === null ? undefined : argsOf(side.commitment)[1]
  const opens = committed !== undefined && (symbolOf(committed) === 'ground' || run.sent.has(committed))
  return [...noncesFor(run, side), ...(opens ? [committed] : [])]
}

const keyOf = ({ sides, sent }: Run): string =>
  [
    ...sides.map(({ step, commitment, shown }) => `${step} ${commitment} ${shown}`),
    ...[...sent].sort(),
  ].join()

/** Whether both can be made to see the same, and in how many states this was looked for. `middle`: two channels; else it is one. */
export function searchCheck(
  initiators: readonly [boolean, boolean],
  middle: boolean,
  flaw: CheckFlaw | null = null,
): { readonly same: boolean; readonly states: number } {
  const hashes =
    flaw === 'hash left out' ? [NOTHING, NOTHING] : [atom('h of one'), atom(middle ? 'h of two' : 'h of one')]
  const side = (at: 0 | 1): Side => ({
    initiator: initiators[at],
    h: hashes[at] ?? NOTHING,
    nonce: atom(`nonce of ${at}`),
    step: 'opened',
    commitment: null,
    shown: null,
  })
  const stack: Run[] = [{ sides: [side(0), side(1)], sent: new Set() }]
  const seen = new Set<string>()
  for (let run = stack.pop(); run; run = stack.pop()) {
    const key = keyOf(run)
    if (seen.has(key)) continue
    seen.add(key)
    const [a, b] = run.sides
    if (a.shown !== null && a.shown === b.shown) return { same: true, states: seen.size }
    for (const [next, ...sent] of stepsOf(run, a, flaw))
      stack.push({ sides: [next, b], sent: new Set([...run.sent, ...sent]) })
    for (const [next, ...sent] of stepsOf(run, b, flaw))
      stack.push({ sides: [a, next], sent: new Set([...run.sent, ...sent]) })
  }
  return { same: false, states: seen.size }
}
