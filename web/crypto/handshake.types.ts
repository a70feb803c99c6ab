/** The words of the handshake: what it is given, what its frames lead to, and the keys that it leaves. */
import type { Binding, Mode } from './hello.ts'
import type { Kem } from './kem.ts'
import type { KeyPair } from './primitives.ts'

export type Randomness = (length: number) => Uint8Array

export interface HandshakeInput {
  readonly role: 'host' | 'guest'
  readonly roomId: string
  /** What the invite gives: for a guest exactly one of them, for a host all that it takes. Empty once the invite's secret is forgotten. */
  readonly secrets: Readonly<Partial<Record<'link' | 'code', Uint8Array>>> & { readonly words?: string }
  /** The newest first. */
  readonly resumes: readonly Uint8Array[]
  readonly self: KeyPair
  readonly pinned: Uint8Array | null
  /** SHA-256 of the certificates of this very connection; null where the frames pass the server. */
  readonly fingerprints: { readonly own: Uint8Array; readonly theirs: Uint8Array } | null
  readonly random: Randomness
  /** Asked before a guess at the words can be tested by the other side, and told when one failed here. False: no guess is left. */
  readonly takeGuess: () => Promise<boolean>
  /** For vectors. */
  readonly kem?: Kem
}

export type HandshakeFailure =
  | 'version'
  | 'malformed'
  | 'no_mode'
  | 'words_needed'
  | 'not_authentic'
  | 'wrong_words'
  | 'no_guess_left'
  /** The key at the other end is our own. */
  | 'self'
  /** The key at the other end is not the one that was pinned. */
  | 'wrong_peer'

export interface HandshakeResult {
  readonly mode: Mode
  readonly initiator: boolean
  readonly h: Uint8Array
  /** Keys to seal and to open with. */
  readonly sendKey: Uint8Array
  readonly receiveKey: Uint8Array
  readonly resume: Uint8Array
  readonly renew: Uint8Array
  readonly peerKey: Uint8Array
  /** The one of the given resume secrets that was used, not a copy; null in other modes. */
  readonly resumedBy: Uint8Array | null
}

export type HandshakeStep =
  | { readonly kind: 'going'; readonly send?: Uint8Array }
  | { readonly kind: 'done'; readonly send?: Uint8Array; readonly paired: HandshakeResult }
  | { readonly kind: 'failed'; readonly why: HandshakeFailure }

export interface Handshake {
  /** The frame that goes first. */
  readonly hello: Uint8Array
  /** One frame of the other side, in order, each after the last was answered. */
  readonly receive: (frame: Uint8Array) => Promise<HandshakeStep>
  /** Ends it and wipes its secrets, also in the middle of a step. */
  readonly wipe: () => void
}

/** What the two hellos settled. */
export interface Agreed {
  readonly binding: Binding
  readonly initiator: boolean
  /** In the mode `resume` the secret that both named. */
  readonly resumedBy: Uint8Array | null
}
