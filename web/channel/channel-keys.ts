/** The keys of one session, as a channel sees them: what its handshake needs, and what each handshake leaves to be kept. */
import type { HandshakeInput, HandshakeResult } from '../crypto/handshake.types.ts'
import type { LinkBinding } from '../transport/link/link.ts'

/** The resume secret that the other side has proved to hold; the channel wipes it when it closes. */
export interface ProvenResume {
  /** 32 bytes. */
  readonly resume: Uint8Array
  /** The secrets that were there before this one was begun. What another link of the session made meanwhile is not older. */
  readonly older: readonly Uint8Array[]
}

export interface ChannelKeys {
  /** Null when the session has no keys any more, or the connection shows no certificate that can be believed. */
  readonly handshakeInput: (binding: LinkBinding | null) => Promise<HandshakeInput | null>
  /** A handshake is done. Resolves once its resume secret and the peer's key are stored; rejects when they could not be. */
  readonly agreed: (result: HandshakeResult) => Promise<void>
  /** The other side has proved that it holds the same: resolves once older secrets are gone from storage. */
  readonly proven: (proven: ProvenResume) => Promise<void>
  /** Keys were made anew inside the channel; as `agreed`. `resume`: 32 bytes; `before`: the channel's resume secret until now. */
  readonly rekeyed: (resume: Uint8Array, before: Uint8Array) => Promise<void>
}
