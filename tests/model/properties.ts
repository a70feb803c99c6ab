/** What docs/CRYPTOGRAPHY.md and docs/THREATS.md promise, as facts about a state that must never be false. */
import { helloTerm } from './party.ts'
import type { Owner, Run, State, World } from './state.ts'
import { publicOf } from './term.ts'

export const PROPERTIES = [
  /** Nobody else has the keys of a channel that was proven: traffic, resume and rekey. */
  'secrecy',
  /** Not even later, with everything that both phones ever kept. */
  'forward secrecy',
  /** Not even with X25519 broken later, nor with ML-KEM broken. */
  'hybrid secrecy',
  /** Who is done has met the other person's link, in the same mode, with the same hellos and keys. */
  'agreement',
  /** Both saw the same certificates on the connection. */
  'channel binding',
  /** Nothing weaker than what both have is agreed on. */
  'no downgrade',
  'no mirror',
  /** What passes during an invite with words lets nobody try words at home. */
  'no offline guess',
  /** However links break, two phones that once agreed have something to agree with next time. */
  'nobody stranded',
] as const
export type Property = (typeof PROPERTIES)[number]

const other = (owner: Owner): Owner => (owner === 'host' ? 'guest' : 'host')

/** Whether this mode promises that the peer is who it was, to a person who trusts what the screen says. */
function isProven(world: World, state: State, run: Run): boolean {
  const { agreed } = run
  if (run.owner === 'third' || !agreed) return false
  if (agreed.mode === 'code') return world.flaw === 'code believed'
  if (agreed.mode === 'words') return true
  if (agreed.mode === 'link')
    return !world.scenario.leaked?.includes(state.kept[run.owner].secrets.link ?? -1)
  // Whoever came by the code may be anybody, and is so for as long as the session lives.
  if (agreed.mode === 'resume' && state.kept[run.owner].lost) return false
  if (state.kept[run.owner].pinned !== publicOf(state.kept[other(run.owner)].s)) return false
  if (agreed.mode === 'resume') return true
  return !world.derive(state.kept[other(run.owner)].s)
}

const isDone = ({ phase }: Run): boolean => phase === 'open' || phase === 'confirmed'

/** The link of the other person that this one met: the same hash after the last message that both know of. */
const metBy = (state: State, run: Run): Run | undefined =>
  state.runs.find(
    (one) =>
      one.id !== run.id &&
      one.initiator !== run.initiator &&
      one.second !== null &&
      one.second === run.second &&
      one.owner === other(run.owner) &&
      // R is done only when I was, with the very same end.
      (run.initiator || one.keys?.h === run.keys?.h),
  )

function checkMet(run: Run, met: Run): Property | null {
  if (run.agreed?.mode !== met.agreed?.mode) return 'agreement'
  const saw = (one: Run, of: Run): boolean =>
    one.theirs !== null && helloTerm(one.theirs) === helloTerm(of.own)
  const shared = run.own.rids.some((rid) => met.own.rids.includes(rid))
  if (run.agreed?.mode !== 'resume' && shared) return 'no downgrade'
  if (!saw(run, met) || !saw(met, run)) return 'agreement'
  const bound = run.prints.theirs === met.prints.own && met.prints.theirs === run.prints.own
  return run.relayed === met.relayed && (run.relayed || bound) ? null : 'channel binding'
}

/** The peer of this very link could have been told to take less. */
function isLess(run: Run): boolean {
  if (run.agreed?.mode !== 'code') return false
  const { role, modes } = run.own
  return role === 'guest' ? modes.some((mode) => mode !== 'code') : modes.includes('words')
}

function checkDone(world: World, state: State, run: Run): Property | null {
  const { keys } = run
  if (!keys || !isDone(run)) return null
  if (run.noise?.rs === publicOf(state.kept[run.owner].s)) return 'no mirror'
  if (isLess(run)) return 'no downgrade'
  const met = metBy(state, run)
  const secrets = [keys.send, keys.receive, keys.resume, keys.renew]
  if (isProven(world, state, run)) {
    if (secrets.some(world.derive)) return 'secrecy'
    if (!met) return 'agreement'
  }
  // Also where nothing was proven, two links that met one another have what a passive listener never gets.
  if (!met || run.noise?.re !== publicOf(met.noise?.e ?? -1)) return null
  if (secrets.some(world.deriveLater)) return 'forward secrecy'
  if (secrets.some(world.deriveQuantum) || secrets.some(world.deriveBrokenKem)) return 'hybrid secrecy'
  return checkMet(run, met)
}

/** Two who know each other's keys can prove more than these when they meet again: by a resume secret of both, or by the invite that neither has forgotten. */
function isStranded({ kept }: State): boolean {
  const { host, guest } = kept
  if (host.pinned !== publicOf(guest.s) || guest.pinned !== publicOf(host.s)) return false
  if (host.resumes.some((one) => guest.resumes.includes(one))) return false
  return !Object.keys(guest.secrets).some((mode) => mode in host.secrets)
}

/** The first promise that this state breaks. */
export function broken(world: World, state: State): Property | null {
  for (const run of state.runs) {
    if (
      run.owner !== 'third' &&
      run.agreed?.mode === 'words' &&
      run.psk !== null &&
      world.deriveWithWords(run.psk)
    )
      return 'no offline guess'
    const found = checkDone(world, state, run)
    if (found) return found
  }
  return !world.scenario.stranded && isStranded(state) ? 'nobody stranded' : null
}
