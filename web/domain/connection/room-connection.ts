/** Runs the room machine over one signaling socket, the links, the safety check and the conversation. */
import { createDriver } from '../../../base/machine.ts'
import { decodePeerMessage, encodePeerMessage, type PeerMessage } from '../../../protocol/message.ts'
import { serverToSocketUrl } from '../../../protocol/signal.ts'
import type { SecureLinkEvent } from '../../channel/secure-link.types.ts'
import { createSignaling, type SignalingEvent } from '../../transport/signaling/signaling.ts'
import { createSafetyCheck } from '../agreement/safety-check.ts'
import type { PeerInbox, PeerPort } from '../conversation/conversation.types.ts'
import type { LiveSession } from '../sessions/live-session.ts'
import type { ClosedReason } from '../sessions/session.ts'
import type { SessionKeys } from '../sessions/session-keys.ts'
import type { ConnectionPorts } from './connection-ports.ts'
import { createConnectionState, initialFacts } from './connection-state.ts'
import { createLinkFailover } from './link-failover.ts'
import { createRoomStep, initialRoom } from './room-connection.machine.ts'
import type {
  KeyFacts,
  RoomConnectionEffect,
  RoomConnectionEvent,
  RoomConnectionState,
} from './room-connection.types.ts'
import { performRoom, type RoomParts } from './room-effects.ts'
import { createRoomEntry, type RoomSession } from './room-entry.ts'
import { createSealedSignals } from './sealed-signals.ts'

type Given = Pick<RoomParts, 'ports' | 'keys' | 'conversation' | 'onGone'> & { readonly session: RoomSession }
type Dispatch = (event: RoomConnectionEvent) => void

const succeeds = (work: Promise<void>): Promise<boolean> => work.then(() => true).catch(() => false)

/** Reads what the machine needs of the keys. `by`: the refusal at hand, which may burn the invite. */
function readKeys(keys: SessionKeys, by?: { readonly why: string; readonly theirs: boolean }): KeyFacts {
  const now = keys.keys()
  return {
    burned: keys.burned(by),
    guessesLeft: now?.pairing?.guessesLeft ?? 0,
    held: now?.peer?.trust === 'lost' || now?.peer?.trust === 'disputed',
  }
}

/** Makes the parts; all their events go to the machine. */
function createParts({ session, ...given }: Given, dispatch: Dispatch): RoomParts {
  const { ports, keys, conversation } = given
  const { clock, log, random } = ports
  const state = createConnectionState(
    clock,
    initialFacts(ports.rtc.supported, ports.online(), session.choices.viaServer()),
    conversation.setConnection,
  )
  const hear = (event: SignalingEvent): void =>
    dispatch({ kind: 'signaling', event, keys: readKeys(keys), linkOpen: links.isOpen() })
  const sealed = createSealedSignals(
    { secrets: keys.signalSecrets, log },
    {
      say: (signal) => dispatch({ kind: 'say', signal }),
      hear: (signal) => hear({ kind: 'signal', signal }),
      unsealed: (unsealed) => state.learn({ unsealed }),
    },
  )
  const links = createLinkFailover({
    clock,
    log,
    keys,
    signal: (signal) => sealed.seal(signal),
    relay: (data) => dispatch({ kind: 'say', signal: { type: 'relay', data } }),
    link: {
      rtc: ports.rtc,
      relayOnly: session.choices.hideAddress,
      clock,
      random,
      gathering: ports.gathering,
      rejoin: () => dispatch({ kind: 'rejoin' }),
    },
    on: (event) => hearLink(event, given, dispatch),
  })
  const check = createSafetyCheck(
    { random, keys, send: (message) => links.send(encodePeerMessage(message)) },
    {
      state: (shown) => dispatch({ kind: 'check', state: shown }),
      answer: (answer) => dispatch({ kind: 'check_answer', answer }),
    },
  )
  const entry = createRoomEntry(ports, session, {
    learn: state.learn,
    ready: links.ready,
    say: (type) => dispatch({ kind: 'say', signal: { type } }),
    state: (path) => dispatch({ kind: 'relay', path }),
    agreed: () => dispatch({ kind: 'relay_now', now: 'agreed' }),
    ended: (theirs) => dispatch({ kind: 'relay_now', now: theirs ? 'ended_by_peer' : 'ended' }),
  })
  const signaling = createSignaling({
    sockets: ports.sockets,
    clock,
    random,
    url: serverToSocketUrl(session.server),
    want: { kind: 'room', roomId: session.roomId, ...session.identity },
    seals: sealed.names,
    on(event: SignalingEvent) {
      if (event.kind === 'signal') return sealed.open(event.signal)
      log.add('info', `signaling.${event.kind}`)
      if (event.kind === 'ready') sealed.heard(event.seals)
      hear(event)
    },
  })
  return { ...given, state, links, check, entry, signaling }
}

function hearLink(
  event: SecureLinkEvent,
  { ports, keys }: Pick<Given, 'ports' | 'keys'>,
  dispatch: Dispatch,
): void {
  if (event.kind !== 'message')
    return dispatch({
      kind: 'link',
      event,
      keys: readKeys(keys, event.kind === 'refused' ? event : undefined),
    })
  const decoded = decodePeerMessage(event.bytes)
  if (decoded.ok) dispatch({ kind: 'message', message: decoded.value, held: readKeys(keys).held })
  else ports.log.add('warn', 'channel.bad_message', { error: decoded.error })
}

/** Creates the calls that the conversation can make to its connection. */
function createPeerPort(parts: RoomParts, isLive: () => boolean): PeerPort {
  const { links, check, entry, state, signaling, keys, conversation } = parts
  return {
    send: (message, done) => links.send(encodePeerMessage(message), done),
    // Once over, nothing is dropped: the last message still waits to be sealed.
    drop: () => (isLive() ? links.drop() : undefined),
    check,
    async enterWords(words) {
      // The words could not be stored: ask for them again.
      if (!(await succeeds(keys.setWords(words)))) return conversation.askWords({ left: 1, wrong: false })
      state.learn({ refused: null })
      signaling.rejoin()
    },
    answerRelay: entry.answer,
    hasRelay: entry.hasRelay,
    remake() {
      links.remake()
      signaling.rejoin()
    },
    async sendAnyway() {
      if (await succeeds(keys.setTrust('unverified'))) conversation.release()
    },
  }
}

/** Enters the room and stays in it until `leave`, `suspend` or `stop`. `onGone` is called once: the session is over. */
export function createRoomConnection(
  ports: ConnectionPorts,
  session: RoomSession,
  keys: SessionKeys,
  conversation: PeerInbox,
  onGone: (reason: ClosedReason) => void,
): LiveSession {
  const driver = createDriver<RoomConnectionState, RoomConnectionEvent, RoomConnectionEffect>(
    initialRoom,
    createRoomStep(session.role),
    (effect) => performRoom(parts, effect),
  )
  const parts = createParts({ ports, session, keys, conversation, onGone }, driver.dispatch)
  const { links, state, signaling } = parts
  const say = (message: PeerMessage): void => links.send(encodePeerMessage(message))
  state.learn({})
  conversation.attach(createPeerPort(parts, () => driver.state().kind === 'live'))
  return {
    resume(stale) {
      say({ t: 'here' })
      state.learn({ online: ports.online() })
      links.resume()
      links.rekey()
      if (stale) {
        links.restart()
        signaling.resume()
      }
    },
    refresh: () => state.learn({ online: ports.online() }),
    pageHidden: () => links.lastWord('asleep'),
    pageGone: () => links.lastWord('closed'),
    leave() {
      say({ t: 'bye', why: 'left' })
      driver.dispatch({ kind: 'part', how: 'leave' })
    },
    end() {
      say({ t: 'bye', why: 'deleted' })
      driver.dispatch({ kind: 'part', how: 'leave' })
    },
    suspend() {
      links.lastWord('asleep')
      driver.dispatch({ kind: 'part', how: 'suspend' })
    },
    stop: () => driver.dispatch({ kind: 'part', how: 'stop' }),
  }
}
