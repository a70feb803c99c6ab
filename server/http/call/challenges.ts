/** Stateless challenges: each carries its expiry and this process's MAC. Only used ones are remembered, until they expire. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { base64urlToBytes, bytesToBase64url } from '../../../base/bytes.ts'
import { err, ok, type Result } from '../../../base/result.ts'
import { USED_CHALLENGES_MAX } from '../../core/limits.ts'

/** The purpose of a challenge: registering a passkey, unlocking with one, or proof of work. */
export type ChallengePurpose = 'register' | 'unlock' | 'work'

export interface Challenges {
  /** Whether this process made it for that purpose and it has not expired. Does not use it up. */
  readonly isLive: (purpose: ChallengePurpose, challenge: string, nowMs: number) => boolean
  /** Creates a challenge that expires after `seconds`. `nowMs`: monotonic clock, milliseconds. */
  readonly make: (purpose: ChallengePurpose, nowMs: number, seconds: number) => string
  /** Accepts a challenge once. `full`: too many used ones are remembered to add this one. */
  readonly spend: (
    purpose: ChallengePurpose,
    challenge: string,
    nowMs: number,
  ) => Result<void, 'challenge_expired' | 'challenge_used' | 'full'>
}

// random (16) || expiry in seconds (4) || HMAC-SHA-256 of purpose and both, truncated to 12: 32 bytes in all.
const RANDOM_BYTES = 16
const END_BYTES = 4
const MARK_BYTES = 12
const MARKED_BYTES = RANDOM_BYTES + END_BYTES
const KEY_BYTES = 32

/** Creates the challenges of one process; its key exists only here, so a restart invalidates earlier challenges. */
export function createChallenges(usedMax: number = USED_CHALLENGES_MAX): Challenges {
  const key = randomBytes(KEY_BYTES)
  const used = new Map<string, number>()
  const markOf = (purpose: ChallengePurpose, marked: Uint8Array): Uint8Array =>
    createHmac('sha256', key)
      .update(`inviso/1 challenge ${purpose}\0`)
      .update(marked)
      .digest()
      .subarray(0, MARK_BYTES)

  /** Returns the expiry in milliseconds; null for a challenge of another process or purpose. */
  const endOf = (purpose: ChallengePurpose, challenge: string): number | null => {
    const bytes = base64urlToBytes(challenge)
    if (bytes?.length !== MARKED_BYTES + MARK_BYTES) return null
    // Accept only the canonical base64url form; another encoding of the same bytes would pass as unused.
    if (bytesToBase64url(bytes) !== challenge) return null
    const marked = bytes.subarray(0, MARKED_BYTES)
    if (!timingSafeEqual(markOf(purpose, marked), bytes.subarray(MARKED_BYTES))) return null
    return Buffer.from(marked).readUInt32BE(RANDOM_BYTES) * 1_000
  }
  /** Drops expired challenges in order of use, up to the first live one; none is kept longer than twice its lifetime. */
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
