/** Seals outgoing signals and opens incoming ones, each in order. */
import { parseJson } from '../../../base/bytes.ts'
import { createSerialQueue } from '../../../base/serial-queue.ts'
import type { SealName } from '../../../protocol/ids.ts'
import { CANDIDATE_CHARS_MAX, SDP_CHARS_MAX } from '../../../protocol/limits.ts'
import { decodeSignalBody, type SignalBody } from '../../../protocol/signal.ts'
import { wipe } from '../../crypto/primitives.ts'
import {
  openSignal,
  type SealContext,
  sealNameIn,
  sealNameOf,
  sealSignal,
} from '../../crypto/sealed-signal.ts'
import type { Log } from '../../log/log.ts'
import type { LinkSignal } from '../../transport/link/link.ts'
import type { PeerSignal } from '../../transport/signaling/signaling.types.ts'
import type { SignalSecrets } from '../sessions/session-keys.ts'

export interface SealedSignals {
  /** Returns the names of the secrets with which this device can open signals. */
  readonly names: () => readonly SealName[]
  /** Both are in the room: the peer's seal names, as the server reports them. */
  readonly heard: (names: readonly SealName[]) => void
  readonly seal: (signal: LinkSignal) => void
  readonly open: (signal: PeerSignal) => void
}

export interface SealedSignalEvents {
  /** Sends a signal to the server. */
  readonly say: (signal: LinkSignal) => void
  readonly hear: (signal: PeerSignal) => void
  /** Reports true for an unsealed signal from a peer that seals, and false for a sealed one. */
  readonly unsealed: (unsealed: boolean) => void
}

/** Most signals waiting to be opened: two negotiations with all their candidates; more means a flood. */
const WAITING_MAX = 256

const bodyOf = (signal: LinkSignal | PeerSignal): SignalBody =>
  'sdp' in signal ? { sdp: signal.sdp } : { candidate: signal.candidate }
const carried = (signal: LinkSignal | PeerSignal): string =>
  'sdp' in signal ? signal.sdp : signal.candidate.candidate
const contextOf = (
  { roomId }: SignalSecrets,
  from: SealContext['from'],
  { type, attempt = '' }: LinkSignal | PeerSignal,
): SealContext => ({ roomId, from, type, attempt })

/** Calls `use` with the first of the session's secrets whose name is wanted, else with the secret of both keys; null when there is none. */
async function withSecret<T>(
  now: SignalSecrets,
  wanted: (name: string) => boolean,
  isSharedWanted: (name: string) => boolean,
  use: (secret: Uint8Array) => Promise<T>,
): Promise<T | null> {
  const named = now.secrets.find((secret) => wanted(sealNameOf(secret)))
  if (named) return use(named)
  const shared = await now.shared()
  try {
    return shared && isSharedWanted(sealNameOf(shared)) ? await use(shared) : null
  } finally {
    wipe(shared)
  }
}

const holdsNamed = ({ secrets }: SignalSecrets, name: string | null): boolean =>
  secrets.some((secret) => sealNameOf(secret) === name)

/** What is known of the secrets that the peer holds. */
interface Peer {
  /** The names that the server reported; another handshake may have replaced those secrets since. */
  readonly names: ReadonlySet<string>
  /** The name of the secret that sealed the peer's latest signal, which it certainly holds; null before. */
  readonly used: string | null
  /** Whether that is the secret of both keys, which nothing replaces. */
  readonly usesShared: boolean
  /** The attempt of the latest offer to it. */
  readonly offered: string | undefined
  /** An offer was sealed, and another one follows without an answer: the reported names may be outdated. */
  readonly isSilent: boolean
}
const NEW_PEER: Peer = {
  names: new Set(),
  used: null,
  usesShared: false,
  offered: undefined,
  isSilent: false,
}

function offering(peer: Peer, { type, attempt }: LinkSignal): Peer {
  if (type !== 'webrtc_offer' || attempt === peer.offered) return peer
  return { ...peer, offered: attempt, isSilent: peer.offered !== undefined && peer.used === null }
}

/** Returns the sealed signal; null when it has to stay unsealed, `too_long` when the server would refuse it. */
function sealed(
  now: SignalSecrets,
  signal: LinkSignal,
  { names, used, usesShared, isSilent }: Peer,
): Promise<LinkSignal | 'too_long' | null> {
  const use = async (secret: Uint8Array): Promise<LinkSignal | 'too_long'> => {
    const text = await sealSignal(secret, contextOf(now, now.role, signal), JSON.stringify(bodyOf(signal)))
    if ('sdp' in signal) return text.length > SDP_CHARS_MAX ? 'too_long' : { ...signal, sdp: text }
    return text.length > CANDIDATE_CHARS_MAX ? 'too_long' : { ...signal, candidate: { candidate: text } }
  }
  const isUsedHere = usesShared || holdsNamed(now, used)
  // Never unsealed because of silence, which a server can cause: only where both certainly have the other secret.
  const areOutdated = isSilent && now.peerSeals
  return withSecret(
    now,
    (name) => (isUsedHere ? name === used : names.has(name) && !areOutdated),
    (name) => now.peerSeals || name === used,
    use,
  )
}

/** Opens a sealed signal; the error is its word in the log. */
async function opened(
  now: SignalSecrets,
  signal: PeerSignal,
  name: string,
): Promise<PeerSignal | 'unknown_seal' | 'not_opened'> {
  const from = now.role === 'host' ? 'guest' : 'host'
  const isIt = (one: string): boolean => one === name
  const use = async (secret: Uint8Array): Promise<PeerSignal | 'not_opened'> => {
    const json = parseJson((await openSignal(secret, contextOf(now, from, signal), carried(signal))) ?? '')
    const body = decodeSignalBody(signal.type, json)
    return body ? ({ ...signal, ...body } as PeerSignal) : 'not_opened'
  }
  return (await withSecret(now, isIt, isIt, use)) ?? 'unknown_seal'
}

/** Creates both directions. `secrets` is called for each signal, since reconnecting changes them. */
export function createSealedSignals(
  { secrets, log }: { readonly secrets: () => SignalSecrets | null; readonly log: Log },
  on: SealedSignalEvents,
): SealedSignals {
  const out = createSerialQueue()
  const into = createSerialQueue()
  let peer = NEW_PEER
  const refuse = (why: 'unsealed' | 'unknown_seal' | 'not_opened' | 'not_sealed'): void =>
    log.add('warn', 'signal.refused', { why })

  const seal = async (signal: LinkSignal): Promise<void> => {
    const now = secrets()
    peer = offering(peer, signal)
    // Erased or closed meanwhile: without its keys nothing of the session may leave unsealed.
    const made = now ? await sealed(now, signal, peer) : 'no_keys'
    if (made === 'too_long' || made === 'no_keys') return refuse('not_sealed')
    on.say(made ?? signal)
  }
  const open = async (signal: PeerSignal): Promise<void> => {
    const now = secrets()
    const name = sealNameIn(carried(signal))
    if (!now) return refuse('unknown_seal')
    if (name === null) {
      if (!now.peerSeals) return on.hear(signal)
      on.unsealed(true)
      return refuse('unsealed')
    }
    const made = await opened(now, signal, name)
    if (typeof made === 'string') return refuse(made)
    peer = { ...peer, used: name, usesShared: !holdsNamed(now, name) }
    on.unsealed(false)
    on.hear(made)
  }
  return {
    names: () => (secrets()?.secrets ?? []).map((secret) => sealNameOf(secret) as SealName),
    heard(names) {
      peer = { ...NEW_PEER, names: new Set(names) }
      on.unsealed(false)
    },
    // A signal that cannot be sealed is not sent; the link retries later.
    seal: (signal) => void out.run(() => seal(signal)).catch(() => refuse('not_sealed')),
    open(signal) {
      if (into.size() < WAITING_MAX) void into.run(() => open(signal)).catch(() => refuse('not_opened'))
    },
  }
}
