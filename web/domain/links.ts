/** The link of a room, and a second one in the making when the peer comes back another way: it takes the first one's place once it has proved itself. */
import type { IceServer } from '../../protocol/signal.ts'
import type { LinkSignal } from '../transport/link.ts'
import { createSecuredLink, type SecuredEvent, type SecuredLink } from './secured-link.ts'

export interface Links
  extends Pick<
    SecuredLink,
    | 'ready'
    | 'signal'
    | 'peerLeft'
    | 'peerLost'
    | 'resume'
    | 'send'
    | 'drop'
    | 'renew'
    | 'restart'
    | 'renegotiate'
    | 'giveUp'
    | 'close'
  > {
  /** The server says that the peer left the room. Its word alone ends no link that lives: the link is asked. */
  readonly roomLeft: () => void
}

export function createLinks(ports: Parameters<typeof createSecuredLink>[0]): Links {
  const { log } = ports
  let iceServers: readonly IceServer[] = []
  const dropSpare = (): void => {
    const old = spare
    spare = null
    old?.close()
  }
  const promote = (proven: SecuredLink): void => {
    const old = main
    main = proven
    spare = null
    old.close()
  }
  const onEvent = (from: SecuredLink, event: SecuredEvent): void => {
    if (event.kind !== 'message') log.add('info', `link.${event.kind}`, { spare: from !== main })
    if (from === spare && event.kind === 'open') promote(from)
    if (from === main) ports.on(event)
    else if (event.kind === 'refused') dropSpare()
  }
  const create = (): SecuredLink => {
    const made: SecuredLink = createSecuredLink({ ...ports, on: (event) => onEvent(made, event) })
    return made
  }
  let main = create()
  let spare: SecuredLink | null = null

  return {
    ready(isInitiator, servers) {
      iceServers = servers
      main.ready(isInitiator, servers)
    },
    /** What the server passes on cannot touch a link that lives: an offer makes a second one, and all else is for that one. */
    signal(signal: LinkSignal) {
      if (!main.isOpen()) return main.signal(signal)
      if (signal.type === 'webrtc_offer' && !spare) {
        spare = create()
        spare.ready(false, iceServers)
      }
      spare?.signal(signal)
    },
    roomLeft: () => (main.isOpen() ? main.peerLost() : main.peerLeft()),
    peerLeft: () => main.peerLeft(),
    peerLost: () => main.peerLost(),
    resume: () => main.resume(),
    send: (message, done) => main.send(message, done),
    drop: () => main.drop(),
    renew: () => main.renew(),
    restart: () => main.restart(),
    renegotiate: (signal) => main.renegotiate(signal),
    giveUp: () => main.giveUp(),
    close() {
      dropSpare()
      main.close()
    },
  }
}
