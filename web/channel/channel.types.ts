/** The types of a channel: its calls, its events and its failures. */
import type { AbortReason } from '../../protocol/frame.ts'
import type { HandshakeResult } from '../crypto/handshake.types.ts'
import type { ProvenResume } from './channel-keys.ts'

/** Why a channel failed. `theirs`: the peer reported it, unauthenticated. */
export interface ChannelFailure {
  /** `not_stored`: new keys could not be stored, or older ones not deleted, so neither side may rely on them. */
  readonly why: AbortReason | 'bad_record' | 'not_stored'
  readonly theirs: boolean
}

export interface ChannelEvents {
  /** The handshake is done. Resolves once its keys are stored; from then on the peer may rely on them. */
  readonly agreed: (result: HandshakeResult) => Promise<void>
  /** A rekey is done; resolves as `agreed` does. */
  readonly rekeyed: (resume: Uint8Array, before: Uint8Array) => Promise<void>
  /** The peer has proved to hold the same keys. Resolves once older secrets are deleted from storage. */
  readonly proven: (proven: ProvenResume) => Promise<void>
  /** `proven` resolved for the first time: messages pass from now on. */
  readonly open: (result: HandshakeResult) => void
  readonly message: (bytes: Uint8Array) => void
  readonly failed: (failure: ChannelFailure) => void
}

export interface Channel {
  readonly receive: (frame: Uint8Array) => void
  /** `done` is called once the link has taken the whole message. Ignored before `open`. */
  readonly send: (message: Uint8Array, done?: () => void) => void
  /** Drops the messages of which nothing has been sent. */
  readonly drop: () => void
  /** The link has room again. */
  readonly drained: () => void
  /** Begins a rekey; called when the person returns. */
  readonly rekey: () => void
  /** Wipes the keys; no event follows. */
  readonly close: () => void
}
