/** Seals an offer, an answer or a candidate for the way through the server, under a shared secret that is named by a hash. */
import {
  base64urlToBytes,
  bytesToBase64url,
  bytesToText,
  concatBytes,
  textToBytes,
} from '../../base/bytes.ts'
import { sha256 } from '../../base/sha256.ts'
import { lp } from './length-prefix.ts'
import { createBox, hkdf, KEY_BYTES, wipe } from './primitives.ts'

const NAME_BYTES = 8
/** Step of the padding: candidates fill one step and descriptions one to three, so that the length reveals little. */
const STEP_BYTES = 512
const HEAD = 'sealed.1.'

/** The context of a sealed signal: it opens for no other room, sender, type or attempt. */
export interface SealContext {
  readonly roomId: string
  readonly from: 'host' | 'guest'
  readonly type: string
  readonly attempt: string
}

/** The first 8 bytes of `H("inviso/1 seal" ‖ secret)` in base64url. */
export function sealNameOf(secret: Uint8Array): string {
  const named = concatBytes(textToBytes('inviso/1 seal'), secret)
  const name = bytesToBase64url(sha256(named).slice(0, NAME_BYTES))
  wipe(named)
  return name
}

async function boxOf(secret: Uint8Array, { roomId, from }: SealContext) {
  const key = await hkdf(secret, textToBytes(roomId), textToBytes(`inviso/1 signal ${from}`), KEY_BYTES)
  const box = await createBox(key)
  wipe(key)
  return box
}
const tiedTo = ({ type, attempt }: SealContext): Uint8Array => lp(type, attempt)

/** `sealed.1.<name>.<nonce ‖ AES-256-GCM>`; the text is padded with spaces, which JSON does not mind. */
export async function sealSignal(secret: Uint8Array, context: SealContext, json: string): Promise<string> {
  // First: the secret may be wiped while it seals.
  const name = sealNameOf(secret)
  const text = textToBytes(json)
  const padded = new Uint8Array(Math.ceil(text.length / STEP_BYTES) * STEP_BYTES).fill(0x20)
  padded.set(text)
  const sealed = await (await boxOf(secret, context)).seal(tiedTo(context), padded)
  return `${HEAD}${name}.${bytesToBase64url(sealed)}`
}

/** Returns the name of the secret in a sealed text; null for a text that is not sealed. */
export function sealNameIn(text: string): string | null {
  return text.startsWith(HEAD) ? (text.split('.')[2] ?? '') : null
}

/** Opens a sealed text; null when it was altered, or sealed with another secret or context. */
export async function openSignal(
  secret: Uint8Array,
  context: SealContext,
  text: string,
): Promise<string | null> {
  const sealed = base64urlToBytes(text.split('.')[3] ?? '')
  const opened = sealed && (await (await boxOf(secret, context)).open(tiedTo(context), sealed))
  return opened && bytesToText(opened)
}
