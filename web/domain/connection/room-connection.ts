/** One room, live: a signaling socket, a secured link, the talk over it, and a second link in the making when the peer comes back another way. */

import { unreachable } from '../../../base/result.ts'
import { decodePeerMessage, encodePeerMessage, type PeerMessage } from '../../../protocol/message.ts'
import { serverToSocketUrl } from '../../../protocol/signal.ts'
import type { SecureLinkEvent } from '../../channel/secure-link.ts'
import { createSignaling, type SignalingEvent } from '../../transport/signaling/signaling.ts'
import type { Talk, Wire } from '../conversation/peer-port.ts'
import type { ConnectionPorts, Live } from '../sessions/live-session.ts'
import type { ClosedReason } from '../sessions/session.ts'
import type { KeyRing } from '../sessions/session-keys.ts'
import { createPresence, initialFacts } from './connection-state.ts'
import { createLinks } from './link-failover.ts'
import { tellRefusal } from './refusal.ts'
import { createEntry, type RoomSession } from './room-entry.ts'
import { createSafety } from './safety-check.ts'

/** Time that the goodbye gets to go out before the link is closed. */
const LAST_WORDS_MS = 100

const done = (work: Promise<void>): Promise<boolean> => work.then(() => true).catch(() => false)

/** Enters the room and stays in it until `leave` or `stop`. `onGone` is called once when there is nothing to come back to. */
export function createConnection(
  ports: ConnectionPorts,
  session: RoomSession,
  ring: KeyRing,
  talk: Talk,
  onGone: (reason: ClosedReason) => void,
): Live {
  const { log, clock } = ports
  /** The first reason counts: what the server says after it is its echo. */
  let ended = false
  const gone = (reason: ClosedReason): void => {
    if (ended) return
    ended = true
    onGone(reason)
  }
  const presence = createPresence(
    clock,
    initialFacts(ports.rtc.supported, ports.online(), session.choices.viaServer()),
    (state) => {
      // A link that ends after its session is closed says nothing about it any more.
      if (!ended) talk.setConnection(state)
    },
  )
  const { learn, peerAway } = presence
  const say = (message: PeerMessage, done?: () => void): void => links.send(encodePeerMessage(message), done)

  const safety = createSafety(
    { random: ports.random, ring, send: say },
    {
      state: talk.setCheck,
      matched: talk.release,
      theyMatched: () => talk.notice('they_match'),
      mismatched: (theirs) => clock.after(LAST_WORDS_MS, () => gone(theirs ? 'their_mismatch' : 'mismatch')),
      cheated: () => links.giveUp(),
    },
  )
  /** The talk is another connection's now: what this one still hears is not for it, is not acknowledged, and comes again. */
  let parted = false
  const part = (how: 'leave' | 'stop', ms = LAST_WORDS_MS): void => {
    presence.end()
    entry.left()
    safety.lost()
    parted = true
    talk.attach(null)
    const close = (): void => {
      links.close()
      signaling[how]()
    }
    // What is sent and closed in one breath may never leave the browser.
    if (ms > 0) clock.after(ms, close)
    else close()
  }
  const onMessage = (bytes: Uint8Array): void => {
    const decoded = decodePeerMessage(bytes)
    if (!decoded.ok) return log.add('warn', 'channel.bad_message', { error: decoded.error })
    const message = decoded.value
    if (message.t === 'check') return safety.received(message)
    if (message.t === 'signal') return links.renegotiate(message.signal)
    presence.heard()
    talk.received(message)
    if (message.t !== 'bye') return
    links.peerLeft()
    peerAway('left')
  }
  const onLink = (event: SecureLinkEvent): void => {
    if (parted) return
    switch (event.kind) {
      case 'connecting':
        if (ring.burned()) return gone('words_burned')
        return learn({ link: { kind: 'connecting', stuck: false } })
      case 'stuck':
        return learn({ link: { kind: 'connecting', stuck: true } })
      case 'securing':
        return learn({ link: { kind: 'securing' } })
      case 'open':
        presence.heard()
        learn({ link: { kind: 'open', path: event.path }, peer: { kind: 'here' }, refused: null })
        talk.askWords(null)
        safety.opened(event.paired.h, event.paired.initiator)
        return talk.opened(event.paired.mode === 'pinned' || ring.keys()?.peer?.trust === 'lost')
      case 'path':
        return learn({ link: { kind: 'open', path: event.path } })
      case 'lost':
        presence.linkLost()
        signaling.check()
        safety.lost()
        return talk.lost()
      case 'refused':
        learn({ link: { kind: 'none' } })
        if (ring.burned(event)) return gone('words_burned')
        return learn(tellRefusal(event.why, session.role, ring, talk))
      case 'last_word':
        presence.lastWord(event.word)
        // It may never sleep at all: the link is asked, and kept while it answers.
        return links.resume()
      case 'message':
        return onMessage(event.bytes)
      default:
        return unreachable(event)
    }
  }

  const onSignaling = (event: SignalingEvent): void => {
    if (event.kind !== 'signal') log.add('info', `signaling.${event.kind}`)
    if (parted) return
    switch (event.kind) {
      case 'down':
        entry.left()
        return learn({ room: 'down', online: ports.online() })
      case 'joined':
        learn({ room: 'in' })
        return event.ready ? undefined : peerAway('not_here_yet')
      case 'ready':
        learn({ room: 'in', peer: { kind: 'here' } })
        return entry.enter(event)
      case 'peer_left':
        if (!links.isOpen()) talk.notice('peer_left')
        links.roomLeft()
        return peerAway('left')
      case 'peer_lost':
        links.peerLost()
        return peerAway('lost')
      case 'signal':
        // What belongs to a room that is being entered waits until that is done.
        return entry.afterEntering(() => links.signal(event.signal))
      case 'relay':
        if (event.signal.type !== 'relay') return entry.said(event.signal.type)
        return links.relayed(event.signal.data)
      case 'gone':
        if (ring.burned()) return gone('words_burned')
        return gone(event.deleted ? 'room_deleted' : 'room_gone')
      case 'full':
        return peerAway('lost')
      case 'up':
      case 'accepted':
      case 'invite_gone':
      case 'left':
        return
      default:
        return unreachable(event)
    }
  }

  const entry = createEntry(
    ports,
    session,
    { say: (type) => signaling.send({ type }), links: () => links },
    {
      learn: presence.learn,
      state: (path) => parted || talk.setServerPath(path),
      ended(theirs) {
        if (theirs) talk.notice('server_path_declined')
        links.usePeer()
        signaling.rejoin()
      },
    },
  )
  const links = createLinks({
    clock,
    signal: (signal) => signaling.send(signal),
    relay: (data) => signaling.send({ type: 'relay', data }),
    link: {
      rtc: ports.rtc,
      relayOnly: session.choices.hideAddress,
      clock,
      random: ports.random,
      gate: ports.gate,
      rejoin: () => signaling.rejoin(),
    },
    keys: ring,
    log,
    on: onLink,
  })
  const signaling = createSignaling({
    sockets: ports.sockets,
    clock,
    random: ports.random,
    url: serverToSocketUrl(session.server),
    want: { kind: 'room', roomId: session.roomId, ...session.identity },
    on: onSignaling,
  })
  const wire: Wire = {
    send: say,
    drop: () => links.drop(),
    check: safety,
    async enterWords(words) {
      // What could not be kept is asked for again.
      if (!(await done(ring.setWords(words)))) return talk.askWords({ left: 1, wrong: false })
      learn({ refused: null })
      signaling.rejoin()
    },
    answerServerPath: entry.answer,
    remake() {
      links.remake()
      signaling.rejoin()
    },
    async sendAnyway() {
      if (await done(ring.setTrust('unverified'))) talk.release()
    },
  }
  learn({})
  talk.attach(wire)
  return {
    resume(stale) {
      say({ t: 'here' })
      learn({ online: ports.online() })
      links.resume()
      links.renew()
      if (stale) {
        links.restart()
        signaling.resume()
      }
    },
    refresh: () => learn({ online: ports.online() }),
    pageHidden: () => links.lastWord('asleep'),
    pageGone: () => links.lastWord('closed'),
    leave() {
      say({ t: 'bye', why: 'left' })
      part('leave')
    },
    suspend() {
      links.lastWord('asleep')
      part('stop')
    },
    stop: () => part('stop', 0),
  }
}
