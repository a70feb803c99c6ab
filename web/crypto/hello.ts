/** The two hellos: who is the initiator, in which mode, and the bytes that bind the handshake to this room and connection. */
import { concatBytes, textToBytes } from '../../base/bytes.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { lp } from './length-prefix.ts'
import { equalBytes, hkdf, hmac, KEY_BYTES, sha256 } from './primitives.ts'

const VERSION = 1
export const HELLO_NONCE_BYTES = 16
const RID_BYTES = 8
/** The latest resume secret and its predecessor. */
export const RESUMES_MAX = 2
const HEAD_BYTES = 4

export type InviteMode = 'link' | 'words' | 'code'
export type Mode = InviteMode | 'resume' | 'pinned'
const MODE_BITS: Readonly<Record<InviteMode | 'pinned', number>> = { link: 1, words: 2, code: 4, pinned: 8 }
const FIRST_MODES: readonly InviteMode[] = ['link', 'words', 'code']

export interface Hello {
  readonly role: 'host' | 'guest'
  readonly modes: readonly InviteMode[]
  /** Whether this side has pinned the peer's key. */
  readonly pinned: boolean
  /** Names of resume secrets, newest first. */
  readonly rids: readonly Uint8Array[]
  readonly nonce: Uint8Array
}

export function encodeHello(hello: Hello): Uint8Array {
  const modes = hello.modes.reduce((sum, mode) => sum | MODE_BITS[mode], hello.pinned ? MODE_BITS.pinned : 0)
  const head = Uint8Array.of(VERSION, hello.role === 'host' ? 0 : 1, modes, hello.rids.length)
  return concatBytes(head, ...hello.rids, hello.nonce)
}

/** Decodes a hello. Errors: `version` (the peer's app is older or newer), `malformed`. */
export function decodeHello(bytes: Uint8Array): Result<Hello, 'version' | 'malformed'> {
  const [version, role, modes = 0, count = 0] = bytes
  if (version !== undefined && version !== VERSION) return err('version')
  if (bytes.length < HEAD_BYTES || (role !== 0 && role !== 1) || modes > 15 || count > RESUMES_MAX)
    return err('malformed')
  if (bytes.length !== HEAD_BYTES + count * RID_BYTES + HELLO_NONCE_BYTES) return err('malformed')
  const ridAt = (index: number): number => HEAD_BYTES + index * RID_BYTES
  return ok({
    role: role === 0 ? 'host' : 'guest',
    modes: FIRST_MODES.filter((mode) => modes & MODE_BITS[mode]),
    pinned: (modes & MODE_BITS.pinned) !== 0,
    rids: Array.from({ length: count }, (_, index) => bytes.slice(ridAt(index), ridAt(index + 1))),
    nonce: bytes.slice(ridAt(count)),
  })
}

export type Agreement =
  | { readonly kind: 'resume'; readonly rid: Uint8Array }
  | { readonly kind: 'mode'; readonly mode: InviteMode | 'pinned' }
  /** The guest has only the digits, and the host requires the words. */
  | { readonly kind: 'words_needed' }
  | { readonly kind: 'none' }

/** Chooses the mode. Both sides get the same result, since `first` is the initiator's hello on both. */
export function agree(first: Hello, second: Hello): Agreement {
  if (first.role === second.role) return { kind: 'none' }
  const rid = first.rids.find((one) => second.rids.some((other) => equalBytes(one, other)))
  if (rid) return { kind: 'resume', rid }
  const [host, guest] = first.role === 'host' ? [first, second] : [second, first]
  const wanted = guest.modes.length === 1 ? guest.modes[0] : undefined
  if (wanted && host.modes.includes(wanted)) return { kind: 'mode', mode: wanted }
  if (wanted === 'code' && host.modes.includes('words')) return { kind: 'words_needed' }
  return first.pinned && second.pinned ? { kind: 'mode', mode: 'pinned' } : { kind: 'none' }
}

/** Compares byte by byte: positive when `a` is higher, 0 when both are equal. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const at = a.findIndex((byte, index) => byte !== b[index])
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0)
}

export interface Binding {
  readonly roomId: string
  readonly mode: Mode
  readonly helloInitiator: Uint8Array
  readonly helloResponder: Uint8Array
  /** SHA-256 of the DTLS certificates; both empty where the frames pass through the server, without DTLS between the peers. */
  readonly fpInitiator: Uint8Array
  readonly fpResponder: Uint8Array
}

export const prologueOf = (binding: Binding): Uint8Array =>
  lp(
    'inviso/1',
    binding.roomId,
    binding.fpInitiator.length === 0 ? `${binding.mode}+relay` : binding.mode,
    binding.helloInitiator,
    binding.helloResponder,
    binding.fpInitiator,
    binding.fpResponder,
  )

export const pskOf = (secret: Uint8Array, roomId: string, mode: Mode): Promise<Uint8Array> =>
  hkdf(secret, textToBytes(roomId), textToBytes(`inviso/1 psk ${mode}`), KEY_BYTES)

export const ridOf = async (resume: Uint8Array): Promise<Uint8Array> =>
  (await sha256(concatBytes(textToBytes('inviso/1 rid'), resume))).slice(0, RID_BYTES)

/** The secrets exported by a handshake: for the next reconnect, and for the next rekey. */
export async function exportsOf(
  ck: Uint8Array,
  h: Uint8Array,
): Promise<{ readonly resume: Uint8Array; readonly renew: Uint8Array }> {
  const label = (name: string): Uint8Array => concatBytes(textToBytes(`inviso-export ${name}`), h)
  return { resume: await hmac(ck, label('resume')), renew: await hmac(ck, label('rekey')) }
}
