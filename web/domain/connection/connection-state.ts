/** From what is known of the link, the room and the peer to the one state that a person sees. */
import type { Clock } from '../../platform/clock.ts'
import type { AwayReason, ConnectionState } from '../conversation/conversation.model.ts'

/** Longer than a change of network takes. */
const BLIP_MS = 4_000

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
    | { readonly kind: 'open'; readonly path: 'direct' | 'relayed' | 'server' }
  /** Whether the two were connected before, and lost each other just now. */
  readonly held: 'never' | 'once' | 'just_now'
  /** What the last link that came to be ended with; null once one has held. */
  readonly refused: Refused | null
  /** Our socket to the server: not yet there, there and in the room, or down. */
  readonly room: 'starting' | 'in' | 'down'
  /** The person hides this device's address, and there is no relay to hide it behind. */
  readonly noRelay: boolean
  /** The person wants sealed messages through the server, so that WebRTC is not needed. */
  readonly viaServer: boolean
  readonly peer:
    | { readonly kind: 'unknown' }
    | { readonly kind: 'here' }
    | { readonly kind: 'away'; readonly since: number; readonly why: AwayReason }
}

function refusedState(refused: Refused): ConnectionState {
  if (refused === 'words' || refused === 'their_words') return { kind: 'securing', why: refused }
  if (refused === 'version' || refused === 'no_crypto' || refused === 'no_mode')
    return { kind: 'offline', why: refused }
  return { kind: 'offline', why: 'not_proven' }
}

/** In the first moments of a loss nobody is called away, and no server dead: a change of network is over before that could be known. */
function isBlip({ held, online, room, peer }: Facts): boolean {
  if (held !== 'just_now' || !online) return false
  return room === 'down' || (peer.kind === 'away' && peer.why === 'lost')
}

/** A living link outranks everything: it goes on without the server. */
export function connectionOf(facts: Facts): ConnectionState {
  if (facts.link.kind === 'open') return { kind: 'connected', path: facts.link.path }
  if (!facts.rtc && !facts.viaServer) return { kind: 'offline', why: 'no_webrtc' }
  if (facts.refused) return refusedState(facts.refused)
  const again = facts.held === 'never' ? {} : { again: true as const }
  if (facts.link.kind === 'securing')
    return again.again
      ? { kind: 'connecting', stuck: false, ...again }
      : { kind: 'securing', why: 'handshake' }
  if (isBlip(facts)) return { kind: 'connecting', stuck: false, ...again }
  if (facts.room === 'down') return { kind: 'offline', why: facts.online ? 'server' : 'network' }
  if (facts.room === 'starting') return { kind: 'connecting', stuck: false, ...again }
  if (facts.noRelay && !facts.viaServer) return { kind: 'offline', why: 'no_relay' }
  if (facts.peer.kind === 'away') return { kind: 'away', since: facts.peer.since, why: facts.peer.why }
  return { kind: 'connecting', stuck: facts.link.kind === 'connecting' && facts.link.stuck, ...again }
}

export const initialFacts = (rtc: boolean, online: boolean, viaServer: boolean): Facts => ({
  rtc,
  online,
  viaServer,
  link: { kind: 'none' },
  refused: null,
  noRelay: false,
  room: 'starting',
  held: 'never',
  peer: { kind: 'unknown' },
})

export interface Presence {
  readonly learn: (news: Partial<Facts>) => void
  /** The other one is not there; when it has said why, that is the reason. */
  readonly peerAway: (why: AwayReason) => void
  /** It says that it goes away, or may be put to sleep. */
  readonly lastWord: (why: AwayReason) => void
  /** It says something else: it is here. */
  readonly heard: () => void
  readonly linkLost: () => void
  /** Whoever is told hears from another from now on: nothing more is said, not even by a timer. */
  readonly end: () => void
}

export function createPresence(
  clock: Clock,
  initial: Facts,
  tell: (state: ConnectionState) => void,
): Presence {
  let facts = initial
  let word: { readonly why: AwayReason; readonly at: number } | null = null
  let cancelBlip = (): void => {}
  let over = false
  const learn = (news: Partial<Facts>): void => {
    if (over) return
    facts = { ...facts, ...news }
    if (facts.link.kind === 'open') {
      cancelBlip()
      facts = { ...facts, held: 'once' }
    }
    tell(connectionOf(facts))
  }
  const peerAway = (why: AwayReason): void => {
    const said = why === 'lost' && word ? word : { why, at: clock.now() }
    // Who is not there cannot be the one who failed to prove anything.
    const asked = facts.refused === 'words' || facts.refused === 'their_words'
    if (facts.peer.kind !== 'away' || facts.peer.why === 'not_here_yet')
      learn({
        peer: { kind: 'away', since: said.at, why: said.why },
        refused: asked ? facts.refused : null,
      })
  }
  return {
    learn,
    peerAway,
    lastWord: (why) => {
      // A page that closes is hidden right after.
      if (word?.why !== 'closed') word = { why, at: clock.now() }
    },
    heard: () => {
      word = null
    },
    linkLost() {
      // Its silence was announced.
      if (word) {
        learn({ link: { kind: 'none' } })
        return peerAway('lost')
      }
      learn({ link: { kind: 'none' }, held: 'just_now' })
      cancelBlip()
      cancelBlip = clock.after(BLIP_MS, () => learn({ held: 'once' }))
    },
    end() {
      cancelBlip()
      learn({ link: { kind: 'none' } })
      over = true
    },
  }
}
