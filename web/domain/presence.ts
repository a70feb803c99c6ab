/** From what is known of the link, the room and the peer to the one state that a person sees. */
import type { ConnectionState } from './conversation.model.ts'

/** Why an open link was not used: words that somebody must still type, or a proof that failed. */
export type Refused =
  | 'words'
  | 'their_words'
  | 'version'
  | 'no_mode'
  | 'no_crypto'
  | 'not_authentic'
  | 'wrong_words'
  | 'words_needed'
  | 'no_guess_left'
  | 'malformed'
  | 'self'
  | 'wrong_peer'
  | 'bad_record'

export interface Facts {
  readonly rtc: boolean
  readonly online: boolean
  readonly link:
    | { readonly kind: 'none' }
    | { readonly kind: 'connecting'; readonly stuck: boolean }
    | { readonly kind: 'securing' }
    | { readonly kind: 'open'; readonly path: 'direct' | 'relayed' }
  /** What the last link that came to be ended with; null once one has held. */
  readonly refused: Refused | null
  /** Our socket to the server: not yet there, there and in the room, or down. */
  readonly room: 'starting' | 'in' | 'down'
  readonly peer:
    | { readonly kind: 'unknown' }
    | { readonly kind: 'here' }
    | { readonly kind: 'away'; readonly since: number; readonly why: 'left' | 'lost' | 'not_here_yet' }
}

function refusedState(refused: Refused): ConnectionState {
  if (refused === 'words' || refused === 'their_words') return { kind: 'securing', why: refused }
  if (refused === 'version' || refused === 'no_crypto' || refused === 'no_mode')
    return { kind: 'offline', why: refused }
  return { kind: 'offline', why: 'not_proven' }
}

/** A living link outranks everything: it goes on without the server. */
export function connectionOf(facts: Facts): ConnectionState {
  if (!facts.rtc) return { kind: 'offline', why: 'no_webrtc' }
  if (facts.link.kind === 'open') return { kind: 'connected', path: facts.link.path }
  if (facts.refused) return refusedState(facts.refused)
  if (facts.link.kind === 'securing') return { kind: 'securing', why: 'handshake' }
  if (facts.room === 'down') return { kind: 'offline', why: facts.online ? 'server' : 'network' }
  if (facts.room === 'starting') return { kind: 'connecting', stuck: false }
  if (facts.peer.kind === 'away') return { kind: 'away', since: facts.peer.since, why: facts.peer.why }
  return { kind: 'connecting', stuck: facts.link.kind === 'connecting' && facts.link.stuck }
}
