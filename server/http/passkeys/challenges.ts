/** Challenges for passkeys that nobody keeps: each carries its own end and the mark of this process. Only used ones are remembered, until they have run out. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { base64urlToBytes, bytesToBase64url } from '../../../base/bytes.ts'
import { err, ok, type Result } from '../../../base/result.ts'
import { CHALLENGE_SECONDS, USED_CHALLENGES_MAX } from '../../core/limits.ts'

export type PasskeyPurpose = 'register' | 'unlock'

export interface Challenges {
  readonly make: (purpose: PasskeyPurpose, nowMs: number) => string
  /** Takes a challenge once. `full`: so many were used just now that this one could not be remembered. */
  readonly spend: (
    purpose: PasskeyPurpose,
    challenge: string,
    nowMs: number,
  ) => Result<void, 'challenge_expired' | 'challenge_used' | 'full'>
}

// random (16) || end in seconds (4) || HMAC-SHA-256 of the purpose and both, cut to 12: 32 bytes in all.
const RANDOM_BYTES = 16
const END_BYTES = 4
const MARK_BYTES = 12
const MARKED_BYTES = RANDOM_BYTES + END_BYTES
const KEY_BYTES = 32

/** The key is made here and never leaves: a restart voids what was asked before it. */
export function createChallenges(usedMax: number = USED_CHALLENGES_MAX): Challenges {
  const key = randomBytes(KEY_BYTES)
  const used = new Map<string, number>()
  const markOf = (purpose: PasskeyPurpose, marked: Uint8Array): Uint8Array =>
    createHmac('sha256', key)
      .update(`inviso/1 passkey ${purpose}\0`)
      .update(marked)
      .digest()
      .subarray(0, MARK_BYTES)

  /** When it ends, in milliseconds; null for what is not ours or was made for something else. */
  const endOf = (purpose: PasskeyPurpose, challenge: string): number | null => {
    const bytes = base64urlToBytes(challenge)
    if (bytes?.length !== MARKED_BYTES + MARK_BYTES) return null
    // One spelling only, or a second one of the same bytes would pass as unused.
    if (bytesToBase64url(bytes) !== challenge) return null
    const marked = bytes.subarray(0, MARKED_BYTES)
    if (!timingSafeEqual(markOf(purpose, marked), bytes.subarray(MARKED_BYTES))) return null
    return Buffer.from(marked).readUInt32BE(RANDOM_BYTES) * 1_000
  }
  /** In the order of use, and only as far as the first that lives: none is kept for more than twice its time. */
  const forgetEnded = (nowMs: number): void => {
    for (const [challenge, end] of used) {
      if (end > nowMs) return
      used.delete(challenge)
    }
  }

  return {
    make(purpose, nowMs) {
      const marked = Buffer.concat([randomBytes(RANDOM_BYTES), Buffer.alloc(END_BYTES)])
      marked.writeUInt32BE(Math.floor(nowMs / 1_000) + CHALLENGE_SECONDS, RANDOM_BYTES)
      return bytesToBase64url(Buffer.concat([marked, markOf(purpose, marked)]))
    },
    spend(purpose, challenge, nowMs) {
      const end = endOf(purpose, challenge)
      if (end === null || end <= nowMs) return err('challenge_expired')
      forgetEnded(nowMs)
      if (used.has(challenge)) return err('challenge_used')
      if (used.size >= usedMax) return err('full')
      used.set(challenge, end)
      return ok(undefined)
    },
  }
}
