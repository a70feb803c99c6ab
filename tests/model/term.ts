/** Symbolic terms: what a message is made of when cryptography is perfect. Equal terms have one number, so that comparing them is cheap. */

export type Term = number

interface Node {
  readonly symbol: string
  readonly args: readonly Term[]
}

const nodes: Node[] = []
const known = new Map<string, Term>()

export function term(symbol: string, ...args: readonly Term[]): Term {
  const key = `${symbol}(${args.join()})`
  const found = known.get(key)
  if (found !== undefined) return found
  nodes.push({ symbol, args })
  known.set(key, nodes.length - 1)
  return nodes.length - 1
}

/** A fresh random value or a secret key: nothing but its name tells it from others, and who was not told it does not have it. */
export const atom = (name: string): Term => term(`'${name}`)
/** What everybody knows: labels, names of modes, names of rooms. */
export const constant = (name: string): Term => term(`#${name}`)

export const symbolOf = (t: Term): string => nodes[t]?.symbol ?? ''
export const argsOf = (t: Term): readonly Term[] => nodes[t]?.args ?? []
const isAtom = (t: Term): boolean => symbolOf(t).startsWith("'")

/** X25519: the public key of a secret one, and what two of them share. Whose secret comes first makes no difference. */
export const publicOf = (secret: Term): Term => term('public', secret)
export function sharedOf(secret: Term, theirs: Term): Term {
  const other = argsOf(theirs)[0] ?? theirs
  return secret < other ? term('dh', secret, other) : term('dh', other, secret)
}

/** CPace: a share is the generator (from the words and the context) with a secret exponent, and a key is a share with another one. */
export const cpaceShare = (secret: Term, generator: Term): Term => term('share', secret, generator)
export function cpaceKey(secret: Term, theirs: Term): Term {
  const [other = theirs, generator = theirs] = argsOf(theirs)
  return secret < other ? term('cpace', generator, secret, other) : term('cpace', generator, other, secret)
}

/** ML-KEM: `encapsulated(key, m)` travels, `kemSecret(key, m)` is shared; another ciphertext gives a secret that nobody else has. */
export const encapsulated = (key: Term, m: Term): Term => term('encapsulated', key, m)
export const kemSecret = (key: Term, m: Term): Term => term('kem', key, m)
export const kemPublic = (secret: Term): Term => term('kem-public', secret)
export function decapsulate(secret: Term, ciphertext: Term): Term {
  const [key, m] = argsOf(ciphertext)
  const ours = symbolOf(ciphertext) === 'encapsulated' && key === kemPublic(secret)
  return ours && m !== undefined ? kemSecret(key, m) : term('rejected', secret, ciphertext)
}

/** What is in the clear by its nature, or is sent: the attacker may always have it. */
const PUBLIC_SYMBOLS: ReadonlySet<string> = new Set([
  ...['public', 'kem-public', 'encapsulated', 'share', 'aead', 'record'],
  ...['hello', 'rid', 'nonce', 'certificate'],
])

export interface Attacker {
  /** Secrets and constants that it starts with. */
  readonly atoms: ReadonlySet<Term>
  /** X25519 is broken: every shared secret follows from the public keys. */
  readonly quantum?: boolean
  /** ML-KEM is broken: every KEM secret follows from the ciphertext. */
  readonly kemBroken?: boolean
}

/** One of the two exponents is enough, if the other's share was ever made over this very generator. */
function cpaceFollows([generator, a, b]: readonly Term[], derive: (t: Term) => boolean): boolean {
  const sent = (exponent: Term | undefined): boolean => known.has(`share(${exponent},${generator})`)
  return a !== undefined && b !== undefined && ((derive(a) && sent(b)) || (derive(b) && sent(a)))
}

/**
 * Whether the attacker can make a term: it has it, or it can make all that it is made of. Public keys, shares and ciphertexts count as known
 * even before they are sent, and under a layer of encryption too: that errs to the attacker's side.
 */
export function deriver({ atoms, quantum = false, kemBroken = false }: Attacker): (t: Term) => boolean {
  const memo = new Map<Term, boolean>()
  const from = (t: Term): boolean => {
    const symbol = symbolOf(t)
    const args = argsOf(t)
    if (atoms.has(t) || symbol.startsWith('#') || PUBLIC_SYMBOLS.has(symbol)) return true
    if (isAtom(t) || symbol === 'rejected') return false
    if (symbol === 'dh') return quantum || args.some(derive)
    if (symbol === 'cpace') return cpaceFollows(args, derive)
    if (symbol === 'kem') return kemBroken || derive(args[1] ?? t) || argsOf(args[0] ?? t).some(derive)
    return args.every(derive)
  }
  const derive = (t: Term): boolean => {
    const before = memo.get(t)
    if (before !== undefined) return before
    const result = from(t)
    memo.set(t, result)
    return result
  }
  return derive
}
