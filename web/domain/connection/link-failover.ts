/** The link of a room and its successor when the peer reconnects: the successor takes over only after its own handshake. */
import type { IceServer } from '../../../protocol/signal.ts'
import { createSecureLink, type SecureLink } from '../../channel/secure-link.ts'
import type { SecureLinkEvent } from '../../channel/secure-link.types.ts'
import type { LinkSignal } from '../../transport/link/link.ts'
import { createRelayLink, type RelayLink } from '../../transport/link/relay-link.ts'
import { createWebRtcLink } from '../../transport/link/webrtc-link.ts'

export interface LinkFailover
  extends Pick<
    SecureLink,
    | 'ready'
    | 'signal'
    | 'peerLeft'
    | 'peerLost'
    | 'resume'
    | 'send'
    | 'drop'
    | 'lastWord'
    | 'rekey'
    | 'restart'
    | 'renegotiate'
    | 'giveUp'
    | 'isOpen'
    | 'close'
  > {
  /** The server says that the peer left the room. That alone never ends a live link: the link is probed. */
  readonly roomLeft: () => void
  /** Both people agreed: the server relays sealed frames from now on, unless a link is live. */
  readonly useRelay: () => void
  /** Returns to WebRTC, which requires entering the room again. */
  readonly useWebRtc: () => void
  /** A sealed frame that the server relayed. */
  readonly relayed: (data: string) => void
  /** Reconnects because a setting of the connection changed. */
  readonly remake: () => void
}

export type LinkFailoverPorts = Omit<Parameters<typeof createSecureLink>[0], 'link'> & {
  readonly link: Omit<Parameters<typeof createWebRtcLink>[0], 'on' | 'signal'>
  /** Sends one sealed frame through the server. */
  readonly relay: (data: string) => void
}

/** The links. `current` carries everything; `successor` is a second WebRTC link that has not proved itself yet. */
type Links =
  | { readonly kind: 'webrtc'; readonly current: SecureLink; readonly successor: SecureLink | null }
  | { readonly kind: 'server'; readonly current: SecureLink; readonly relay: RelayLink }

/** Makes secure links whose events name the link they come from. */
function createMaker(
  ports: LinkFailoverPorts,
  on: (from: SecureLink, event: SecureLinkEvent) => void,
  rejoin: (from: SecureLink) => void,
) {
  const make = (below: Parameters<typeof createSecureLink>[0]['link']): SecureLink => {
    const made: SecureLink = createSecureLink({ ...ports, link: below, on: (event) => on(made, event) })
    return made
  }
  return {
    webrtc(): SecureLink {
      const made: SecureLink = make((told, signal) =>
        createWebRtcLink({ ...ports.link, on: told, signal, rejoin: () => rejoin(made) }),
      )
      return made
    },
    server(): { readonly current: SecureLink; readonly relay: RelayLink } {
      const { clock, relay: send } = ports
      const relays: RelayLink[] = []
      const current = make((told) => {
        const relay = createRelayLink({ clock, on: told, relay: send, rejoin: ports.link.rejoin })
        relays.push(relay)
        return relay
      })
      return { current, relay: relays[0] as RelayLink }
    },
  }
}

/** Holds the links; whatever is replaced or dropped is closed. `tell` hears of the end of a link that is replaced. */
function createLinkSet(first: SecureLink, tell: (event: SecureLinkEvent) => void) {
  /** The current link is in its handshake. */
  let isSecuring = false
  let links: Links = { kind: 'webrtc', current: first, successor: null }
  const set = {
    now: () => links,
    isSuccessor: (link: SecureLink): boolean => links.kind === 'webrtc' && links.successor === link,
    dropSuccessor(): void {
      if (links.kind !== 'webrtc' || !links.successor) return
      const { successor } = links
      links = { ...links, successor: null }
      successor.close()
    },
    /** The current link said it. */
    heard({ kind }: SecureLinkEvent): void {
      if (kind !== 'path' && kind !== 'message') isSecuring = kind === 'securing'
    },
    /** Replaces the links first, then closes the old one: what it reports while closing is ignored, so its end is told here. */
    replace(next: Links): void {
      set.dropSuccessor()
      const { current } = links
      const [wasOpen, wasSecuring] = [current.isOpen(), isSecuring]
      isSecuring = false
      links = next
      current.close()
      if (wasOpen) tell({ kind: 'lost' })
      else if (wasSecuring) tell({ kind: 'handshake_lost' })
    },
    succeed(successor: SecureLink): void {
      const { current } = links
      links = { kind: 'webrtc', current: successor, successor: null }
      current.close()
    },
    addSuccessor(successor: SecureLink): void {
      if (links.kind === 'webrtc') links = { ...links, successor }
    },
  }
  return set
}

export function createLinkFailover(ports: LinkFailoverPorts): LinkFailover {
  let iceServers: readonly IceServer[] = []
  /** Whether both people agreed to the server's relay since the room was last entered. */
  let relayAgreed = false
  const startRelay = (): void => {
    const made = maker.server()
    set.replace({ kind: 'server', ...made })
    made.relay.agreed()
  }
  const useWebRtc = (): void => {
    relayAgreed = false
    if (set.now().kind === 'server') set.replace({ kind: 'webrtc', current: maker.webrtc(), successor: null })
  }
  const hear = (from: SecureLink, event: SecureLinkEvent): void => {
    const isCurrent = (): boolean => from === set.now().current
    if (event.kind !== 'message') ports.log.add('info', `link.${event.kind}`, { spare: !isCurrent() })
    if (event.kind === 'open' && set.isSuccessor(from)) set.succeed(from)
    if (event.kind === 'refused' && set.isSuccessor(from)) set.dropSuccessor()
    if (!isCurrent()) return
    set.heard(event)
    ports.on(event)
    if (event.kind === 'lost' && relayAgreed && isCurrent() && set.now().kind === 'webrtc') startRelay()
  }
  const maker = createMaker(ports, hear, (from) => {
    // A failed successor is dropped: the room is not entered again while the current link is live.
    if (set.isSuccessor(from)) set.dropSuccessor()
    else ports.link.rejoin()
  })
  const set = createLinkSet(maker.webrtc(), ports.on)
  const signal = (said: LinkSignal): void => {
    const links = set.now()
    if (links.kind === 'server') return
    if (!links.current.isOpen()) return links.current.signal(said)
    // No signal from the server touches a live link: an offer starts a successor, and other signals go to that one.
    const successor =
      links.successor ??
      (said.type === 'webrtc_offer' ? startSuccessor(set, maker.webrtc(), iceServers) : null)
    successor?.signal(said)
  }
  return {
    ...forward(() => set.now().current),
    ready(isInitiator, servers) {
      iceServers = servers
      // A peer that enters the room again has no link, so both say again whether they want the relay.
      useWebRtc()
      set.now().current.ready(isInitiator, servers)
    },
    signal,
    useRelay() {
      relayAgreed = true
      const { kind, current } = set.now()
      if (kind === 'webrtc' && !current.isOpen()) startRelay()
    },
    useWebRtc,
    relayed(data) {
      const links = set.now()
      if (links.kind === 'server') links.relay.relayed(data)
    },
    remake: () => set.now().current.giveUp(),
    roomLeft() {
      const { kind, current } = set.now()
      if (kind === 'webrtc' && current.isOpen()) current.peerLost()
      else current.peerLeft()
    },
    close() {
      set.dropSuccessor()
      set.now().current.close()
    },
  }
}

/** The returning side makes the offer, so the successor on this side waits for it. */
function startSuccessor(
  set: ReturnType<typeof createLinkSet>,
  successor: SecureLink,
  iceServers: readonly IceServer[],
): SecureLink {
  set.addSuccessor(successor)
  successor.ready(false, iceServers)
  return successor
}

/** The calls that always go to the current link. */
function forward(current: () => SecureLink) {
  return {
    peerLeft: () => current().peerLeft(),
    peerLost: () => current().peerLost(),
    resume: () => current().resume(),
    send: (message, done) => current().send(message, done),
    drop: () => current().drop(),
    lastWord: (word) => current().lastWord(word),
    rekey: () => current().rekey(),
    restart: () => current().restart(),
    renegotiate: (signal) => current().renegotiate(signal),
    giveUp: () => current().giveUp(),
    isOpen: () => current().isOpen(),
  } satisfies Partial<SecureLink>
}
