/** The link of a room, and a second one in the making when the peer comes back another way: it takes the first one's place once it has proved itself. */
import type { IceServer } from '../../../protocol/signal.ts'
import { createSecureLink, type SecureLink, type SecureLinkEvent } from '../../channel/secure-link.ts'
import type { LinkSignal } from '../../transport/link/link.ts'
import { createRelayLink, type RelayLink } from '../../transport/link/relay-link.ts'
import { createWebRtcLink } from '../../transport/link/webrtc-link.ts'

export interface Links
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
  /** Both said yes: what cannot go from phone to phone passes the server, sealed. A link that lives is left alone. */
  readonly useServer: () => void
  /** From phone to phone again; the room has to be entered anew for it. */
  readonly usePeer: () => void
  readonly relayed: (data: string) => void
  /** The connection is made anew, under rules that changed. */
  readonly remake: () => void
}

export function createLinks(
  ports: Omit<Parameters<typeof createSecureLink>[0], 'link'> & {
    readonly link: Omit<Parameters<typeof createWebRtcLink>[0], 'on' | 'signal'>
    readonly relay: (data: string) => void
  },
): Links {
  const { log, clock } = ports
  let iceServers: readonly IceServer[] = []
  /** Both said yes since the room was last entered. */
  let agreed = false
  let server: RelayLink | null = null

  const dropSpare = (): void => {
    const old = spare
    spare = null
    old?.close()
  }
  const replaceMain = (next: SecureLink): void => {
    const old = main
    main = next
    old.close()
  }
  const goServer = (): void => {
    dropSpare()
    replaceMain(create('server'))
    server?.agreed()
  }
  const onEvent = (from: SecureLink, event: SecureLinkEvent): void => {
    if (event.kind !== 'message') log.add('info', `link.${event.kind}`, { spare: from !== main })
    if (from === spare && event.kind === 'open') {
      spare = null
      replaceMain(from)
    }
    if (from === main) ports.on(event)
    else if (event.kind === 'refused') dropSpare()
    if (from === main && event.kind === 'lost' && agreed && !server) goServer()
  }
  const create = (route: 'peer' | 'server'): SecureLink => {
    const made: SecureLink = createSecureLink({
      ...ports,
      on: (event) => onEvent(made, event),
      link(on, signal) {
        // A spare that comes to nothing is let go: the room is not entered anew while the first link lives.
        const rejoin = (): void => (made === spare ? dropSpare() : ports.link.rejoin())
        if (route === 'peer') return createWebRtcLink({ ...ports.link, on, signal, rejoin })
        server = createRelayLink({ clock, on, relay: ports.relay, rejoin: ports.link.rejoin })
        return server
      },
    })
    return made
  }
  const leaveServer = (): void => {
    agreed = false
    if (!server) return
    const wasOpen = main.isOpen()
    server = null
    replaceMain(create('peer'))
    if (wasOpen) ports.on({ kind: 'lost' })
  }
  let main = create('peer')
  let spare: SecureLink | null = null

  return {
    ready(isInitiator, servers) {
      iceServers = servers
      // Who enters the room anew has no link; both say again how they want to talk.
      leaveServer()
      main.ready(isInitiator, servers)
    },
    /** What the server passes on cannot touch a link that lives: an offer makes a second one, and all else is for that one. */
    signal(signal: LinkSignal) {
      if (server) return
      if (!main.isOpen()) return main.signal(signal)
      if (signal.type === 'webrtc_offer' && !spare) {
        spare = create('peer')
        spare.ready(false, iceServers)
      }
      spare?.signal(signal)
    },
    useServer() {
      agreed = true
      if (!server && !main.isOpen()) goServer()
    },
    usePeer: leaveServer,
    relayed: (data) => server?.relayed(data),
    remake: () => main.giveUp(),
    roomLeft: () => (main.isOpen() && !server ? main.peerLost() : main.peerLeft()),
    peerLeft: () => main.peerLeft(),
    peerLost: () => main.peerLost(),
    resume: () => main.resume(),
    send: (message, done) => main.send(message, done),
    drop: () => main.drop(),
    lastWord: (word) => main.lastWord(word),
    renew: () => main.renew(),
    restart: () => main.restart(),
    renegotiate: (signal) => main.renegotiate(signal),
    giveUp: () => main.giveUp(),
    isOpen: () => main.isOpen(),
    close() {
      dropSpare()
      main.close()
    },
  }
}
