/** Challenges that nobody keeps: each carries its own end and the mark of this process. Only used ones are remembered, until they expire. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { base64urlToBytes, bytesToBase64url } from '../../../base/bytes.ts'
import { err, ok, type Result } from '../../../base/result.ts'
import { USED_CHALLENGES_MAX } from '../../core/limits.ts'

/** What a challenge was made for: to make a passkey, to unlock with one, to prove some work. */
export type ChallengePurpose = 'register' | 'unlock' | 'work'

export interface Challenges {
  /** Whether this process made it for that purpose and it has not expired; it stays usable. */
  readonly isLive: (purpose: ChallengePurpose, challenge: string, nowMs: number) => boolean
  /** Times are milliseconds of the clock that only goes forward. */
  readonly make: (purpose: ChallengePurpose, nowMs: number, seconds: number) => string
  /** Accepts a challenge once. `full`: so many were used just now that this one could not be remembered. */
  readonly spend: (
    purpose: ChallengePurpose,
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
  const markOf = (purpose: ChallengePurpose, marked: Uint8Array): Uint8Array =>
    createHmac('sha256', key)
      .update(`inviso/1 challenge ${purpose}\0`)
      .update(marked)
      .digest()
      .subarray(0, MARK_BYTES)

  /** When it expires, in milliseconds; null for what is not ours or was made for something else. */
  const endOf = (purpose: ChallengePurpose, challenge: string): number | null => {
    const bytes = base64urlToBytes(challenge)
    if (bytes?.length !== MARKED_BYTES + MARK_BYTES) return null
    // One spelling only, or a second one of the same bytes would pass as unused.
    if (bytesToBase64url(bytes) !== challenge) return null
    const marked = bytes.subarray(0, MARKED_BYTES)
    if (!timingSafeEqual(markOf(purpose, marked), bytes.subarray(MARKED_BYTES))) return null
    return Buffer.from(marked).readUInt32BE(RANDOM_BYTES) * 1_000
  }
  /** In the order of use, and only as far as the first that is live: none is kept for more than twice its time. */
  const forgetEnded = (nowMs: number): void => {
    for (const [challenge, end] of used) {
      if (end > nowMs) return
      used.delete(challenge)
    }
  }

  return {
    isLive: (purpose, challenge, nowMs) => (endOf(purpose, challenge) ?? 0) > nowMs,
    make(purpose, nowMs, seconds) {
      const marked = Buffer.concat([randomBytes(RANDOM_BYTES), Buffer.alloc(END_BYTES)])
      marked.writeUInt32BE(Math.floor(nowMs / 1_000) + seconds, RANDOM_BYTES)
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
