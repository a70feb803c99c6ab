/** What one side keeps of a session and says in its hello, and the mode that two hellos lead to (docs/CRYPTOGRAPHY.md, "Hello"). */
import type { Flaw } from './flaws.ts'
import { constant, type Term, term } from './term.ts'

export type Role = 'host' | 'guest'
export type InviteMode = 'link' | 'words' | 'code'
export type Mode = InviteMode | 'resume' | 'pinned'
export const INVITE_MODES: readonly InviteMode[] = ['link', 'words', 'code']

/** What is kept with a session. */
export interface Kept {
  readonly s: Term
  readonly pinned: Term | null
  /** The peer proved its key and no secret: the screen says "Verify again", and promises nothing until that is done. */
  readonly lost: boolean
  /** The newest first. */
  readonly resumes: readonly Term[]
  /** The invite's secret, by the modes in which it is taken. */
  readonly secrets: Readonly<Partial<Record<InviteMode, Term>>>
}

export interface Hello {
  readonly role: Role
  readonly modes: readonly InviteMode[]
  readonly pinned: boolean
  /** The resume secrets that its rids name; only their hashes travel. */
  readonly rids: readonly Term[]
  readonly nonce: Term
  /** Stands for the nonce's value: the lower begins. */
  readonly rank: number
}

export const ridOf = (resume: Term): Term => term('rid', resume)
export const helloTerm = ({ role, modes, pinned, rids, nonce }: Hello): Term =>
  term(
    'hello',
    constant(role),
    ...modes.map(constant),
    constant(pinned ? 'pinned' : 'unpinned'),
    ...rids,
    nonce,
  )

export const helloOf = (role: Role, kept: Kept, nonce: Term, rank: number): Hello => ({
  role,
  modes: INVITE_MODES.filter((mode) => kept.secrets[mode] !== undefined),
  pinned: kept.pinned !== null,
  rids: kept.resumes.map(ridOf),
  nonce,
  rank,
})

export interface Agreed {
  readonly mode: Mode
  /** Of the resume secret. */
  readonly rid: Term | null
}

/** Null: the link ends. A guest with more than one mode is malformed, but where the flaw lets it be: then the weakest counts. */
export function agree(first: Hello, second: Hello, flaw: Flaw | null): Agreed | null {
  if (first.role === second.role) return null
  const rid = first.rids.find((one) => second.rids.includes(one))
  if (rid !== undefined) return { mode: 'resume', rid }
  const [host, guest] = first.role === 'host' ? [first, second] : [second, first]
  if (guest.modes.length > 1 && flaw !== 'guest takes less') return null
  const wanted = guest.modes.findLast((mode) => host.modes.includes(mode))
  if (wanted) return { mode: wanted, rid: null }
  if (guest.modes.includes('code') && host.modes.includes('words')) return null
  return host.pinned && guest.pinned ? { mode: 'pinned', rid: null } : null
}

/** The secret that the psk is made of; words come from CPace instead. */
export function secretFor(kept: Kept, { mode, rid }: Agreed): Term | null {
  if (mode === 'resume') return kept.resumes.find((resume) => ridOf(resume) === rid) ?? null
  if (mode === 'pinned') return constant('zeros')
  return kept.secrets[mode] ?? null
}

/** As many as a hello names. */
const RESUMES_MAX = 2

/** What is kept when the handshake is over on this side. `used`: the resume secret that it went by, if any; the other side may have no newer one. */
export function keptOpen(
  kept: Kept,
  made: { readonly mode: Mode; readonly peer: Term; readonly resume: Term; readonly used: Term | null },
  flaw: Flaw | null,
): Kept {
  const atOnce = flaw === 'old resume dropped at once'
  const { used } = made
  const isKept = used !== null && kept.resumes.includes(used)
  const before = isKept && flaw !== 'newest resume kept' ? used : kept.resumes[0]
  return {
    ...kept,
    pinned: kept.pinned ?? made.peer,
    lost: kept.lost || made.mode === 'pinned',
    resumes: [made.resume, ...(before === undefined || atOnce ? [] : [before])],
    secrets: atOnce ? {} : kept.secrets,
  }
}

/** What is kept when a record of the other side has opened: its secret, and none that the hello before it named. Another link's may be as new. */
export function keptConfirmed(
  kept: Kept,
  proven: { readonly resume: Term; readonly rids: readonly Term[] },
  flaw: Flaw | null,
): Kept {
  if (flaw === 'old resume kept') return { ...kept, secrets: {} }
  if (flaw === 'newest resume proven') return { ...kept, resumes: kept.resumes.slice(0, 1), secrets: {} }
  const others = kept.resumes.filter((one) => one !== proven.resume && !proven.rids.includes(ridOf(one)))
  const resumes =
    kept.resumes[0] === proven.resume
      ? [proven.resume, ...others]
      : [...others.slice(0, RESUMES_MAX - 1), proven.resume]
  return { ...kept, resumes, secrets: {} }
}
