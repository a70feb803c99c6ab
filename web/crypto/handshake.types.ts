/** The types of the handshake: its input, its steps and its result. */
import type { Binding, Mode } from './hello.ts'
import type { Kem } from './noise/kem.ts'
import type { KeyPair } from './noise/x25519.ts'

export type Randomness = (length: number) => Uint8Array

export interface HandshakeInput {
  readonly role: 'host' | 'guest'
  readonly roomId: string
  /** The invite's secrets: exactly one for a guest, all accepted ones for a host. Empty once the invite's secret is deleted. */
  readonly secrets: Readonly<Partial<Record<'link' | 'code', Uint8Array>>> & { readonly words?: string }
  /** Resume secrets of 32 bytes, newest first. */
  readonly resumes: readonly Uint8Array[]
  readonly self: KeyPair
  readonly pinned: Uint8Array | null
  /** SHA-256 of this connection's DTLS certificates; null where the frames pass through the server. */
  readonly fingerprints: { readonly own: Uint8Array; readonly theirs: Uint8Array } | null
  readonly random: Randomness
  /** Counts one guess at the words: before the peer can test ours, and when the peer's failed here. False: no guess is left. */
  readonly takeGuess: () => Promise<boolean>
  /** Replaced by a deterministic KEM in tests with vectors. */
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
  /** The peer presented our own key. */
  | 'self'
  /** The peer's key is not the pinned one. */
  | 'wrong_peer'

export interface HandshakeResult {
  readonly mode: Mode
  readonly initiator: boolean
  readonly h: Uint8Array
  /** 32 bytes each: the key that seals, and the key that opens. */
  readonly sendKey: Uint8Array
  readonly receiveKey: Uint8Array
  readonly resume: Uint8Array
  readonly renew: Uint8Array
  readonly peerKey: Uint8Array
  /** The one of the given resume secrets that was used (not a copy); null in other modes. */
  readonly resumedBy: Uint8Array | null
}

export type HandshakeStep =
  | { readonly kind: 'going'; readonly send?: Uint8Array }
  | { readonly kind: 'done'; readonly send?: Uint8Array; readonly paired: HandshakeResult }
  | { readonly kind: 'failed'; readonly why: HandshakeFailure }

export interface Handshake {
  /** The first frame to send. */
  readonly hello: Uint8Array
  /** Handles one frame of the peer. Call it in order, each after the previous call resolved. */
  readonly receive: (frame: Uint8Array) => Promise<HandshakeStep>
  /** Ends the handshake and wipes its secrets, also in the middle of a step. */
  readonly wipe: () => void
}

/** What the two hellos agree on. */
export interface Agreed {
  readonly binding: Binding
  readonly initiator: boolean
  /** In mode `resume`: the secret that both sides named. */
  readonly resumedBy: Uint8Array | null
}
