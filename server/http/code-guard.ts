/** Guards lookups of a code, each of which may be a guess: by the client's budget, and by proof of work while many addresses guess. */
import type { JoinCode } from '../../protocol/ids.ts'
import { WORK_BITS, WORK_PUZZLES } from '../../protocol/limits.ts'
import { isWorkDone, type WorkAsked, type WorkDone } from '../../protocol/work.ts'
import { RECENT_FAILURE_MS, WORK_SECONDS } from '../core/limits.ts'
import type { Api } from './api.ts'
import { json, tooMany } from './call/answers.ts'
import type { Call } from './call/call.ts'

export interface Guess {
  readonly joinCode: JoinCode
  readonly work: WorkDone | undefined
}

/** Asks for proof of work; an app that does not support it waits instead. */
function askForWork(challenge: string, retryAfterMs: number): Response {
  const work: WorkAsked = { challenge, puzzles: WORK_PUZZLES, bits: WORK_BITS }
  const headers = { 'Retry-After': String(Math.ceil(retryAfterMs / 1_000)) }
  return json(429, { error: 'too_many_requests', retryAfterMs, work }, headers)
}

/** Whether valid work came with the guess. Work is bound to its code, so replaying it tests nothing new and needs no memory of used challenges. */
const hasWorked = ({ challenges }: Api, { joinCode, work }: Guess, now: number): boolean =>
  work !== undefined && challenges.isLive('work', work.challenge, now) && isWorkDone(work, joinCode)

/**
 * Runs `ask` when this client may look up this code, and returns its response. A code that is not `right` stays charged.
 * It is charged before the lookup, or concurrent guesses would be free. A refusal reveals nothing about the code.
 */
export async function guardCode(
  api: Api,
  call: Call,
  guess: Guess,
  ask: () => Promise<{ readonly answer: Response; readonly right: boolean }>,
): Promise<Response> {
  if (!api.limited) return (await ask()).answer
  const { guesses, clock } = api
  const now = clock.elapsed()
  const spent = guesses.wait(call.client, now)
  if (spent > 0) return tooMany(spent)
  // Another site's page uses its visitor's address, so it always has to do proof of work.
  const workWait = call.foreign ? RECENT_FAILURE_MS : guesses.workWait(call.client, now)
  if (workWait > 0 && !hasWorked(api, guess, now))
    return askForWork(api.challenges.make('work', now, WORK_SECONDS), workWait)
  guesses.charge(call.client, now)
  let right = true
  try {
    const asked = await ask()
    right = asked.right
    return asked.answer
  } finally {
    guesses.settle(call.client, right, clock.elapsed())
  }
}
