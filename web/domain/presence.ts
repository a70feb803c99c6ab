/** From what is known of the link, the room and the peer to the one state that a person sees. */
import type { ConnectionState } from './model.ts'

export interface Facts {
  readonly rtc: boolean
  readonly online: boolean
  readonly link:
    | { readonly kind: 'none' }
    | { readonly kind: 'connecting'; readonly stuck: boolean }
    | { readonly kind: 'open'; readonly path: 'direct' | 'relayed' }
  /** Our socket to the server: not yet there, there and in the room, or down. */
  readonly room: 'starting' | 'in' | 'down'
  readonly peer:
    | { readonly kind: 'unknown' }
    | { readonly kind: 'here' }
    | { readonly kind: 'away'; readonly since: number; readonly why: 'left' | 'lost' | 'not_here_yet' }
}

/** A living link outranks everything: it goes on without the server. */
export function connectionOf(facts: Facts): ConnectionState {
  if (!facts.rtc) return { kind: 'offline', why: 'no_webrtc' }
  if (facts.link.kind === 'open') return { kind: 'connected', path: facts.link.path }
  if (facts.room === 'down') return { kind: 'offline', why: facts.online ? 'server' : 'network' }
  if (facts.room === 'starting') return { kind: 'connecting', stuck: false }
  if (facts.peer.kind === 'away') return { kind: 'away', since: facts.peer.since, why: facts.peer.why }
  return { kind: 'connecting', stuck: facts.link.kind === 'connecting' && facts.link.stuck }
}
