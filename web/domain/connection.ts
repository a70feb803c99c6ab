/** One room, live: a signaling socket, a link and the talk that runs over them. The only place where a link meets what is said. */
import { createFrameReader } from '../../protocol/frame.ts'
import type { RoomId } from '../../protocol/ids.ts'
import { decodePeerMessage, type PeerMessage } from '../../protocol/message.ts'
import { unreachable } from '../../protocol/result.ts'
import type { Clock } from '../platform/clock.ts'
import type { Random } from '../platform/random.ts'
import type { Rtc } from '../platform/rtc.ts'
import type { Sockets } from '../platform/socket.ts'
import { createLink, type Gate, type LinkEvent } from '../transport/link.ts'
import { createSignaling, type SignalingEvent, serverToSocketUrl } from '../transport/signaling.ts'
import type { Talk } from './conversation.ts'
import type { Log } from './log.ts'
import type { ClosedReason } from './model.ts'
import { createOutgoing } from './outgoing.ts'
import { connectionOf, type Facts } from './presence.ts'
import type { SessionIdentity } from './record.ts'

/** Time that the goodbye gets to go out before the link is closed. */
const LAST_WORDS_MS = 100

export interface ConnectionPorts {
  readonly sockets: Sockets
  readonly clock: Clock
  readonly random: Random
  readonly rtc: Rtc
  readonly gate: Gate
  readonly log: Log
  readonly online: () => boolean
}

export interface Live {
  /** The page came back: `stale` when it was away long enough that no socket can be believed. */
  readonly resume: (stale: boolean) => void
  /** The network of the device changed its mind about being there. */
  readonly refresh: () => void
  /** Says goodbye as the page goes away; keeps everything in case it does not. */
  readonly pageGone: () => void
  /** The person left: the link ends first, then the server is told. */
  readonly leave: () => void
  readonly stop: () => void
}

/** Enters the room and stays in it until `leave` or `stop`. `gone` is called once when the server has no such room any more. */
export function createConnection(
  ports: ConnectionPorts,
  session: { readonly server: string; readonly roomId: RoomId; readonly identity: SessionIdentity },
  talk: Talk,
  gone: (reason: ClosedReason) => void,
): Live {
  const { log, clock } = ports
  let facts: Facts = {
    rtc: ports.rtc.supported,
    online: ports.online(),
    link: { kind: 'none' },
    room: 'starting',
    peer: { kind: 'unknown' },
  }
  const learn = (news: Partial<Facts>): void => {
    facts = { ...facts, ...news }
    talk.setConnection(connectionOf(facts))
  }
  const peerAway = (why: 'left' | 'lost' | 'not_here_yet'): void => {
    if (facts.peer.kind !== 'away' || facts.peer.why === 'not_here_yet')
      learn({ peer: { kind: 'away', since: clock.now(), why } })
  }

  let reader = createFrameReader()
  const outgoing = createOutgoing((frame) => link.send(frame))
  const wire = { send: outgoing.add, drop: outgoing.drop }

  const onMessage = (message: PeerMessage): void => {
    talk.received(message)
    if (message.t !== 'bye') return
    if (message.why === 'left') {
      link.peerLeft()
      return peerAway('left')
    }
    // The page may come back within a moment: the link is asked, and kept if it answers.
    link.resume()
  }
  const onFrame = (bytes: Uint8Array): void => {
    const whole = reader.push(bytes)
    if (!whole.ok) {
      reader = createFrameReader()
      return log.add('warn', 'link.bad_frame', { error: whole.error })
    }
    if (whole.value === null) return
    const message = decodePeerMessage(whole.value)
    if (message.ok) onMessage(message.value)
    else log.add('warn', 'link.bad_message', { error: message.error })
  }
  const onLink = (event: LinkEvent): void => {
    if (event.kind !== 'frame' && event.kind !== 'drained') log.add('info', `link.${event.kind}`)
    switch (event.kind) {
      case 'connecting':
        return learn({ link: { kind: 'connecting', stuck: false } })
      case 'open':
        reader = createFrameReader()
        outgoing.reset()
        learn({ link: { kind: 'open', path: event.path }, peer: { kind: 'here' } })
        return talk.opened()
      case 'path':
        return facts.link.kind === 'open' ? learn({ link: { kind: 'open', path: event.path } }) : undefined
      case 'lost':
        outgoing.reset()
        learn({ link: { kind: 'none' } })
        return talk.lost()
      case 'stuck':
        return learn({ link: { kind: 'connecting', stuck: true } })
      case 'frame':
        return onFrame(event.bytes)
      case 'drained':
        return outgoing.pump()
      default:
        return unreachable(event)
    }
  }
  const onSignaling = (event: SignalingEvent): void => {
    if (event.kind !== 'signal') log.add('info', `signaling.${event.kind}`)
    switch (event.kind) {
      case 'up':
        return
      case 'down':
        return learn({ room: 'down', online: ports.online() })
      case 'joined':
        learn({ room: 'in' })
        return event.ready ? undefined : peerAway('not_here_yet')
      case 'ready':
        learn({ room: 'in', peer: { kind: 'here' } })
        return link.ready(event.isInitiator, event.iceServers)
      case 'peer_left':
        link.peerLeft()
        talk.notice('peer_left')
        return peerAway('left')
      case 'peer_lost':
        link.peerLost()
        return peerAway('lost')
      case 'signal':
        return link.signal(event.signal)
      case 'gone':
        return gone(event.deleted ? 'room_deleted' : 'room_gone')
      case 'full':
        return peerAway('lost')
      case 'accepted':
      case 'invite_gone':
      case 'left':
        return
      default:
        return unreachable(event)
    }
  }

  const link = createLink({
    rtc: ports.rtc,
    clock,
    random: ports.random,
    gate: ports.gate,
    on: onLink,
    signal: (signal) => signaling.send(signal),
    rejoin: () => signaling.rejoin(),
  })
  const signaling = createSignaling({
    sockets: ports.sockets,
    clock,
    random: ports.random,
    url: serverToSocketUrl(session.server),
    want: { kind: 'room', roomId: session.roomId, ...session.identity },
    on: onSignaling,
  })
  learn({})
  talk.attach(wire)

  const end = (): void => {
    talk.attach(null)
    link.close()
  }
  return {
    resume(stale) {
      learn({ online: ports.online() })
      link.resume()
      if (stale) signaling.resume()
    },
    refresh: () => learn({ online: ports.online() }),
    pageGone: () => wire.send({ t: 'bye', why: 'away' }),
    leave() {
      wire.send({ t: 'bye', why: 'left' })
      talk.attach(null)
      // What is sent and closed in one breath may never leave the browser.
      clock.after(LAST_WORDS_MS, () => {
        link.close()
        signaling.leave()
      })
    },
    stop() {
      end()
      signaling.stop()
    },
  }
}
