/** The interface through which a channel reads and stores the keys of one session. */
import type { HandshakeInput, HandshakeResult } from '../crypto/handshake.types.ts'
import type { LinkBinding } from '../transport/link/link.ts'

/** A resume secret that the peer has proved to hold; the channel wipes it when it closes. */
export interface ProvenResume {
  /** 32 bytes. */
  readonly resume: Uint8Array
  /** The secrets stored when this handshake began. Secrets that another link of the session made meanwhile are not among them. */
  readonly older: readonly Uint8Array[]
}

export interface ChannelKeys {
  /** Null when the session's keys are gone, or the connection exposes no trustworthy certificate. */
  readonly handshakeInput: (binding: LinkBinding | null) => Promise<HandshakeInput | null>
  /** Stores the resume secret and the peer's key after a handshake. Resolves once they are stored; rejects when that failed. */
  readonly agreed: (result: HandshakeResult) => Promise<void>
  /** Deletes older secrets once the peer has proved to hold the same keys. Resolves once they are gone from storage. */
  readonly proven: (proven: ProvenResume) => Promise<void>
  /** Stores the result of a rekey inside the channel, as `agreed` does. `resume`: 32 bytes; `before`: the channel's previous resume secret. */
  readonly rekeyed: (resume: Uint8Array, before: Uint8Array) => Promise<void>
}
