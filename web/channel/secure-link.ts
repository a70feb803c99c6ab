/** A Link and the channel over it: nothing that is said passes before both ends have proved themselves, and nothing passes in the clear. */

import { unreachable } from '../../base/result.ts'
import { decodeLastWord, encodeLastWord, type LastWord } from '../../protocol/frame.ts'
import { encodePeerMessage } from '../../protocol/message.ts'
import type { IceServer, Renegotiation } from '../../protocol/signal.ts'
import type { HandshakeResult } from '../crypto/handshake.types.ts'
import { failingPrimitives } from '../crypto/self-test.ts'
import type { Log } from '../log/log.ts'
import type { Clock } from '../platform/clock.ts'
import type { Link, LinkEvent, LinkPath, LinkSignal } from '../transport/link/link.ts'
import { type Channel, type ChannelFailure, createChannel } from './channel.ts'
import type { ChannelKeys } from './channel-keys.ts'

export type Refusal = ChannelFailure['why'] | 'no_crypto'
export type SecureLinkEvent =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'stuck' }
  | { readonly kind: 'securing' }
  | { readonly kind: 'open'; readonly path: LinkPath; readonly paired: HandshakeResult }
  | { readonly kind: 'path'; readonly path: LinkPath }
  /** It was open, and is no more. */
  | { readonly kind: 'lost' }
  /** It came to be, but not the channel: why, and whether only the other side said so. */
  | { readonly kind: 'refused'; readonly why: Refusal; readonly theirs: boolean }
  /** The page over there goes, or may be put to sleep. */
  | { readonly kind: 'last_word'; readonly word: LastWord }
  | { readonly kind: 'message'; readonly bytes: Uint8Array }

export interface SecureLink {
  readonly ready: (isInitiator: boolean, iceServers: readonly IceServer[]) => void
  readonly signal: (signal: LinkSignal) => void
  readonly peerLeft: () => void
  readonly peerLost: () => void
  readonly resume: () => void
  readonly isOpen: () => boolean
  readonly send: (message: Uint8Array, done?: () => void) => void
  readonly drop: () => void
  /** Said at once, unsealed: what is begun now may not be finished. */
  readonly lastWord: (word: LastWord) => void
  /** Fresh keys, now that the person is back. */
  readonly renew: () => void
  /** The network may have changed: another path is looked for, inside the channel. */
  readonly restart: () => void
  readonly renegotiate: (signal: Renegotiation) => void
  /** The other side broke the rules of what runs over the channel. */
  readonly giveUp: () => void
  readonly close: () => void
}

/** A search for another path that nobody answers in this time may be begun again. */
const RESTART_WITHIN_MS = 5_000
/** Time that a refusal gets to go out before its link is closed. */
const LAST_WORDS_MS = 100
/** Frames that arrive while the keys are fetched. */
const EARLY_FRAMES_MAX = 16

let selfTest: ReturnType<typeof failingPrimitives> | null = null

/** Tries the primitives of this platform, once; who is about to connect does it ahead. Answers those that fail. */
export function testPlatform(): ReturnType<typeof failingPrimitives> {
  selfTest ??= failingPrimitives()
  return selfTest
}

export function createSecureLink(ports: {
  readonly clock: Clock
  /** Makes the link below; what it signals passes the server only until the channel is open. */
  readonly link: (on: (event: LinkEvent) => void, signal: (signal: LinkSignal) => void) => Link
  /** To the other side, through the server. */
  readonly signal: (signal: LinkSignal) => void
  readonly keys: ChannelKeys
  readonly log: Log
  readonly on: (event: SecureLinkEvent) => void
}): SecureLink {
  const { keys, on, log } = ports
  let channel: Channel | null = null
  let early: Uint8Array[] = []
  let open = false
  let initiator = false
  let path: LinkPath = 'direct'
  /** Each open link has its own; what was begun for another is void. */
  let era = 0

  const end = (): void => {
    era += 1
    channel?.close()
    channel = null
    early = []
    if (open) on({ kind: 'lost' })
    open = false
  }
  const refuse = ({ why, theirs }: { readonly why: Refusal; readonly theirs: boolean }): void => {
    log.add('warn', 'channel.refused', { why, theirs })
    const wasOpen = open
    // A try that cannot end otherwise until somebody does something is not repeated.
    const hopeless = [
      'words_needed',
      'wrong_words',
      'no_guess_left',
      'no_mode',
      'version',
      'no_crypto',
    ].includes(why)
    end()
    const mine = era
    const part = (): void => {
      if (mine !== era) return
      if (hopeless) link.peerLeft()
      else link.giveUp()
    }
    // What was said last, such as why, may never leave a link that is closed in the same breath.
    if (theirs || wasOpen) part()
    else ports.clock.after(LAST_WORDS_MS, part)
    if (!wasOpen || why !== 'timeout') on({ kind: 'refused', why, theirs })
  }
  const secure = async (mine: number): Promise<void> => {
    on({ kind: 'securing' })
    const failing = await testPlatform()
    const input = failing.length === 0 ? await keys.handshakeInput(link.binding()) : null
    if (mine !== era) return
    if (failing.length > 0) return refuse({ why: 'no_crypto', theirs: false })
    if (!input) return refuse({ why: 'malformed', theirs: false })
    const made = createChannel({ clock: ports.clock, send: (frame) => link.send(frame) }, input, {
      paired: keys.agreed,
      async open(paired) {
        if (mine !== era) return
        // What is forgotten may take its time: until then both are kept, which harms nobody.
        keys.proven().catch(() => log.add('warn', 'storage.write_failed'))
        log.add('info', 'channel.open', { mode: paired.mode })
        open = true
        initiator = paired.initiator
        on({ kind: 'open', path, paired })
      },
      renewed: (resume) => {
        log.add('debug', 'channel.renewed')
        return keys.rekeyed(resume)
      },
      settled: () => keys.proven().catch(() => log.add('warn', 'storage.write_failed')),
      message: (bytes) => on({ kind: 'message', bytes }),
      failed: (failure) => mine === era && refuse(failure),
    })
    channel = made
    for (const frame of early.splice(0)) made.receive(frame)
  }
  const onLink = (event: LinkEvent): void => {
    switch (event.kind) {
      case 'connecting':
      case 'stuck':
        return on(event)
      case 'open':
        path = event.path
        era += 1
        return void secure(era)
      case 'path':
        path = event.path
        return open ? on(event) : undefined
      case 'lost':
        return end()
      case 'frame': {
        const word = decodeLastWord(event.bytes)
        if (word) return open ? on({ kind: 'last_word', word }) : undefined
        if (channel) return channel.receive(event.bytes)
        early.push(event.bytes)
        return early.length > EARLY_FRAMES_MAX ? link.giveUp() : undefined
      }
      case 'drained':
        return channel?.drained()
      default:
        return unreachable(event)
    }
  }
  /** Once the channel is open nothing of this link passes the server any more. */
  const tell = (signal: Renegotiation | null): void => {
    if (signal) channel?.send(encodePeerMessage({ t: 'signal', signal }))
  }
  const signal = (said: LinkSignal): void => {
    if (!open) ports.signal(said)
    else if (said.type === 'ice_candidate') tell({ type: 'candidate', candidate: said.candidate })
  }
  /** One search at a time: two offers at once would get each other's answers. */
  let restarting = false
  const restart = async (): Promise<void> => {
    if (restarting) return
    restarting = initiator
    if (restarting)
      ports.clock.after(RESTART_WITHIN_MS, () => {
        restarting = false
      })
    log.add('info', 'link.restart', { begins: initiator })
    tell(initiator ? ((await link.negotiation?.restart().catch(() => null)) ?? null) : { type: 'ask' })
  }
  const link = ports.link(onLink, signal)
  return {
    ready(isInitiator, iceServers) {
      // Somebody entered the room anew while a handshake was under way: that one will not end well, and must not swallow this.
      if (channel && !open) link.peerLeft()
      link.negotiation?.ready(isInitiator, iceServers)
    },
    signal: (said) => link.negotiation?.signal(said),
    peerLeft: link.peerLeft,
    peerLost: link.peerLost,
    resume: () => link.negotiation?.resume(),
    isOpen: () => open,
    send: (message, done) => channel?.send(message, done),
    lastWord: (word) => void (open && link.send(encodeLastWord(word))),
    drop: () => channel?.drop(),
    renew: () => channel?.renew(),
    restart: () => void (open && restart()),
    renegotiate(said) {
      if (said.type === 'ask') return initiator ? void restart() : undefined
      const mine = era
      if (said.type === 'answer') restarting = false
      link.negotiation?.renegotiate(said).then(tell, () => {
        if (mine === era) refuse({ why: 'wrong_peer', theirs: false })
      })
    },
    giveUp: link.giveUp,
    close() {
      open = false
      end()
      link.close()
    },
  }
}
