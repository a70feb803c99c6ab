/** Derives the one state that a person sees from the facts about link, room and peer. */
import { unreachable } from '../../../base/result.ts'
import type { Refusal } from '../../channel/secure-link.types.ts'
import type { Clock } from '../../platform/clock.ts'
import type { AwayReason, ConnectionState } from '../conversation/conversation.model.ts'

/** A change of network takes less than this; until then neither the peer nor the server is shown as gone. */
const BLIP_MS = 4_000

/** Why an open link is not in use: somebody must still type the words, or a proof failed. */
export type Refused = Exclude<Refusal, 'timeout' | 'not_stored'> | 'words' | 'their_words'

export interface ConnectionFacts {
  readonly rtc: boolean
  readonly online: boolean
  readonly link:
    | { readonly kind: 'none' }
    | { readonly kind: 'connecting'; readonly stuck: boolean }
    | { readonly kind: 'securing' }
    | { readonly kind: 'open'; readonly path: 'direct' | 'relayed' | 'server' }
  /** Whether the two were connected before, and whether the connection was lost just now. */
  readonly before: 'never' | 'once' | 'just_now'
  /** Why the last link could not be used; null once one has opened. */
  readonly refused: Refused | null
  /** Our socket to the server: starting, in the room, down, or with an answer that the room is unknown or the server has trouble. */
  readonly room: 'starting' | 'in' | 'unknown' | 'trouble' | 'down'
  /** The person hides this device's address, but the server offers no relay. */
  readonly noRelay: boolean
  /** Signals from a peer that seals arrived unsealed and were refused. */
  readonly unsealed: boolean
  /** The person agreed to sealed messages through the server, which need no WebRTC. */
  readonly viaServer: boolean
  readonly peer:
    | { readonly kind: 'unknown' }
    | { readonly kind: 'here' }
    | { readonly kind: 'away'; readonly since: number; readonly why: AwayReason }
}

/** Whether one side waits until somebody enters words. */
const isForWords = (refused: Refused | null): boolean => refused === 'words' || refused === 'their_words'

function refusedState(refused: Refused): ConnectionState {
  switch (refused) {
    case 'words':
    case 'their_words':
      return { kind: 'securing', why: refused }
    case 'version':
    case 'no_crypto':
    case 'no_mode':
      return { kind: 'offline', why: refused }
    default:
      return { kind: 'offline', why: 'not_proven' }
  }
}

function isBlip({ before, online, room, peer }: ConnectionFacts): boolean {
  if (before !== 'just_now' || !online) return false
  return room === 'down' || (peer.kind === 'away' && peer.why === 'lost')
}

/** A live link outranks everything else: it works without the server. */
export function connectionOf(facts: ConnectionFacts): ConnectionState {
  if (facts.link.kind === 'open') return { kind: 'connected', path: facts.link.path }
  if (!facts.rtc && !facts.viaServer) return { kind: 'offline', why: 'no_webrtc' }
  // Nobody can enter words in a room that is gone: the other side may have used its last try in a run that this side never counted.
  const isFutile = isForWords(facts.refused) && facts.room === 'unknown'
  if (facts.refused && !isFutile) return refusedState(facts.refused)
  const again = facts.before === 'never' ? {} : { again: true as const }
  if (facts.link.kind === 'securing')
    return again.again
      ? { kind: 'connecting', stuck: false, ...again }
      : { kind: 'securing', why: 'handshake' }
  if (isBlip(facts)) return { kind: 'connecting', stuck: false, ...again }
  if (facts.room === 'down') return { kind: 'offline', why: facts.online ? 'server' : 'network' }
  if (facts.room === 'unknown') return { kind: 'offline', why: 'room_unknown' }
  if (facts.room === 'trouble') return { kind: 'offline', why: 'trouble' }
  if (facts.room === 'starting') return { kind: 'connecting', stuck: false, ...again }
  if (facts.noRelay && !facts.viaServer) return { kind: 'offline', why: 'no_relay' }
  if (facts.unsealed && facts.peer.kind === 'here' && !facts.viaServer)
    return { kind: 'offline', why: 'unsealed' }
  if (facts.peer.kind === 'away') return { kind: 'away', since: facts.peer.since, why: facts.peer.why }
  return { kind: 'connecting', stuck: facts.link.kind === 'connecting' && facts.link.stuck, ...again }
}

export const initialFacts = (rtc: boolean, online: boolean, viaServer: boolean): ConnectionFacts => ({
  rtc,
  online,
  viaServer,
  link: { kind: 'none' },
  refused: null,
  noRelay: false,
  unsealed: false,
  room: 'starting',
  before: 'never',
  peer: { kind: 'unknown' },
})

/** What to show and ask after a link was refused; `facts` explain why the link is unusable. */
export interface RefusalAnswer {
  readonly facts: Partial<ConnectionFacts>
  /** Ask this person for the words; `wrong`: the last words were wrong. */
  readonly ask: { readonly wrong: boolean } | null
  /** Somebody tried wrong words at this person's invite. */
  readonly wrongWords: boolean
}

/** What a refused link means for the person: only a guest types words, and a host is told of wrong ones. */
export function answerRefusal(why: Refusal, role: 'host' | 'guest'): RefusalAnswer {
  switch (why) {
    // A timeout or a failed write says nothing about the peer: retry without showing an error.
    case 'timeout':
    case 'not_stored':
      return { facts: {}, ask: null, wrongWords: false }
    case 'words_needed':
    case 'wrong_words': {
      const wrong = why === 'wrong_words'
      return role === 'guest'
        ? { facts: { refused: 'words' }, ask: { wrong }, wrongWords: false }
        : { facts: { refused: 'their_words' }, ask: null, wrongWords: wrong }
    }
    case 'version':
    case 'no_mode':
    case 'no_crypto':
    case 'not_authentic':
    case 'no_guess_left':
    case 'malformed':
    case 'self':
    case 'wrong_peer':
    case 'bad_record':
      return { facts: { refused: why }, ask: null, wrongWords: false }
    default:
      return unreachable(why)
  }
}

export interface ConnectionWatch {
  readonly learn: (news: Partial<ConnectionFacts>) => void
  /** The peer is not there; a reason that it gave itself outranks `why`. */
  readonly peerAway: (why: AwayReason) => void
  /** The peer said that its page is closing or may be suspended. */
  readonly lastWord: (why: AwayReason) => void
  /** The peer sent something else since, so it is here. */
  readonly heard: () => void
  readonly linkLost: () => void
  /** Reports one last state, then nothing more, not even from a timer. */
  readonly end: () => void
}

/** Keeps the facts and calls `tell` with the state after each change; `since` is wall clock, milliseconds. */
export function createConnectionState(
  clock: Clock,
  initial: ConnectionFacts,
  tell: (state: ConnectionState) => void,
): ConnectionWatch {
  let facts: ConnectionFacts | null = initial
  let word: { readonly why: AwayReason; readonly at: number } | null = null
  let cancelBlip = (): void => {}
  const learn = (news: Partial<ConnectionFacts>): void => {
    if (!facts) return
    facts = { ...facts, ...news }
    if (facts.link.kind === 'open') {
      cancelBlip()
      facts = { ...facts, before: 'once' }
    }
    tell(connectionOf(facts))
  }
  const peerAway = (why: AwayReason): void => {
    if (!facts) return
    const said = why === 'lost' && word ? word : { why, at: clock.now() }
    if (facts.peer.kind === 'away' && facts.peer.why !== 'not_here_yet') return
    // An absent peer cannot be the one that failed the proof.
    const refused = isForWords(facts.refused) ? facts.refused : null
    learn({ peer: { kind: 'away', since: said.at, why: said.why }, refused })
  }
  return {
    learn,
    peerAway,
    lastWord: (why) => {
      // A closing page also reports that it is hidden: keep `closed`.
      if (word?.why !== 'closed') word = { why, at: clock.now() }
    },
    heard: () => {
      word = null
    },
    linkLost() {
      if (word) {
        learn({ link: { kind: 'none' } })
        return peerAway('lost')
      }
      learn({ link: { kind: 'none' }, before: 'just_now' })
      cancelBlip()
      cancelBlip = clock.after(BLIP_MS, () => learn({ before: 'once' }))
    },
    end() {
      cancelBlip()
      learn({ link: { kind: 'none' } })
      facts = null
    },
  }
}
