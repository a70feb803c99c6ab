/** The link of a room, and its successor when the peer comes back another way: it takes over only after its own handshake. */
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
    | 'renew'
    | 'restart'
    | 'renegotiate'
    | 'giveUp'
    | 'isOpen'
    | 'close'
  > {
  /** The server says that the peer left the room. Its word alone ends no link that lives: the link is asked. */
  readonly roomLeft: () => void
  /** Both people said yes: the server relays sealed frames from now on, unless a link lives already. */
  readonly useRelay: () => void
  /** Back to WebRTC; the room has to be entered anew for it. */
  readonly useDirect: () => void
  /** A sealed frame as the server passed it on. */
  readonly relayed: (data: string) => void
  /** Makes the connection anew, under rules that changed. */
  readonly remake: () => void
}

export type LinkFailoverPorts = Omit<Parameters<typeof createSecureLink>[0], 'link'> & {
  readonly link: Omit<Parameters<typeof createWebRtcLink>[0], 'on' | 'signal'>
  /** Hands one sealed frame to the server, to be passed on. */
  readonly relay: (data: string) => void
}

/** Which links there are. `current` carries everything; `successor` is a second WebRTC link that has yet to prove itself. */
type Links =
  | { readonly kind: 'direct'; readonly current: SecureLink; readonly successor: SecureLink | null }
  | { readonly kind: 'relayed'; readonly current: SecureLink; readonly relay: RelayLink }

/** Makes secure links; `on` and `rejoin` are told which of them speaks. */
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
    direct(): SecureLink {
      const made: SecureLink = make((told, signal) =>
        createWebRtcLink({ ...ports.link, on: told, signal, rejoin: () => rejoin(made) }),
      )
      return made
    },
    relayed(): { readonly current: SecureLink; readonly relay: RelayLink } {
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

/** Holds the links; whatever is replaced or dropped is closed. */
function createLinkSet(first: SecureLink) {
  let links: Links = { kind: 'direct', current: first, successor: null }
  const set = {
    now: () => links,
    isSuccessor: (link: SecureLink): boolean => links.kind === 'direct' && links.successor === link,
    dropSuccessor(): void {
      if (links.kind !== 'direct' || !links.successor) return
      const { successor } = links
      links = { ...links, successor: null }
      successor.close()
    },
    /** The current link is closed after the next one has taken its place: what it says while it ends counts no more. */
    replace(next: Links): void {
      set.dropSuccessor()
      const { current } = links
      links = next
      current.close()
    },
    succeed(successor: SecureLink): void {
      const { current } = links
      links = { kind: 'direct', current: successor, successor: null }
      current.close()
    },
    addSuccessor(successor: SecureLink): void {
      if (links.kind === 'direct') links = { ...links, successor }
    },
  }
  return set
}

export function createLinkFailover(ports: LinkFailoverPorts): LinkFailover {
  let iceServers: readonly IceServer[] = []
  /** Both people want the server's relay, since the room was last entered. */
  let relayAgreed = false
  const startRelay = (): void => {
    const made = maker.relayed()
    set.replace({ kind: 'relayed', ...made })
    made.relay.agreed()
  }
  const useDirect = (): void => {
    relayAgreed = false
    const { kind, current } = set.now()
    if (kind === 'direct') return
    const wasOpen = current.isOpen()
    set.replace({ kind: 'direct', current: maker.direct(), successor: null })
    if (wasOpen) ports.on({ kind: 'lost' })
  }
  const hear = (from: SecureLink, event: SecureLinkEvent): void => {
    const isCurrent = (): boolean => from === set.now().current
    if (event.kind !== 'message') ports.log.add('info', `link.${event.kind}`, { spare: !isCurrent() })
    if (event.kind === 'open' && set.isSuccessor(from)) set.succeed(from)
    if (event.kind === 'refused' && set.isSuccessor(from)) set.dropSuccessor()
    if (!isCurrent()) return
    ports.on(event)
    if (event.kind === 'lost' && relayAgreed && isCurrent() && set.now().kind === 'direct') startRelay()
  }
  const maker = createMaker(ports, hear, (from) => {
    // A successor that fails is dropped: the room is not entered anew while the current link lives.
    if (set.isSuccessor(from)) set.dropSuccessor()
    else ports.link.rejoin()
  })
  const set = createLinkSet(maker.direct())
  const signal = (said: LinkSignal): void => {
    const links = set.now()
    if (links.kind === 'relayed') return
    if (!links.current.isOpen()) return links.current.signal(said)
    // Nothing that the server passes on touches a link that lives: an offer makes a successor, and all else is for that one.
    const successor =
      links.successor ??
      (said.type === 'webrtc_offer' ? startSuccessor(set, maker.direct(), iceServers) : null)
    successor?.signal(said)
  }
  return {
    ...forward(() => set.now().current),
    ready(isInitiator, servers) {
      iceServers = servers
      // Whoever enters the room anew has no link; both say again whether they want the relay.
      useDirect()
      set.now().current.ready(isInitiator, servers)
    },
    signal,
    useRelay() {
      relayAgreed = true
      const { kind, current } = set.now()
      if (kind === 'direct' && !current.isOpen()) startRelay()
    },
    useDirect,
    relayed(data) {
      const links = set.now()
      if (links.kind === 'relayed') links.relay.relayed(data)
    },
    remake: () => set.now().current.giveUp(),
    roomLeft() {
      const { kind, current } = set.now()
      if (kind === 'direct' && current.isOpen()) current.peerLost()
      else current.peerLeft()
    },
    close() {
      set.dropSuccessor()
      set.now().current.close()
    },
  }
}

/** The one who comes back makes the offer, so the successor here waits for it. */
function startSuccessor(
  set: ReturnType<typeof createLinkSet>,
  successor: SecureLink,
  iceServers: readonly IceServer[],
): SecureLink {
  set.addSuccessor(successor)
  successor.ready(false, iceServers)
  return successor
}

/** What always goes to the link that carries everything now. */
function forward(current: () => SecureLink) {
  return {
    peerLeft: () => current().peerLeft(),
    peerLost: () => current().peerLost(),
    resume: () => current().resume(),
    send: (message, done) => current().send(message, done),
    drop: () => current().drop(),
    lastWord: (word) => current().lastWord(word),
    renew: () => current().renew(),
    restart: () => current().restart(),
    renegotiate: (signal) => current().renegotiate(signal),
    giveUp: () => current().giveUp(),
    isOpen: () => current().isOpen(),
  } satisfies Partial<SecureLink>
}
