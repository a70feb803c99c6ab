/** Each time both are in the room: fetches TURN servers, starts the link, and repeats this person's answer on the server's relay. */
import type { Result } from '../../../base/result.ts'
import type { RoomId } from '../../../protocol/ids.ts'
import type { IceServer } from '../../../protocol/signal.ts'
import type { SignalingEvent } from '../../transport/signaling/signaling.ts'
import { type ConsentFailure, createRelayConsent, type RelayWord } from '../agreement/relay-consent.ts'
import type { RelayState } from '../conversation/conversation.model.ts'
import type { SessionIdentity } from '../sessions/session-record.ts'
import type { ConnectionPorts } from './connection-ports.ts'
import type { ConnectionFacts } from './connection-state.ts'
import { createTurnServers } from './turn-servers.ts'

/** The person's stored choices for this session, read each time they are needed. */
export interface Choices {
  readonly hideAddress: () => boolean
  readonly viaServer: () => boolean
  /** False when it could not be stored. */
  readonly setViaServer: (yes: boolean) => Promise<boolean>
}

export interface RoomSession {
  /** Origin of the server, such as https://chat.example. */
  readonly server: string
  readonly roomId: RoomId
  readonly identity: SessionIdentity
  readonly role: 'host' | 'guest'
  readonly choices: Choices
}

export type Ready = Extract<SignalingEvent, { kind: 'ready' }>

export interface RoomEntry {
  readonly enter: (ready: Ready) => void
  /** Runs `act` now, or after the current entry: signals belong to the link that it starts. */
  readonly afterEntering: (act: () => void) => void
  readonly left: () => void
  readonly heard: (word: RelayWord) => void
  /** Whether the server has a TURN server to lend; null before both were in the room, and when the server does not answer. */
  readonly hasRelay: () => Promise<boolean | null>
  /** The person's answer on sealed messages through the server. */
  readonly answer: (yes: boolean) => Promise<Result<void, ConsentFailure>>
}

export interface RoomEntryEvents {
  readonly learn: (facts: Partial<ConnectionFacts>) => void
  /** Both are in the room and the ICE servers are known: the link may start. */
  readonly ready: (isInitiator: boolean, iceServers: readonly IceServer[]) => void
  readonly say: (word: RelayWord) => void
  readonly state: (path: RelayState) => void
  /** Both people agreed to the server's relay. */
  readonly agreed: () => void
  readonly ended: (theirs: boolean) => void
}

/** TURN servers are being fetched; `done` resolves when the link started, or when this entry was replaced. */
interface Entering {
  readonly done: Promise<void>
}

/** Pause before TURN servers are asked for again: with a hidden address nothing can begin without them. */
export const TURN_AGAIN_MS = 5_000

/** Most words of the peer that wait for TURN servers, which may take for ever: two negotiations with all their candidates. */
const WAITING_MAX = 256

const isTurn = ({ urls }: IceServer): boolean => [urls].flat().some((url) => url.startsWith('turn'))

export function createRoomEntry(
  ports: Pick<ConnectionPorts, 'rest' | 'clock'>,
  { choices, server, roomId, identity }: Omit<RoomSession, 'role'>,
  on: RoomEntryEvents,
): RoomEntry {
  const { clock } = ports
  const turnServers = createTurnServers(ports, { server, roomId, deviceId: identity.deviceId })
  let entering: Entering | null = null
  let last: Ready | null = null
  const consent = createRelayConsent(
    {
      wanted: choices.viaServer,
      async setWanted(viaServer) {
        const stored = await choices.setViaServer(viaServer)
        if (stored) on.learn({ viaServer })
        return stored
      },
      say: on.say,
    },
    on,
  )
  const begin = ({ isInitiator, iceServers, relay }: Ready, turn: readonly IceServer[]): void => {
    entering = null
    const all = [...iceServers, ...turn]
    const noRelay = choices.hideAddress() && !all.some(isTurn)
    on.learn({ noRelay })
    // Connecting without a relay would reveal this device's addresses.
    if (!noRelay) on.ready(isInitiator, all)
    consent.entered(relay)
  }
  let waiting = 0
  const afterEntering = (act: () => void): void => {
    if (!entering) return act()
    if (waiting >= WAITING_MAX) return
    waiting += 1
    void entering.done.then(() => {
      waiting -= 1
      act()
    })
  }
  return {
    async hasRelay() {
      if (!last) return null
      const lent = last.turn ? await turnServers() : []
      if (!lent) return last.iceServers.some(isTurn) || null
      return [...last.iceServers, ...lent].some(isTurn)
    },
    enter(ready) {
      last = ready
      if (!ready.turn) return begin(ready, [])
      const isNeeded = (): boolean => choices.hideAddress() && !ready.iceServers.some(isTurn)
      const fetch = async (): Promise<void> => {
        const turn = await turnServers()
        // A later entry replaced this one.
        if (entering !== mine) return
        if (turn || !isNeeded()) return begin(ready, turn ?? [])
        await new Promise<void>((resolve) => clock.after(TURN_AGAIN_MS, resolve))
        if (entering === mine) await fetch()
      }
      const mine: Entering = { done: Promise.resolve().then(fetch) }
      entering = mine
    },
    afterEntering,
    left() {
      entering = null
      consent.left()
    },
    heard: (word) => afterEntering(() => consent.received(word)),
    answer: consent.answer,
  }
}
