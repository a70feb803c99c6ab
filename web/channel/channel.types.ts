/** The words of a channel: what can be asked of it, what it tells, and why there is none. */
import type { AbortReason } from '../../protocol/frame.ts'
import type { HandshakeResult } from '../crypto/handshake.types.ts'
import type { ProvenResume } from './channel-keys.ts'

/** Why there is no channel. `theirs`: the other side said so, which proves nothing. */
export interface ChannelFailure {
  /** `not_stored`: the keys could not be kept here, or older ones not forgotten, so that nobody may rely on them. */
  readonly why: AbortReason | 'bad_record' | 'not_stored'
  readonly theirs: boolean
}

export interface ChannelEvents {
  /** The handshake is done. Resolves once its keys are stored: the other side may rely on them from then on. */
  readonly agreed: (result: HandshakeResult) => Promise<void>
  /** Keys were made anew; as `agreed`. */
  readonly rekeyed: (resume: Uint8Array, before: Uint8Array) => Promise<void>
  /** The other side has the same keys. Resolves once the secrets before them are gone from storage. */
  readonly proven: (proven: ProvenResume) => Promise<void>
  /** `proven` is done for the first time: from now on messages pass. */
  readonly open: (result: HandshakeResult) => void
  readonly message: (bytes: Uint8Array) => void
  readonly failed: (failure: ChannelFailure) => void
}

export interface Channel {
  readonly receive: (frame: Uint8Array) => void
  /** `done` is called once the whole message was handed to the link. Ignored before `open`. */
  readonly send: (message: Uint8Array, done?: () => void) => void
  /** Forgets whole messages that were not begun. */
  readonly drop: () => void
  /** The link takes frames again. */
  readonly drained: () => void
  /** Makes the keys anew; for a person who is back. */
  readonly renew: () => void
  /** Wipes the keys; nothing is called after that. */
  readonly close: () => void
}
