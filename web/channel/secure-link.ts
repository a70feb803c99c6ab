/** Runs the secure link machine over a link and a channel. */

import { createDriver, type Driver } from '../../base/machine.ts'
import { unreachable } from '../../base/result.ts'
import { encodeLastWord, type LastWord } from '../../protocol/frame.ts'
import { encodePeerMessage } from '../../protocol/message.ts'
import type { IceServer, Renegotiation } from '../../protocol/signal.ts'
import type { HandshakeInput } from '../crypto/handshake.types.ts'
import { failingPrimitives } from '../crypto/self-test.ts'
import type { Log } from '../log/log.ts'
import type { Clock } from '../platform/clock.ts'
import { LAST_WORDS_MS, type Link, type LinkEvent, type LinkSignal } from '../transport/link/link.ts'
import { createChannel } from './channel.ts'
import type { Channel } from './channel.types.ts'
import type { ChannelKeys } from './channel-keys.ts'
import { initialSecureLink, stepSecureLink } from './secure-link.machine.ts'
import type {
  Parting,
  SecureLinkEffect,
  SecureLinkEvent,
  SecureLinkInput,
  SecureLinkState,
} from './secure-link.types.ts'

export interface SecureLink {
  readonly ready: (isInitiator: boolean, iceServers: readonly IceServer[]) => void
  readonly signal: (signal: LinkSignal) => void
  readonly peerLeft: () => void
  readonly peerLost: () => void
  readonly resume: () => void
  readonly isOpen: () => boolean
  readonly send: (message: Uint8Array, done?: () => void) => void
  readonly drop: () => void
  /** Sends at once, unsealed: asynchronous work may no longer finish. */
  readonly lastWord: (word: LastWord) => void
  /** Begins a rekey, when the person returns. */
  readonly rekey: () => void
  /** Restarts ICE over the channel, when the network may have changed. */
  readonly restart: () => void
  readonly renegotiate: (signal: Renegotiation) => void
  /** Ends the link because the peer violated the message protocol. */
  readonly giveUp: () => void
  readonly close: () => void
}

export interface SecureLinkPorts {
  readonly clock: Clock
  /** Creates the link. Its signals pass through the server only until the channel is open. */
  readonly link: (on: (event: LinkEvent) => void, signal: (signal: LinkSignal) => void) => Link
  /** Sends a signal to the peer through the server. */
  readonly signal: (signal: LinkSignal) => void
  readonly keys: ChannelKeys
  readonly log: Log
  readonly on: (event: SecureLinkEvent) => void
}

/** An ICE restart that the peer has not answered in this time may be begun again. */
const RESTART_WITHIN_MS = 5_000

let selfTest: ReturnType<typeof failingPrimitives> | null = null

/**
 * Tests the primitives of this platform once, and returns those that fail. Call it early when a connection is likely.
 * Rejects when a script that the platform needs does not load; the next call tries again.
 */
export function testPlatform(): ReturnType<typeof failingPrimitives> {
  selfTest ??= failingPrimitives().catch((fault: unknown) => {
    selfTest = null
    throw fault
  })
  return selfTest
}

type Dispatch = (input: SecureLinkInput) => void

/** Loads what the handshake needs. Always dispatches `prepared` or `refused`, also after an exception. */
async function prepare(
  keys: ChannelKeys,
  binding: () => ReturnType<Link['binding']>,
  era: number,
): Promise<SecureLinkInput> {
  const refused = { kind: 'refused', era, theirs: false } as const
  try {
    if ((await testPlatform()).length > 0) return { ...refused, why: 'no_crypto' }
    const input = await keys.handshakeInput(binding())
    return input ? { kind: 'prepared', era, input } : { ...refused, why: 'malformed' }
  } catch {
    return { ...refused, why: 'malformed' }
  }
}

function openChannel(
  { clock, keys, log, on }: SecureLinkPorts,
  send: (frame: Uint8Array) => boolean,
  input: HandshakeInput,
  era: number,
  dispatch: Dispatch,
): Channel {
  return createChannel({ clock, send }, input, {
    agreed: keys.agreed,
    proven: keys.proven,
    rekeyed(resume, before) {
      log.add('debug', 'channel.renewed')
      return keys.rekeyed(resume, before)
    },
    open(paired) {
      log.add('info', 'channel.open', { mode: paired.mode })
      dispatch({ kind: 'channel_open', era, paired })
    },
    message: (bytes) => on({ kind: 'message', bytes }),
    failed: ({ why, theirs }) => dispatch({ kind: 'refused', era, why, theirs }),
  })
}

const part = (link: Link, how: Parting): void => (how === 'peer_left' ? link.peerLeft() : link.giveUp())

/** Runs a step of an ICE restart, ours or the peer's. Dispatches `answered` or `refused`. */
function negotiate(
  link: Link,
  effect: SecureLinkEffect & { kind: 'restart' | 'renegotiate' },
  dispatch: Dispatch,
): void {
  const { era } = effect
  const { negotiation } = link
  if (!negotiation) return
  if (effect.kind === 'restart')
    negotiation.restart().then(
      (signal) => dispatch({ kind: 'answered', era, signal }),
      // The link itself reports whether it is alive.
      () => dispatch({ kind: 'restart_over', era }),
    )
  else
    negotiation.renegotiate(effect.signal).then(
      (signal) => dispatch({ kind: 'answered', era, signal }),
      () => dispatch({ kind: 'refused', era, why: 'wrong_peer', theirs: false }),
    )
}

/** Performs one effect. `parts.channel` is the channel of this era. */
function perform(
  ports: SecureLinkPorts,
  link: Link,
  parts: { channel: Channel | null },
  effect: SecureLinkEffect,
  dispatch: Dispatch,
): void {
  switch (effect.kind) {
    case 'emit':
      return ports.on(effect.event)
    case 'prepare':
      return void prepare(ports.keys, link.binding, effect.era).then(dispatch)
    case 'create_channel':
      parts.channel = openChannel(ports, link.send, effect.input, effect.era, dispatch)
      return
    case 'feed':
      return parts.channel?.receive(effect.frame)
    case 'drained':
      return parts.channel?.drained()
    case 'end_channel':
      parts.channel?.close()
      parts.channel = null
      return
    case 'link_ready':
      return link.negotiation?.ready(effect.isInitiator, effect.iceServers)
    case 'part':
      return part(link, effect.how)
    case 'part_later': {
      const { era, how } = effect
      return void ports.clock.after(LAST_WORDS_MS, () => dispatch({ kind: 'part', era, how }))
    }
    case 'signal':
      return ports.signal(effect.signal)
    case 'tell':
      return parts.channel?.send(encodePeerMessage({ t: 'signal', signal: effect.signal }))
    case 'restart': {
      const { era } = effect
      ports.clock.after(RESTART_WITHIN_MS, () => dispatch({ kind: 'restart_over', era }))
      return negotiate(link, effect, dispatch)
    }
    case 'renegotiate':
      return negotiate(link, effect, dispatch)
    case 'note_restart':
      return ports.log.add('info', 'link.restart', { begins: effect.begins })
    case 'note_refused':
      return ports.log.add('warn', 'channel.refused', { why: effect.why, theirs: effect.theirs })
    case 'close_link':
      return link.close()
    default:
      return unreachable(effect)
  }
}

export function createSecureLink(ports: SecureLinkPorts): SecureLink {
  const parts: { channel: Channel | null } = { channel: null }
  const driver: Driver<SecureLinkState, SecureLinkInput> = createDriver(
    initialSecureLink,
    stepSecureLink,
    (effect: SecureLinkEffect, dispatch: Dispatch) => perform(ports, link, parts, effect, dispatch),
  )
  const link = ports.link(
    (event) => driver.dispatch({ kind: 'link', event }),
    (signal) => driver.dispatch({ kind: 'link_signal', signal }),
  )
  const isOpen = (): boolean => driver.state().kind === 'open'
  return {
    ready: (isInitiator, iceServers) => driver.dispatch({ kind: 'ready', isInitiator, iceServers }),
    signal: (signal) => link.negotiation?.signal(signal),
    peerLeft: link.peerLeft,
    peerLost: link.peerLost,
    resume: () => link.negotiation?.resume(),
    isOpen,
    send: (message, done) => parts.channel?.send(message, done),
    drop: () => parts.channel?.drop(),
    lastWord: (word) => void (isOpen() && link.send(encodeLastWord(word))),
    rekey: () => parts.channel?.rekey(),
    restart: () => driver.dispatch({ kind: 'restart' }),
    renegotiate: (signal) => driver.dispatch({ kind: 'renegotiate', signal }),
    giveUp: link.giveUp,
    close: () => driver.dispatch({ kind: 'close' }),
  }
}
