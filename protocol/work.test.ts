/** The proof of work: cheap to check, bounded for a slow phone, valid for one code only. */
import { expect, test } from 'bun:test'
import { WORK_BITS, WORK_PUZZLES } from './limits.ts'
import { doWork, isWorkDone } from './work.ts'

const LOADED_MACHINE_MS = 120_000
const ASKED = { puzzles: WORK_PUZZLES, bits: WORK_BITS }
/** Hashes per second of a slow phone: about a tenth of a desktop core's 400,000. */
const SLOW_PHONE_HASHES = 40_000
const SLOW_PHONE_MS_MAX = 2_000

/** Does the work and counts its pauses, one in a thousand hashes. */
async function work(challenge: string, joinCode: string) {
  let pauses = 0
  const done = await doWork({ ...ASKED, challenge }, joinCode, async () => {
    pauses += 1
  })
  return { done, hashes: pauses * 1_000 }
}

test(
  'finished work is accepted for its code and for no other',
  async () => {
    const { done } = await work('a-challenge', '123456')
    expect(isWorkDone(done, '123456')).toBe(true)
    expect(isWorkDone(done, '123457')).toBe(false)
    expect(isWorkDone({ ...done, challenge: 'another' }, '123456')).toBe(false)
    expect(isWorkDone({ ...done, answers: done.answers.slice(1) }, '123456')).toBe(false)
    expect(isWorkDone({ ...done, answers: [] }, '123456')).toBe(false)
  },
  LOADED_MACHINE_MS,
)

test(
  'a slow phone finishes within two seconds',
  async () => {
    const hashes: number[] = []
    for (let n = 0; n < 30; n += 1) hashes.push((await work(`challenge-${n}`, '123456')).hashes)
    expect(Math.max(...hashes) / SLOW_PHONE_HASHES).toBeLessThan(SLOW_PHONE_MS_MAX / 1_000)
  },
  LOADED_MACHINE_MS,
)
