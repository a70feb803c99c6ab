/** What happens each time both are in the room: the ways that there are, and which of them both people want. */
import type { RoomId } from '../../../protocol/ids.ts'
import type { IceServer } from '../../../protocol/signal.ts'
import type { SignalingEvent } from '../../transport/signaling/signaling.ts'
import type { ServerPath } from '../conversation/conversation.model.ts'
import type { ConnectionPorts } from '../sessions/live-session.ts'
import type { SessionIdentity } from '../sessions/session-record.ts'
import type { Facts } from './connection-state.ts'
import type { Links } from './link-failover.ts'
import { createServerPath, type ServerPathWord } from './relay-consent.ts'
import { createTurnServers } from './turn-servers.ts'

/** What the person chose for this session; stored, and read each time it counts. */
interface Choices {
  readonly hideAddress: () => boolean
  readonly viaServer: () => boolean
  readonly setViaServer: (yes: boolean) => Promise<void>
}

export interface RoomSession {
  readonly server: string
  readonly roomId: RoomId
  readonly identity: SessionIdentity
  readonly role: 'host' | 'guest'
  readonly choices: Choices
}

export interface Entry {
  readonly enter: (event: Extract<SignalingEvent, { kind: 'ready' }>) => void
  /** What belongs to a room that is being entered waits until that is done. */
  readonly afterEntering: (act: () => void) => void
  readonly left: () => void
  readonly said: (word: ServerPathWord) => void
  /** The person's word on sealed messages through the server. */
  readonly answer: (yes: boolean) => Promise<void>
}

const isTurn = ({ urls }: IceServer): boolean => [urls].flat().some((url) => url.startsWith('turn'))

export function createEntry(
  ports: ConnectionPorts,
  session: RoomSession,
  out: { readonly say: (word: ServerPathWord) => void; readonly links: () => Links },
  on: {
    readonly learn: (news: Partial<Facts>) => void
    readonly state: (path: ServerPath) => void
    readonly ended: (theirs: boolean) => void
  },
): Entry {
  const { choices } = session
  const { server, roomId, identity } = session
  const turnServers = createTurnServers(ports, { server, roomId, deviceId: identity.deviceId })
  let entering: Promise<void> | null = null
  let entered = 0
  const path = createServerPath(
    {
      wanted: choices.viaServer,
      async setWanted(yes) {
        await choices.setViaServer(yes)
        on.learn({ viaServer: yes })
      },
      say: out.say,
    },
    { state: on.state, agreed: () => out.links().useServer(), ended: on.ended },
  )
  const afterEntering = (act: () => void): void => {
    if (entering) void entering.then(act)
    else act()
  }
  return {
    enter(event) {
      entered += 1
      const mine = entered
      const go = (turn: readonly IceServer[]): void => {
        // Only the last entry counts.
        if (mine !== entered) return
        entering = null
        const iceServers = [...event.iceServers, ...turn]
        const noRelay = choices.hideAddress() && !iceServers.some(isTurn)
        on.learn({ noRelay })
        // Without a relay nothing is even tried: a try tells addresses.
        if (!noRelay) out.links().ready(event.isInitiator, iceServers)
        path.entered(event.relay)
      }
      if (event.turn) entering = turnServers().then(go)
      else go([])
    },
    afterEntering,
    left() {
      entered += 1
      entering = null
      path.left()
    },
    said: (word) => afterEntering(() => path.received(word)),
    answer: (yes) => (yes ? path.yes() : path.no()),
  }
}
