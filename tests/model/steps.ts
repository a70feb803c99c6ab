/** What an honest link does with whatever the attacker hands it: every state that one more delivered message leads to. */
import { beginNoise, type Hands, readMessage, writeMessage } from './noise.ts'
import { agree, type Hello, helloTerm, INVITE_MODES, keptConfirmed, keptOpen, secretFor } from './party.ts'
import {
  ATTACKER_NONCE,
  GUESS,
  HIGHEST,
  type Keys,
  LOWEST,
  OWN,
  ROOM,
  type Run,
  type State,
  secretsOf,
  type World,
} from './state.ts'
import { argsOf, atom, constant, cpaceKey, cpaceShare, publicOf, symbolOf, type Term, term } from './term.ts'

const handsOf = (world: World, { wire }: State): Hands => ({ ...world.hands, wire })
const withRun = (state: State, run: Run, sent: readonly Term[] = []): State => ({
  ...state,
  runs: state.runs.map((one) => (one.id === run.id ? run : one)),
  wire: sent.length > 0 ? new Set([...state.wire, ...sent]) : state.wire,
})

/** Hellos that the attacker can make: only the mode and the direction that they lead to make a difference, so one for each. */
function forgedHellos(world: World, state: State, run: Run): Hello[] {
  const { flaw } = world
  const role = run.own.role === 'host' ? 'guest' : 'host'
  const rids = [...new Set(state.runs.flatMap(({ own }) => own.rids))].map((rid) => [rid])
  const subsets = [...INVITE_MODES.map((mode) => [mode]), [...INVITE_MODES], []]
  const seen = new Set<string>()
  const found: Hello[] = []
  for (const rank of [LOWEST, HIGHEST])
    for (const modes of subsets)
      for (const pinned of [true, false])
        for (const named of [[], ...rids]) {
          const hello = { role, modes, pinned, rids: named, nonce: ATTACKER_NONCE, rank } as const
          const agreed = rank === LOWEST ? agree(hello, run.own, flaw) : agree(run.own, hello, flaw)
          const key = `${rank} ${agreed?.mode} ${agreed?.rid}`
          if (agreed && !seen.has(key)) found.push(hello)
          seen.add(key)
        }
  return found
}

/** The honest hellos that were sent. Where a mirror is taken, also one's own, turned round. */
function honestHellos({ flaw }: World, state: State, run: Run): Hello[] {
  return state.runs.flatMap(({ own }) => {
    if (own.nonce === run.own.nonce) return []
    if (own.role !== run.own.role) return [own]
    return flaw === 'mirror taken'
      ? [{ ...own, role: run.own.role === 'host' ? 'guest' : 'host' } as const]
      : []
  })
}

/** What the two hellos and the connection come to: the prologue of everything that follows. */
function boundOf(
  { flaw }: World,
  run: Run,
): { readonly prologue: Term; readonly hellos: Term; readonly prints: Term } {
  const { own, theirs, initiator } = run
  const pair = theirs && (initiator ? [own, theirs] : [theirs, own])
  const bindHellos = flaw !== 'hellos unbound' && flaw !== 'mirror taken'
  const hellos = term('hellos', ...(bindHellos ? (pair ?? []).map(helloTerm) : []))
  const seen = initiator ? [run.prints.own, run.prints.theirs] : [run.prints.theirs, run.prints.own]
  const prints = term('prints', ...(flaw === 'certificates unbound' ? [] : seen))
  const mode = constant(`${run.agreed?.mode}${run.relayed ? '+relay' : ''}`)
  return { hellos, prints, prologue: term('prologue', ROOM, mode, hellos, prints) }
}

/** The handshake begins with the mode's secret: I says its first message. */
function begin(world: World, state: State, run: Run, secret: Term): State[] {
  const mode = run.agreed?.mode ?? 'pinned'
  const psk = term('psk', secret, ROOM, constant(mode))
  const { prologue } = boundOf(world, run)
  const own = secretsOf(run.id, state.kept[run.owner])
  const noise = beginNoise(run.initiator, prologue, { psk, ...own })
  const begun: Run = { ...run, phase: 'handshake', noise, psk, awaits: run.initiator ? 1 : 0 }
  // A hello of the attacker's own and a secret that it does not have: nothing can follow, so the search does not go on there.
  const bound = world.flaw !== 'hellos unbound' && world.flaw !== 'no psk'
  if (bound && run.theirs?.nonce === ATTACKER_NONCE && !world.derive(psk))
    return mode === 'words' ? [withRun(state, { ...begun, phase: 'left' })] : []
  if (!run.initiator) return [withRun(state, begun)]
  const first = writeMessage(noise, 0, world.flaw)
  return [withRun(state, { ...begun, noise: first.noise }, first.fields)]
}

function takeHello(world: World, state: State, run: Run): State[] {
  const { flaw } = world
  const candidates = [...honestHellos(world, state, run), ...forgedHellos(world, state, run)]
  return candidates.flatMap((theirs): State[] => {
    const initiator = run.own.rank < theirs.rank
    const agreed = initiator ? agree(run.own, theirs, flaw) : agree(theirs, run.own, flaw)
    if (!agreed) return []
    const next: Run = { ...run, theirs, initiator, agreed }
    const secret = secretFor(state.kept[run.owner], agreed)
    if (secret === null) return []
    if (agreed.mode !== 'words' || flaw === 'words unstretched') return begin(world, state, next, secret)
    const share = cpaceShare(atom(`y of ${run.id}`), generatorOf(world, next, secret))
    return [withRun(state, { ...next, phase: 'cpace' }, initiator ? [share] : [])]
  })
}

const generatorOf = (world: World, run: Run, words: Term): Term => {
  const { prologue, hellos } = boundOf(world, run)
  return term('generator', words, prologue, term('sid', hellos))
}

/** A share of anybody, or of the attacker with its guess; R answers with its own. */
function takeShare(world: World, state: State, run: Run): State[] {
  const words = state.kept[run.owner].secrets.words
  if (words === undefined) return []
  const { prints } = boundOf(world, run)
  const y = atom(`y of ${run.id}`)
  const own = cpaceShare(y, generatorOf(world, run, words))
  const forged = cpaceShare(OWN.y, generatorOf(world, run, GUESS))
  const shares = new Set([...[...state.wire].filter((t) => symbolOf(t) === 'share' && t !== own), forged])
  return [...shares].flatMap((theirs) => {
    const both = run.initiator ? [own, theirs] : [theirs, own]
    // Over another generator the two sides never have one key, unless the attacker has both.
    const key = cpaceKey(y, theirs)
    if (theirs !== forged && argsOf(theirs)[1] !== argsOf(own)[1] && !world.derive(key)) return []
    const isk = term('isk', term('sid', boundOf(world, run).hellos), key, ...both, prints)
    const answered = run.initiator ? state : withRun(state, run, [own])
    return begin(world, answered, run, isk)
  })
}

function keysOf(
  initiator: boolean,
  { ck, h }: { readonly ck: Term; readonly h: Term },
  fromHash: boolean,
): Keys {
  const [k1, k2] = [term('k1', ck), term('k2', ck)]
  const resume = fromHash ? term('resume', h) : term('resume', ck, h)
  const [send, receive] = initiator ? [k1, k2] : [k2, k1]
  return { send, receive, resume, renew: term('renew', ck, h), h, ck }
}
const CONFIRM = constant('confirm')
const recordOf = (key: Term): Term => term('record', key, CONFIRM)

/** This side's handshake is over: it keeps the new secret, then sends its confirm record. Null: the key at the other end is not taken. */
function open(world: World, state: State, run: Run, sent: readonly Term[]): State[] {
  const { flaw } = world
  const kept = state.kept[run.owner]
  const peer = run.noise?.rs
  if (!run.noise || peer === null || peer === undefined) return []
  if (peer === publicOf(kept.s) && flaw !== 'mirror taken') return []
  if (kept.pinned !== null && kept.pinned !== peer && flaw !== 'pin unchecked') return []
  const keys = keysOf(run.initiator, run.noise, flaw === 'resume from hash')
  const used = run.agreed?.mode === 'resume' ? secretFor(kept, run.agreed) : null
  const next = withRun(state, { ...run, phase: 'open', keys }, [...sent, recordOf(keys.send)])
  const mode = run.agreed?.mode ?? 'pinned'
  const after = keptOpen(kept, { mode, peer, resume: keys.resume, used }, flaw)
  return [{ ...next, kept: { ...next.kept, [run.owner]: after } }]
}

/** One message of the handshake arrives, whoever made it; the answer goes out. */
function takeMessage(world: World, state: State, run: Run): State[] {
  const { flaw } = world
  if (!run.noise) return []
  return readMessage(run.noise, run.awaits, flaw, handsOf(world, state)).flatMap((noise): State[] => {
    if (run.awaits === 2) return open(world, state, { ...run, noise }, [])
    const answer = writeMessage(noise, run.awaits + 1, flaw)
    if (run.awaits === 1)
      return open(world, state, { ...run, noise: answer.noise, second: noise.h }, answer.fields)
    const next: Run = { ...run, noise: answer.noise, awaits: 2, second: answer.noise.h }
    return [withRun(state, next, answer.fields)]
  })
}

/** The first record of the other side: sent by whoever has the key, or made by the attacker. */
function takeConfirm(world: World, state: State, run: Run): State[] {
  const { receive: key, resume } = run.keys ?? {}
  if (key === undefined || resume === undefined || !(state.wire.has(recordOf(key)) || world.derive(key)))
    return []
  const next = withRun(state, { ...run, phase: 'confirmed' })
  const kept = keptConfirmed(state.kept[run.owner], { resume, rids: run.own.rids }, world.flaw)
  return [{ ...next, kept: { ...next.kept, [run.owner]: kept } }]
}

/** Everything that one delivered message can make of one link. */
export function deliver(world: World, state: State, run: Run): State[] {
  switch (run.phase) {
    case 'hello':
      return takeHello(world, state, run)
    case 'cpace':
      return takeShare(world, state, run)
    case 'handshake':
      return takeMessage(world, state, run)
    case 'open':
      return takeConfirm(world, state, run)
    case 'confirmed':
    case 'left':
      return []
    default:
      return run.phase satisfies never
  }
}
