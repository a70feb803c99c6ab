/** The keys of one session: what a handshake needs and what each handshake produces. Stored first, then used. */
import { textToBytes } from '../../../base/bytes.ts'
import { fingerprintOf } from '../../../protocol/fingerprint.ts'
import type { RoomId } from '../../../protocol/ids.ts'
import type { ChannelKeys, ProvenResume } from '../../channel/channel-keys.ts'
import type { HandshakeInput } from '../../crypto/handshake.types.ts'
import { type Mode, RESUMES_MAX } from '../../crypto/hello.ts'
import { keyPairOf, x25519 } from '../../crypto/noise/x25519.ts'
import { equalBytes, sha256 } from '../../crypto/primitives.ts'
import { createSecret, type Secret } from '../../crypto/secret.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Random } from '../../platform/random.ts'
import type { LinkBinding } from '../../transport/link/link.ts'
import type { SessionId } from './session.ts'
import type { KeptKeys, SessionRecord, Trust } from './session-record.ts'
import type { SessionStore } from './session-store.ts'

/** The secrets that may seal signals of a session. */
export interface SignalSecrets {
  readonly role: 'host' | 'guest'
  readonly roomId: RoomId
  /** The resume secrets, newest first, then the link's secret; 32 bytes each, not copies. */
  readonly secrets: readonly Uint8Array[]
  /** The X25519 result of both session keys, for the caller to wipe; null until the peer's key is known. */
  readonly shared: () => Promise<Uint8Array | null>
  /** The peer announced inside a channel that it seals, so unsealed signals are neither sent nor accepted. */
  readonly peerSeals: boolean
}

export interface SessionKeys extends ChannelKeys {
  /** Null when the session has no keys or no room. */
  readonly signalSecrets: () => SignalSecrets | null
  readonly keys: () => KeptKeys | null
  readonly setTrust: (trust: Trust) => Promise<void>
  readonly setWords: (words: string) => Promise<void>
  /** Counts one more safety-check string that was exposed and not answered. Rejects when the count could not be stored. */
  readonly checkExposed: () => Promise<void>
  /** Whether the words of the invite are no longer accepted. */
  readonly burned: (by?: { readonly why: string; readonly theirs: boolean }) => boolean
}

const trustOf = (mode: Mode): Trust => (mode === 'link' || mode === 'words' ? mode : 'unverified')
/** The trust after a handshake, from the trust before it; a dispute stays until this person decides. */
const nextTrust = (before: Trust | null, mode: Mode): Trust =>
  before !== 'disputed' && mode === 'pinned' ? 'lost' : (before ?? trustOf(mode))

/** Undefined when the connection has no valid certificate fingerprint. */
async function fingerprintsOf(
  binding: Exclude<LinkBinding, 'server'>,
): Promise<HandshakeInput['fingerprints'] | undefined> {
  const own = fingerprintOf(binding.localSdp)
  const theirs = binding.remoteCertificate
    ? await sha256(binding.remoteCertificate)
    : fingerprintOf(binding.remoteSdp)
  return own && theirs ? { own, theirs } : undefined
}

type InviteSecrets = NonNullable<KeptKeys['pairing']>

/** The failures of a handshake that tried the words without success. */
const WORDS_FAILED = ['no_mode', 'words_needed', 'wrong_words', 'no_guess_left']

interface KeysPorts {
  readonly store: SessionStore
  readonly clock: Clock
  readonly random: Random
}
/** Rejects when the edit could not be stored: unstored keys must not be used. */
type ChangeKeys = (edit: (now: KeptKeys) => KeptKeys) => Promise<void>

const isExpired = ({ until }: InviteSecrets, now: number): boolean => until !== null && now > until

function secretsOf(
  pairing: InviteSecrets | null,
  role: 'host' | 'guest',
  now: number,
): HandshakeInput['secrets'] {
  if (!pairing) return {}
  const code = textToBytes(pairing.code)
  const link = pairing.link ? { link: pairing.link.bytes() } : {}
  const words = pairing.words ? { words: new TextDecoder().decode(pairing.words.bytes()) } : {}
  // Old words are no longer accepted; the link is, because nobody can guess it.
  const expired = isExpired(pairing, now) || pairing.guessesLeft <= 0
  if (role === 'host') return pairing.words ? { ...link, ...(expired ? {} : words) } : { ...link, code }
  // A guest offers only one mode, the strongest it can prove.
  return pairing.link ? link : pairing.words ? words : { code }
}

/** Old words end an invite that has only words, and any try at the words; a guest with the link is still accepted. */
function isBurned(
  pairing: InviteSecrets | null | undefined,
  now: number,
  by?: { readonly why: string; readonly theirs: boolean },
): boolean {
  if (!pairing) return false
  if (pairing.guessesLeft <= 0) return true
  if (!pairing.words || !isExpired(pairing, now)) return false
  return !pairing.link || (by !== undefined && !by.theirs && WORDS_FAILED.includes(by.why))
}

/** Takes the guess for one try. A guest's words serve once: a broken link must not retry them by itself. */
async function takeGuess(change: ChangeKeys, isGuest: boolean): Promise<boolean> {
  let taken = false
  await change((now) => {
    const left = now.pairing?.guessesLeft ?? 0
    if (!now.pairing || left <= 0) return now
    taken = true
    const words = isGuest ? null : now.pairing.words
    return { ...now, pairing: { ...now.pairing, words, guessesLeft: left - 1 } }
  })
  return taken
}

const holds = (list: readonly Uint8Array[], secret: Secret): boolean =>
  list.some((bytes) => equalBytes(bytes, secret.bytes()))

/**
 * The new secret, and the one that both sides last used, since the peer may have no newer one. The newest instead when none was used,
 * or when it is already deleted because another link was proven meanwhile.
 */
function besideNew(resumes: readonly Secret[], next: Secret, used: Uint8Array | null): Secret[] {
  const before = (used && resumes.find((one) => holds([used], one))) ?? resumes[0]
  return before ? [next, before] : [next]
}

/**
 * Keeps the proven secret and drops older ones. Two links may finish at once, in a different order on each phone: the other link's secret
 * stays until the next handshake or rekey is proven, since it may be the only one that the other phone keeps.
 */
function withoutOlder(resumes: readonly Secret[], proven: Secret, older: readonly Uint8Array[]): Secret[] {
  const isProven = (one: Secret): boolean => holds([proven.bytes()], one)
  const others = resumes.filter((one) => !isProven(one) && !holds(older, one))
  const isNewest = resumes[0] !== undefined && isProven(resumes[0])
  const beside = others.slice(0, RESUMES_MAX - 1)
  return isNewest ? [proven, ...beside] : [...beside, proven]
}

/** Creates the edits that store the result of each handshake. */
const createHandshakeEdits = (
  { clock }: KeysPorts,
  change: ChangeKeys,
): Pick<SessionKeys, 'agreed' | 'proven' | 'rekeyed'> => ({
  agreed({ mode, peerKey, resume, resumedBy }) {
    // Copied now: the channel may end and wipe its secrets before this write.
    const [key, next] = [createSecret(peerKey.slice()), createSecret(resume.slice())]
    const used = resumedBy?.slice() ?? null
    return change((now) => {
      const known = now.peer
      const trust = nextTrust(known?.trust ?? null, mode)
      const at = known && known.trust === trust ? known.at : clock.now()
      return {
        ...now,
        peer: { ...known, key: known?.key ?? key, trust, at },
        resumes: besideNew(now.resumes, next, used),
      }
    })
  },
  proven({ resume, older }: ProvenResume) {
    const [secret, before] = [createSecret(resume.slice()), older.map((one) => one.slice())]
    return change((now) => ({ ...now, resumes: withoutOlder(now.resumes, secret, before), pairing: null }))
  },
  rekeyed(resume, before) {
    const [next, used] = [createSecret(resume.slice()), before.slice()]
    return change((now) => ({ ...now, resumes: besideNew(now.resumes, next, used) }))
  },
})

function signalSecretsOf(record: SessionRecord | undefined): SignalSecrets | null {
  if (!record?.keys || record.state.kind !== 'accepted') return null
  const { own, peer, resumes, pairing } = record.keys
  return {
    role: record.role,
    roomId: record.state.roomId,
    secrets: [...resumes, ...(pairing?.link ? [pairing.link] : [])].map((secret) => secret.bytes()),
    shared: async () => (peer ? x25519(own.bytes(), peer.key.bytes()) : null),
    peerSeals: record.peerCan?.seals === true,
  }
}

export function createSessionKeys(ports: KeysPorts, id: SessionId): SessionKeys {
  const { store, clock, random } = ports
  const keys = (): KeptKeys | null => store.find(id)?.keys ?? null
  const change: ChangeKeys = async (edit) => {
    const kept = await store.change(id, (record) =>
      record.keys ? { ...record, keys: edit(record.keys) } : record,
    )
    if (!kept.ok) throw new Error('keys not kept')
  }
  return {
    keys,
    async handshakeInput(binding) {
      const record = store.find(id)
      if (!record?.keys || !binding) return null
      const fingerprints = binding === 'server' ? null : await fingerprintsOf(binding)
      if (fingerprints === undefined || record.state.kind !== 'accepted') return null
      return {
        role: record.role,
        roomId: record.state.roomId,
        secrets: secretsOf(record.keys.pairing, record.role, clock.now()),
        resumes: record.keys.resumes.map((secret) => secret.bytes()),
        self: await keyPairOf(record.keys.own.bytes()),
        pinned: record.keys.peer?.key.bytes() ?? null,
        fingerprints,
        random: random.bytes,
        takeGuess: () => takeGuess(change, store.find(id)?.role === 'guest'),
      }
    },
    signalSecrets: () => signalSecretsOf(store.find(id)),
    ...createHandshakeEdits(ports, change),
    setTrust: (trust) =>
      change((now) => ({
        ...now,
        // Only an answer by the two people resets the count of cut-off checks.
        cutChecks: trust === 'sas' ? 0 : now.cutChecks,
        // What this person says of it is proven, or given up, on this phone.
        peer: now.peer && { key: now.peer.key, trust, at: clock.now() },
      })),
    setWords: (words) =>
      change((now) =>
        now.pairing ? { ...now, pairing: { ...now.pairing, words: createSecret(textToBytes(words)) } } : now,
      ),
    checkExposed: () => change((now) => ({ ...now, cutChecks: now.cutChecks + 1 })),
    burned: (by) => isBurned(keys()?.pairing, clock.now(), by),
  }
}
