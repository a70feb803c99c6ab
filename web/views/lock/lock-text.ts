/** What a person reads about a lock that did not open, and about a passphrase. */
import type { LockFailure } from '../../domain/lock/lock.model.ts'
import { appLockPhrases } from '../../i18n/phrases/app-lock.ts'

export function lockFailureText(failure: LockFailure): string {
  const texts = appLockPhrases.failure
  return failure.code === 'passphrase_wrong' ? texts.passphrase_wrong(failure.waitMs) : texts[failure.code]
}

/** Bits that a letter of ordinary words adds, and what a rarer sign adds. */
const LETTER_BITS = 2.3
const RARE_BITS = 4.5
const FAIR_BITS = 40
const GOOD_BITS = 60

/** A low guess: repeated signs and runs add little. The stretching makes each try cost about as much as 2^15 fast ones. */
export function strengthOf(passphrase: string): keyof typeof appLockPhrases.strength {
  if (passphrase === '') return 'none'
  const signs = [...passphrase]
  const bits = signs.reduce((sum, sign, at) => {
    const before = signs[at - 1]
    const run =
      before !== undefined && Math.abs((sign.codePointAt(0) ?? 0) - (before.codePointAt(0) ?? 0)) <= 1
    if (run) return sum + 0.5
    return sum + (/[\p{L}\s]/u.test(sign) && !/\p{Ideographic}/u.test(sign) ? LETTER_BITS : RARE_BITS)
  }, 0)
  const varied = Math.min(1, new Set(signs).size / 8)
  const counted = bits * varied
  return counted >= GOOD_BITS ? 'good' : counted >= FAIR_BITS ? 'fair' : 'weak'
}
