/** Reads the vectors of other implementations in tests/golden/others, and has the one cipher that only they need. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chacha20poly1305 } from '@noble/ciphers/chacha.js'
import type { Aead } from '../../../web/crypto/noise/aes-gcm.ts'
import type { Pattern } from '../../../web/crypto/noise/noise.ts'

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
export const unhex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'))

export interface NoiseVector {
  readonly protocol_name?: string
  readonly name?: string
  readonly handshake_hash?: string
  readonly init_prologue: string
  readonly init_ephemeral: string
  readonly resp_ephemeral: string
  readonly init_static?: string
  readonly resp_static?: string
  readonly init_remote_static?: string
  readonly resp_remote_static?: string
  readonly init_psks?: readonly string[]
  readonly init_psk?: string
  readonly messages: readonly { readonly payload: string; readonly ciphertext: string }[]
}

/** Reads a file of tests/golden: our own frozen vectors, or those of others, whose README names their sources. */
export function readVectors(file: string): unknown {
  return JSON.parse(readFileSync(join(import.meta.dir, '../../golden', file), 'utf8'))
}

export function noiseVectorsOf(parsed: unknown): readonly NoiseVector[] {
  return (Array.isArray(parsed) ? parsed : (parsed as { vectors: NoiseVector[] }).vectors) as NoiseVector[]
}

/** ChaCha20-Poly1305 (RFC 8439) with Noise's little-endian counter; the app itself has AES-GCM only. */
export const chaChaPoly: Aead = {
  name: 'ChaChaPoly',
  async load(key) {
    const kept = key.slice()
    const of = (n: bigint, ad: Uint8Array) => {
      const nonce = new Uint8Array(12)
      new DataView(nonce.buffer).setBigUint64(4, n, true)
      return chacha20poly1305(kept, nonce, ad)
    }
    return {
      seal: async (n, ad, text) => of(n, ad).encrypt(text),
      async open(n, ad, sealed) {
        try {
          return of(n, ad).decrypt(sealed)
        } catch {
          return null
        }
      },
    }
  },
}

type Tokens = Pattern['messages']
const of = (known: Pattern['known'], messages: Tokens): Omit<Pattern, 'name'> => ({ known, messages })
/** The patterns of Noise section 7.5, all of which the interpreter supports. */
const BASE: Readonly<Record<string, Omit<Pattern, 'name'>>> = {
  NN: of([false, false], [['e'], ['e', 'ee']]),
  NK: of(
    [false, true],
    [
      ['e', 'es'],
      ['e', 'ee'],
    ],
  ),
  KK: of(
    [true, true],
    [
      ['e', 'es', 'ss'],
      ['e', 'ee', 'se'],
    ],
  ),
  XK: of(
    [false, true],
    [
      ['e', 'es'],
      ['e', 'ee'],
      ['s', 'se'],
    ],
  ),
  IK: of(
    [false, true],
    [
      ['e', 'es', 's', 'ss'],
      ['e', 'ee', 'se'],
    ],
  ),
  XX: of([false, false], [['e'], ['e', 'ee', 's', 'es'], ['s', 'se']]),
  XX1: of([false, false], [['e'], ['e', 'ee', 's'], ['es', 's', 'se']]),
  XXhfs: of(
    [false, false],
    [
      ['e', 'e1'],
      ['e', 'ee', 'ekem1', 's', 'es'],
      ['s', 'se'],
    ],
  ),
}

/** Adds psk modifiers (section 9): psk0 comes before the first message's tokens, pskN after those of the Nth. */
export function patternOf(name: string): Pattern {
  const match = /^([A-Z]+1?(?:hfs)?)((?:\+?psk\d)*)$/.exec(name)
  const base = match?.[1] ? BASE[match[1]] : undefined
  if (!base) throw new Error(`no pattern ${name}`)
  const messages = base.messages.map((tokens) => [...tokens])
  for (const [, at] of (match?.[2] ?? '').matchAll(/psk(\d)/g)) {
    if (at === '0') messages[0]?.unshift('psk')
    else messages[Number(at) - 1]?.push('psk')
  }
  return { name, known: base.known, messages }
}
