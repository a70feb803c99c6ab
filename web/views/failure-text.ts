/** Turns a failure into the sentence that a person reads. */
import type { Failure } from '../domain/failure.ts'
import { failurePhrases } from '../i18n/phrases/failures.ts'

export function failureText(failure: Failure): string {
  if (failure.code === 'too_many_requests')
    return failurePhrases.failure.too_many_requests(failure.retryAfterMs)
  return failurePhrases.failure[failure.code]
}
