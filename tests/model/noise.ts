/** The handshake of docs/CRYPTOGRAPHY.md over symbolic terms: what each token mixes in, and what a receiver may be handed that it takes. */
import type { Flaw } from './flaws.ts'
import {
  argsOf,
  constant,
  decapsulate,
  encapsulated,
  kemPublic,
  kemSecret,
  publicOf,
  sharedOf,
  symbolOf,
  type Term,
  term,
} from './term.ts'

type Token = 'psk' | 'e' | 'e1' | 'ee' | 'ekem1' | 's' | 'es' | 'se'

const PATTERN: readonly (readonly Token[])[] = [
  ['psk', 'e', 'e1'],
  ['e', 'ee', 'ekem1', 's', 'es'],
  ['s', 'se'],
]
const LEFT_OUT: Partial<Record<Flaw, readonly Token[]>> = {
  'no psk': ['psk'],
  'no ephemeral secrets': ['ee', 'e1', 'ekem1'],
  'no KEM': ['e1', 'ekem1'],
  'no static secrets': ['es', 'se'],
}
const tokensOf = (message: number, flaw: Flaw | null): readonly Token[] =>
  (PATTERN[message] ?? []).filter((token) => !(flaw && LEFT_OUT[flaw]?.includes(token)))

/** One side of a handshake. Never changed: each step makes the next. */
export interface Noise {
  readonly initiator: boolean
  readonly ck: Term
  readonly h: Term
  readonly k: Term | null
  readonly psk: Term
  /** Own secrets: ephemeral, static, and of the KEM (a key of I, the randomness of R). */
  readonly e: Term
  readonly s: Term
  readonly m: Term
  readonly re: Term | null
  readonly rs: Term | null
  /** The other's KEM key. */
  readonly rek: Term | null
}

export function beginNoise(
  initiator: boolean,
  prologue: Term,
  secrets: Pick<Noise, 'psk' | 'e' | 's' | 'm'>,
): Noise {
  const start = constant('protocol name')
  return {
    initiator,
    ck: start,
    h: term('H', start, prologue),
    k: null,
    re: null,
    rs: null,
    rek: null,
    ...secrets,
  }
}

const mixHash = (noise: Noise, data: Term): Noise => ({ ...noise, h: term('H', noise.h, data) })
const mixKey = (noise: Noise, material: Term): Noise => ({
  ...noise,
  ck: term('ck', noise.ck, material),
  k: term('k', noise.ck, material),
})
const mixKeyAndHash = (noise: Noise, material: Term): Noise =>
  mixHash(mixKey(noise, material), term('th', noise.ck, material))
const sealed = (noise: Noise, plain: Term): Term =>
  noise.k === null ? plain : term('aead', noise.k, noise.h, plain)

const need = (t: Term | null): Term => {
  if (t === null) throw new Error('model: a token before its time')
  return t
}
function secretOf(noise: Noise, token: 'ee' | 'es' | 'se'): Term {
  const [mine, theirs] = noise.initiator ? [token[0], token[1]] : [token[1], token[0]]
  return sharedOf(mine === 'e' ? noise.e : noise.s, need(theirs === 'e' ? noise.re : noise.rs))
}

/** The fields of the next message, and the state after it. */
export function writeMessage(
  start: Noise,
  message: number,
  flaw: Flaw | null,
): { readonly noise: Noise; readonly fields: readonly Term[] } {
  let noise = start
  const fields: Term[] = []
  const put = (plain: Term): void => {
    const field = sealed(noise, plain)
    fields.push(field)
    noise = mixHash(noise, field)
  }
  for (const token of tokensOf(message, flaw))
    switch (token) {
      case 'psk':
        noise = mixKeyAndHash(noise, noise.psk)
        break
      case 'e': {
        const key = publicOf(noise.e)
        fields.push(key)
        noise = mixKey(mixHash(noise, key), key)
        break
      }
      case 's':
        put(publicOf(noise.s))
        break
      case 'e1':
        put(kemPublic(noise.m))
        break
      case 'ekem1': {
        const key = need(noise.rek)
        put(encapsulated(key, noise.m))
        noise = mixKey(noise, kemSecret(key, noise.m))
        break
      }
      default:
        noise = mixKey(noise, secretOf(noise, token))
    }
  put(constant(`payload ${message}`))
  return { noise, fields }
}

/** What the attacker has in its hands: everything that was sent, keys of its own, and whatever it can make of them. */
export interface Hands {
  readonly wire: ReadonlySet<Term>
  readonly derive: (t: Term) => boolean
  /** Secrets of its own, one of each kind. */
  readonly own: { readonly e: Term; readonly s: Term; readonly m: Term }
  /** Whether another's ephemeral key can be of use to it: only in a protocol that makes nothing of these. */
  readonly mayBorrow: boolean
  /** Static keys that it may claim, its own and others'. */
  readonly statics: readonly Term[]
}

/** The plain texts of all fields that a receiver would take here: what was sent by anybody, and what the attacker can seal itself. */
function acceptable(
  noise: Noise,
  hands: Hands,
  forged: readonly Term[],
  fits: (plain: Term) => boolean,
): Term[] {
  const { k, h } = noise
  if (k === null) return [...new Set([...[...hands.wire].filter(fits), ...forged])]
  const plains = new Set<Term>()
  for (const field of hands.wire) {
    const [key, ad, plain] = argsOf(field)
    if (symbolOf(field) === 'aead' && key === k && ad === h && plain !== undefined && fits(plain))
      plains.add(plain)
  }
  // With another's ephemeral key in its mouth the attacker gets no further than this: the next key is one that it cannot make.
  const futile = noise.re !== null && noise.re !== publicOf(hands.own.e) && !hands.mayBorrow
  if (!futile && hands.derive(k) && hands.derive(h)) for (const plain of forged) plains.add(plain)
  return [...plains]
}

/** Every state that the next message can lead to, whoever made it. None: whatever comes, the link ends. */
export function readMessage(start: Noise, message: number, flaw: Flaw | null, hands: Hands): Noise[] {
  const take = (
    noise: Noise,
    forged: readonly Term[],
    fits: (plain: Term) => boolean,
    then: (noise: Noise, plain: Term) => Noise,
  ): Noise[] =>
    acceptable(noise, hands, forged, fits).map((plain) => then(mixHash(noise, sealed(noise, plain)), plain))
  const step = (noise: Noise, token: Token): Noise[] => {
    switch (token) {
      case 'psk':
        return [mixKeyAndHash(noise, noise.psk)]
      case 'e': {
        const sent = [...hands.wire].filter((t) => symbolOf(t) === 'public')
        return [...new Set([...sent, publicOf(hands.own.e)])].map((key) => ({
          ...mixKey(mixHash(noise, key), key),
          re: key,
        }))
      }
      case 's':
        return take(
          noise,
          hands.statics,
          (t) => symbolOf(t) === 'public',
          (next, rs) => ({ ...next, rs }),
        )
      case 'e1':
        return take(
          noise,
          [kemPublic(hands.own.m)],
          (t) => symbolOf(t) === 'kem-public',
          (next, rek) => ({ ...next, rek }),
        )
      case 'ekem1':
        return take(
          noise,
          [encapsulated(kemPublic(noise.m), hands.own.m)],
          (t) => symbolOf(t) === 'encapsulated',
          (next, ciphertext) => mixKey(next, decapsulate(noise.m, ciphertext)),
        )
      default:
        return [mixKey(noise, secretOf(noise, token))]
    }
  }
  const payload = constant(`payload ${message}`)
  let states = [start]
  for (const token of tokensOf(message, flaw)) states = states.flatMap((noise) => step(noise, token))
  return states.flatMap((noise) =>
    take(
      noise,
      [payload],
      (t) => t === payload,
      (next) => next,
    ),
  )
}
