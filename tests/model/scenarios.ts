/** Every way in which two people meet or meet again, and what the attacker has in it. */
import { INVITE_MODES, type InviteMode, type Kept } from './party.ts'
import { CODE, type Scenario, WORDS } from './state.ts'
import { atom, publicOf, type Term } from './term.ts'

const LINK = atom('secret of the link')
const SECRETS: Readonly<Record<InviteMode, Term>> = { link: LINK, words: WORDS, code: CODE }
const S = { host: atom('s of the host'), guest: atom('s of the guest'), third: atom('s of the third') }
const [R1, R2] = [atom('resume 1'), atom('resume 2')]

const invited = (s: Term, ...modes: readonly InviteMode[]): Kept => ({
  s,
  pinned: null,
  lost: false,
  resumes: [],
  secrets: Object.fromEntries(
    INVITE_MODES.filter((one) => modes.includes(one)).map((one) => [one, SECRETS[one]]),
  ),
})
/** Two who have met: each knows the other's key. */
const known = (who: 'host' | 'guest', ...resumes: readonly Term[]): Kept => ({
  s: S[who],
  pinned: publicOf(S[who === 'host' ? 'guest' : 'host']),
  lost: false,
  resumes,
  secrets: {},
})

type Plan = Omit<Scenario, 'hostBegins' | 'path'> & Partial<Pick<Scenario, 'path' | 'hostBegins'>>
const invite = (name: string, links: number, host: readonly InviteMode[], guest: InviteMode): Plan => ({
  name,
  kept: { host: invited(S.host, ...host), guest: invited(S.guest, guest) },
  links,
  meets: !host.includes(guest) ? [] : links === 1 ? [guest] : [guest, 'resume'],
})
const again = (name: string, host: Kept, guest: Kept, more: Partial<Plan> = {}): Plan => ({
  name,
  kept: { host, guest },
  links: 2,
  meets: ['resume'],
  ...more,
})

const plans: readonly Plan[] = [
  invite('by link', 2, ['link', 'code'], 'link'),
  invite('by words', 1, ['link', 'words'], 'words'),
  invite('by the link of an invite with words', 2, ['link', 'words'], 'link'),
  invite('by code, where the host wants words', 1, ['link', 'words'], 'code'),
  // Six digits prove nobody; nothing is promised here but that two who met are alone.
  invite('by code', 1, ['link', 'code'], 'code'),
  again('again', known('host', R1), known('guest', R1)),
  again('again, after one last message was lost', known('host', R2, R1), known('guest', R1)),
  again('by the pinned key, after one lost its secrets', known('host', R1), known('guest'), {
    stranded: true,
    meets: ['pinned', 'resume'],
  }),
  again('again, with both static keys stolen', known('host', R1), known('guest', R1), {
    leaked: [S.host, S.guest],
    stranded: true,
    links: 1,
  }),
  again('again, against a thief with an older copy', known('host', R2), known('guest', R2), {
    leaked: [S.guest, R1],
    older: [R1],
    stranded: true,
    links: 1,
  }),
]
/** With certificates that the attacker shows, and both kinds of link at once: one link each, for the choices multiply. */
const anyPath = plans.map(
  (plan): Plan => ({
    ...plan,
    meets: plan.meets.slice(0, 1),
    links: 1,
    path: 'either',
    name: `${plan.name}, over any path`,
  }),
)
/** A second session of the same person, in which the attacker is the friend; words and a second link after them; two links side by side. */
const others: readonly Plan[] = [
  {
    name: 'by link, beside a session with the attacker',
    kept: {
      host: invited(S.host, 'link', 'code'),
      guest: invited(S.guest, 'link'),
      third: { ...invited(S.third), secrets: { link: atom('secret of the other link'), code: CODE } },
    },
    links: 1,
    meets: ['link'],
  },
  { ...invite('by words, twice', 2, ['link', 'words'], 'words'), hostBegins: true },
  // While both links still lack their first record, two names in a hello are too few for two new secrets and the one before: a known limit.
  again('again, two links side by side', known('host', R1), known('guest', R1), {
    parallel: true,
    stranded: true,
    meets: ['resume', 'pinned'],
    hostBegins: true,
  }),
  {
    ...invite('by link, two links side by side', 2, ['link', 'code'], 'link'),
    parallel: true,
    hostBegins: true,
  },
]

const turned = (plan: Plan): Scenario[] =>
  (plan.hostBegins === undefined ? [true, false] : [plan.hostBegins]).map((hostBegins) => ({
    path: 'relayed',
    ...plan,
    hostBegins,
    name: `${plan.name} (${hostBegins ? 'the host' : 'the guest'} begins)`,
  }))

export const SCENARIOS: readonly Scenario[] = [...plans, ...anyPath, ...others].flatMap(turned)
