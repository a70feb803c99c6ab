/** What the connection tells a conversation: its state, and every message of the peer. */
import { unreachable } from '../../../base/result.ts'
import type { PeerMessage } from '../../../protocol/message.ts'
import type { Notice } from '../../ledger/ledger.types.ts'
import type { ConversationParts } from './conversation-parts.ts'
import type { PeerInbox } from './peer-port.ts'

export function createPeerInbox(parts: ConversationParts): PeerInbox {
  const { messages, lifetime, peer, wordsAsked } = parts
  const { clock, settings } = parts.ports
  /** The peer has yet to prove that it is the same as before. */
  let held = false
  const notice = (notice: Notice): void => void messages.post({ kind: 'notice', notice, at: clock.now() })
  const lost = (): void => {
    peer.port?.drop()
    messages.lost()
  }
  const received = (message: PeerMessage): void => {
    switch (message.t) {
      case 'text':
      case 'react':
      case 'unsend':
        // Somebody who has yet to prove to be the same changes nothing of what is kept.
        return void messages.post({ kind: 'said', said: message, at: clock.now(), trusted: !held })
      case 'have':
        return void messages.post({ kind: 'have', said: message, at: clock.now() })
      case 'ack':
        return void messages.post({ kind: 'ack', said: message })
      case 'read':
        return settings.now.value.showSigns ? void messages.post({ kind: 'read', said: message }) : undefined
      case 'signs':
      case 'typing':
        return messages.heardSign(message)
      case 'bye':
        return notice('peer_left')
      case 'lifetime':
        return held ? undefined : lifetime.received(message)
      case 'here':
      case 'check':
      case 'signal':
        return
      default:
        return unreachable(message)
    }
  }
  return {
    setConnection(state) {
      parts.connection.value = state
    },
    attach(port) {
      if (!port) lost()
      peer.port = port
    },
    opened(waits) {
      held = waits
      if (!held) lifetime.tell()
      messages.opened(held)
    },
    hold() {
      held = true
      messages.hold()
    },
    release() {
      held = false
      lifetime.tell()
      messages.release()
    },
    setServerPath(path) {
      parts.serverPath.value = path
    },
    setCheck(state) {
      parts.check.value = state
    },
    askWords(asked) {
      // A new link asks for the words again without saying that the last ones were wrong: that is still to be shown.
      wordsAsked.value = asked && { ...asked, wrong: asked.wrong || wordsAsked.peek()?.wrong === true }
    },
    lost,
    received,
    notice,
  }
}
