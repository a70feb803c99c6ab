/** The keys of one session: what a handshake needs, and what each one leaves behind. Stored first, then used. */
import { textToBytes } from '../../protocol/bytes.ts'
import { fingerprintOf } from '../../protocol/fingerprint.ts'
import type { Mode } from '../crypto/hello.ts'
import type { Paired, PairingInput } from '../crypto/pairing.ts'
import { createSecret } from '../crypto/secret.ts'
import { keyPairOf, sha256 } from '../crypto/suite.ts'
import type { Clock } from '../platform/clock.ts'
import type { Random } from '../platform/random.ts'
import type { LinkBinding } from '../transport/link.types.ts'
import type { SessionId } from './model.ts'
import type { SessionKeys, Trust } from './record.ts'
import type { SessionStore } from './store.ts'

export interface KeyRing {
  /** Null when the session has no keys any more, or the connection shows no certificate that can be believed. */
  readonly pairingInput: (binding: LinkBinding | null) => Promise<PairingInput | null>
  readonly keys: () => SessionKeys | null
  readonly paired: (paired: Paired) => Promise<void>
  /** The other side has proved that it holds the same: what came before goes. */
  readonly proven: () => Promise<void>
  readonly renewed: (resume: Uint8Array) => Promise<void>
  readonly setTrust: (trust: Trust) => Promise<void>
  readonly setWords: (words: string) => Promise<void>
  /** Adds one to the checks that were cut off. */
  readonly checkCut: () => Promise<void>
  /** Whether the words of the invite do not count any more. */
  readonly burned: () => boolean
}

const trustOf = (mode: Mode): Trust => (mode === 'link' || mode === 'words' ? mode : 'unverified')

/** Undefined when the connection shows no certificate that can be believed. */
async function fingerprintsOf(
  binding: Exclude<LinkBinding, 'server'>,
): Promise<PairingInput['fingerprints'] | undefined> {
  const own = fingerprintOf(binding.localSdp)
  const theirs = binding.remoteCertificate
    ? await sha256(binding.remoteCertificate)
    : fingerprintOf(binding.remoteSdp)
  return own && theirs ? { own, theirs } : undefined
}

export function createKeyRing(
  ports: { readonly store: SessionStore; readonly clock: Clock; readonly random: Random },
  id: SessionId,
): KeyRing {
  const { store, clock, random } = ports
  const keys = (): SessionKeys | null => store.find(id)?.keys ?? null
  const change = async (edit: (now: SessionKeys) => SessionKeys): Promise<void> => {
    await store.change(id, (record) => (record.keys ? { ...record, keys: edit(record.keys) } : record))
  }
  const takeGuess = async (): Promise<boolean> => {
    const left = keys()?.pairing?.guessesLeft ?? 0
    if (left <= 0) return false
    await change((now) =>
      now.pairing ? { ...now, pairing: { ...now.pairing, guessesLeft: left - 1 } } : now,
    )
    return true
  }
  const secretsOf = ({ pairing }: SessionKeys, role: 'host' | 'guest'): PairingInput['secrets'] => {
    if (!pairing) return {}
    const code = textToBytes(pairing.code)
    const link = pairing.link ? { link: pairing.link.bytes() } : {}
    const words = pairing.words ? { words: new TextDecoder().decode(pairing.words.bytes()) } : {}
    // Words that are too old are taken no more; the link is, for nobody can guess it.
    const late = pairing.until !== null && clock.now() > pairing.until
    if (role === 'host') return pairing.words ? { ...link, ...(late ? {} : words) } : { ...link, code }
    // A guest says one thing only, the strongest that it has.
    return pairing.link ? link : pairing.words ? words : { code }
  }

  return {
    keys,
    async pairingInput(binding) {
      const record = store.find(id)
      if (!record?.keys || !binding) return null
      const fingerprints = binding === 'server' ? null : await fingerprintsOf(binding)
      if (fingerprints === undefined || record.state.kind !== 'accepted') return null
      return {
        role: record.role,
        roomId: record.state.roomId,
        secrets: secretsOf(record.keys, record.role),
        resumes: record.keys.resumes.map((secret) => secret.bytes()),
        self: await keyPairOf(record.keys.own.bytes()),
        pinned: record.keys.peer?.key.bytes() ?? null,
        fingerprints,
        random: random.bytes,
        takeGuess,
      }
    },
    paired: ({ mode, peerKey, resume, resumed }) =>
      change((now) => {
        const before = now.resumes[resumed ?? 0]
        const known = now.peer
        const trust = mode === 'pinned' ? 'lost' : (known?.trust ?? trustOf(mode))
        const at = known && known.trust === trust ? known.at : clock.now()
        return {
          ...now,
          peer: { key: known?.key ?? createSecret(peerKey.slice()), trust, at },
          resumes: [createSecret(resume.slice()), ...(before ? [before] : [])],
        }
      }),
    proven: () => change((now) => ({ ...now, resumes: now.resumes.slice(0, 1), pairing: null })),
    renewed: (resume) =>
      change((now) => ({ ...now, resumes: [createSecret(resume), ...now.resumes.slice(0, 1)] })),
    setTrust: (trust) =>
      change((now) => ({
        ...now,
        // Only an answer of the two people clears what was cut off.
        cutChecks: trust === 'sas' ? 0 : now.cutChecks,
        peer: now.peer && { ...now.peer, trust, at: clock.now() },
      })),
    setWords: (words) =>
      change((now) =>
        now.pairing ? { ...now, pairing: { ...now.pairing, words: createSecret(textToBytes(words)) } } : now,
      ),
    checkCut: () => change((now) => ({ ...now, cutChecks: now.cutChecks + 1 })),
    burned() {
      const pairing = keys()?.pairing
      if (!pairing?.words) return false
      return pairing.guessesLeft <= 0 || (pairing.until !== null && clock.now() > pairing.until)
    },
  }
}
