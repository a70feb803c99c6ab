/** Receives the connection's state and every message of the peer for a conversation. */
import { unreachable } from '../../../base/result.ts'
import { CAPABILITIES, type HeardMessage, type PeerMessage } from '../../../protocol/message.ts'
import type { NumberedHeard } from '../../ledger/content.ts'
import type { PeerInbox } from './conversation.types.ts'
import type { ConversationParts } from './conversation-parts.ts'
import { createEditWindow, type EditWindow } from './edit-window.ts'

/** Most that may wait to be written (UTF-16 units): more than an honest peer's outbox holds. */
const WAITING_CHARS_MAX = 8_000_000
/** What a message counts beside its words, about its size in memory: one without words takes room too. */
const MESSAGE_CHARS = 256

export function createPeerInbox(parts: ConversationParts): PeerInbox {
  const { messages, lifetime, peer, wordsAsked } = parts
  const { clock } = parts.ports
  /** True while the peer has not proved to be the same as before. */
  let held = false
  const editWindow = createEditWindow(clock)
  /** Whether a ticket was given on this channel: an app that changes its mind all the time costs one each time otherwise. */
  let gave = false
  const giveTicket = (): void => {
    if (gave || !parts.record()?.peerCan?.kinds.includes('ticket')) return
    gave = true
    parts.ports.nudges.opened()
  }
  const receive = createReceiver(parts, editWindow, giveTicket)
  const trust = (): void => {
    lifetime.tell()
    giveTicket()
    void messages.post({ kind: 'trust' })
  }
  const lost = (): void => {
    peer.port?.drop()
    messages.lost()
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
      gave = false
      editWindow.opened()
      peer.port?.send(CAPABILITIES)
      if (!held) trust()
      messages.opened(held)
    },
    hold() {
      held = true
      messages.hold()
    },
    release() {
      held = false
      trust()
      messages.release()
    },
    setRelay(path) {
      parts.relay.value = path
    },
    setCheck(state) {
      parts.check.value = state
    },
    askWords(asked) {
      // A new link asks for the words again without saying that the last were wrong: keep showing that.
      wordsAsked.value = asked && { ...asked, wrong: asked.wrong || wordsAsked.peek()?.wrong === true }
    },
    lost,
    received: (message) => receive(message, held),
    notice: (notice) => void messages.post({ kind: 'notice', notice, at: clock.now() }),
  }
}

/** Posts numbered messages to the ledger within a memory bound; those beyond it are not acknowledged, so the peer resends them. */
function createIntake(
  { messages, ports }: ConversationParts,
  editWindow: EditWindow,
): (said: NumberedHeard, trusted: boolean) => void {
  /** What was received and is not written yet (UTF-16 units). */
  let waitingChars = 0
  return (said, trusted) => {
    const chars = MESSAGE_CHARS + ('text' in said ? said.text.length : 0)
    if (waitingChars + chars > WAITING_CHARS_MAX) return
    waitingChars += chars
    // A repeated message gives no more time.
    if (said.t === 'text' && !messages.state().seen.includes(said.id)) editWindow.arrived()
    const overdue = editWindow.isOver()
    void messages.post({ kind: 'said', said, at: ports.clock.now(), trusted, overdue }).finally(() => {
      waitingChars -= chars
    })
  }
}

type Capabilities = Extract<PeerMessage, { t: 'can' }>

/** Stores the capabilities of the peer's app; a failed write is retried with a later message. */
function createCapabilityKeeper(parts: ConversationParts) {
  /** Announced capabilities not stored yet; null for none. */
  let unkept: Capabilities | null = null
  const isKept = ({ v, kinds, seals, emoji }: Capabilities): boolean => {
    const known = parts.record()?.peerCan
    const isKnown = known?.v === v && known.seals === seals && known.emoji === emoji
    return isKnown && known.kinds.join() === kinds.join()
  }
  const keep = async (announced: Capabilities): Promise<void> => {
    const { v, kinds, seals, emoji } = announced
    const kept = await parts.change({
      peerCan: { v, kinds, ...(seals && { seals }), ...(emoji && { emoji }) },
    })
    // A later announcement takes precedence.
    if (!kept.ok) unkept ??= announced
  }
  return {
    /** `changed`: called once these capabilities are stored, if they differ from those known. */
    announced(can: Capabilities, changed: () => void): void {
      unkept = null
      if (!isKept(can)) void keep(can).then(changed)
    },
    again(): void {
      const waits = unkept
      unkept = null
      if (waits) void keep(waits)
    },
  }
}

/** Handles the peer's messages. `held`: the peer has not proved to be the same as before. `giveTicket`: to a proven peer whose app takes tickets. */
function createReceiver(
  parts: ConversationParts,
  editWindow: EditWindow,
  giveTicket: () => void,
): (message: HeardMessage, held: boolean) => void {
  const { messages, lifetime } = parts
  const { clock, settings, nudges } = parts.ports
  const take = createIntake(parts, editWindow)
  const capabilities = createCapabilityKeeper(parts)
  return (message, held) => {
    if (message.t !== 'can') capabilities.again()
    switch (message.t) {
      case 'text':
      case 'location':
      case 'react':
      case 'unsend':
      case 'edit':
      case 'unknown':
        // An unproven peer must not change stored data.
        return take(message, !held)
      case 'can':
        return capabilities.announced(message, () => {
          if (!held) giveTicket()
        })
      case 'have':
        return void messages.post({ kind: 'have', said: message, at: clock.now() })
      case 'ack':
        return void messages.post({ kind: 'ack', said: message })
      case 'read':
        return settings.now.value.showSigns ? void messages.post({ kind: 'read', said: message }) : undefined
      case 'signs':
      case 'typing':
        return messages.heardSign(message)
      case 'ticket':
        return held ? undefined : nudges.heard(message.ticket, message.until)
      case 'bye':
        // A session that was left rings no more; an unproven peer must not silence the proven one.
        if (!held) nudges.heard(null, 0)
        return void messages.post({ kind: 'notice', notice: 'peer_left', at: clock.now() })
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
}
