/** The keys of one session, as a channel sees them: what its handshake needs, and what each handshake leaves to be kept. */
import type { HandshakeInput, HandshakeResult } from '../crypto/handshake.types.ts'
import type { LinkBinding } from '../transport/link/link.ts'

export interface ChannelKeys {
  /** Null when the session has no keys any more, or the connection shows no certificate that can be believed. */
  readonly handshakeInput: (binding: LinkBinding | null) => Promise<HandshakeInput | null>
  /** A handshake is done. Resolves once its resume secret and the peer's key are stored; rejects when they could not be. */
  readonly agreed: (result: HandshakeResult) => Promise<void>
  /** The other side has proved that it holds the same: resolves once older secrets are gone from storage. */
  readonly proven: () => Promise<void>
  /** Keys were made anew inside the channel; as `agreed`. `resume`: 32 bytes. */
  readonly rekeyed: (resume: Uint8Array) => Promise<void>
}
