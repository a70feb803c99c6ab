/** Performs the effects of the room machine on the parts of a room. */
import { unreachable } from '../../../base/result.ts'
import type { Signaling } from '../../transport/signaling/signaling.ts'
import type { SafetyCheck } from '../agreement/safety-check.ts'
import type { PeerInbox } from '../conversation/conversation.types.ts'
import type { ClosedReason } from '../sessions/session.ts'
import type { SessionKeys } from '../sessions/session-keys.ts'
import type { ConnectionPorts } from './connection-ports.ts'
import type { ConnectionWatch } from './connection-state.ts'
import type { LinkFailover } from './link-failover.ts'
import type { RoomConnectionEffect } from './room-connection.types.ts'
import type { RoomEntry } from './room-entry.ts'

/** The parts of the room, and its ports. */
export interface RoomParts {
  readonly ports: ConnectionPorts
  readonly keys: SessionKeys
  readonly conversation: PeerInbox
  readonly onGone: (reason: ClosedReason) => void
  readonly state: ConnectionWatch
  readonly links: LinkFailover
  readonly check: SafetyCheck
  readonly entry: RoomEntry
  readonly signaling: Signaling
}
type EffectTo<To extends RoomConnectionEffect['to']> = Extract<RoomConnectionEffect, { to: To }>

function performState({ state, ports }: RoomParts, effect: EffectTo<'state'>): void {
  switch (effect.act) {
    case 'learn':
      return state.learn(
        effect.facts.room === 'down' ? { ...effect.facts, online: ports.online() } : effect.facts,
      )
    case 'peer_away':
      return state.peerAway(effect.why)
    case 'last_word':
      return state.lastWord(effect.why)
    case 'heard':
      return state.heard()
    case 'link_lost':
      return state.linkLost()
    case 'end':
      return state.end()
    default:
      return unreachable(effect)
  }
}

function performLink({ links, entry }: RoomParts, effect: EffectTo<'link'>): void {
  switch (effect.act) {
    case 'renegotiate':
      return links.renegotiate(effect.signal)
    case 'signal':
      return entry.afterEntering(() => links.signal(effect.signal))
    case 'relayed':
      return links.relayed(effect.data)
    case 'peer_left':
      return links.peerLeft()
    case 'peer_lost':
      return links.peerLost()
    case 'room_left':
      return links.roomLeft()
    case 'resume':
      return links.resume()
    case 'give_up':
      return links.giveUp()
    case 'use_relay':
      return links.useRelay()
    case 'use_direct':
      return links.useWebRtc()
    default:
      return unreachable(effect)
  }
}

function performConversation({ conversation }: RoomParts, effect: EffectTo<'conversation'>): void {
  switch (effect.act) {
    case 'opened':
      return conversation.opened(effect.held)
    case 'received':
      return conversation.received(effect.message)
    case 'notice':
      return conversation.notice(effect.notice)
    case 'ask_words':
      return conversation.askWords(effect.asked)
    case 'check':
      return conversation.setCheck(effect.state)
    case 'relay':
      return conversation.setRelay(effect.path)
    case 'hold':
      return conversation.hold()
    case 'release':
      return conversation.release()
    case 'lost':
      return conversation.lost()
    case 'detach':
      return conversation.attach(null)
    default:
      return unreachable(effect)
  }
}

export function performRoom(parts: RoomParts, effect: RoomConnectionEffect): void {
  const { check, entry, signaling } = parts
  switch (effect.to) {
    case 'state':
      return performState(parts, effect)
    case 'link':
      return performLink(parts, effect)
    case 'conversation':
      return performConversation(parts, effect)
    case 'check':
      if (effect.act === 'opened') return check.opened(effect.h, effect.initiator)
      return effect.act === 'received' ? check.received(effect.message) : check.lost()
    case 'entry':
      if (effect.act === 'enter') return entry.enter(effect.ready)
      return effect.act === 'heard' ? entry.heard(effect.word) : entry.left()
    case 'signaling':
      if (effect.act === 'send') return signaling.send(effect.signal)
      return effect.act === 'check' ? signaling.check() : signaling.rejoin()
    case 'keys':
      return void parts.keys
        .setTrust('disputed')
        .catch(() => parts.ports.log.add('error', 'storage.write_failed'))
    case 'app':
      return parts.onGone(effect.reason)
    case 'all': {
      const close = (): void => {
        parts.links.close()
        signaling[effect.how]()
      }
      if (effect.ms > 0) parts.ports.clock.after(effect.ms, close)
      else close()
      return
    }
    default:
      return unreachable(effect)
  }
}
