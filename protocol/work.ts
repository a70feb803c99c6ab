/** A small proof of work, asked for only while codes are being guessed from many addresses. */
import * as v from 'valibot'
import { sha256 } from '../base/sha256.ts'
import {
  WORK_BITS,
  WORK_BITS_MAX,
  WORK_CHALLENGE_CHARS_MAX,
  WORK_PUZZLES,
  WORK_PUZZLES_MAX,
} from './limits.ts'

/** The server's request: find `puzzles` numbers, each with a hash that begins with `bits` zero bits. */
export const workAskedSchema = v.object({
  challenge: v.pipe(v.string(), v.maxLength(WORK_CHALLENGE_CHARS_MAX)),
  puzzles: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(WORK_PUZZLES_MAX)),
  bits: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(WORK_BITS_MAX)),
})
export type WorkAsked = v.InferOutput<typeof workAskedSchema>

/** The client's answer: one number for each puzzle, in order. */
export const workDoneSchema = v.object({
  challenge: v.pipe(v.string(), v.maxLength(WORK_CHALLENGE_CHARS_MAX)),
  answers: v.pipe(
    v.array(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 32 - 1))),
    v.maxLength(WORK_PUZZLES_MAX),
  ),
})
export type WorkDone = v.InferOutput<typeof workDoneSchema>

/** The seed of a challenge's puzzles. Contains the code, so that work for one code is not valid for another. */
const seedOf = (challenge: string, joinCode: string): Uint8Array =>
  sha256(new TextEncoder().encode(`inviso/1 work ${challenge} ${joinCode}`))

/** The hash input, one block: seed (32 bytes) || puzzle (4) || answer (4), both numbers big-endian. */
const SEED_BYTES = 32
const INPUT_BYTES = SEED_BYTES + 8

function puzzleOf(seed: Uint8Array, puzzle: number, bits: number): (answer: number) => boolean {
  const input = new Uint8Array(INPUT_BYTES)
  input.set(seed)
  const view = new DataView(input.buffer)
  view.setUint32(SEED_BYTES, puzzle)
  return (answer) => {
    view.setUint32(SEED_BYTES + 4, answer)
    const hash = sha256(input)
    return new DataView(hash.buffer).getUint32(0) >>> (32 - bits) === 0
  }
}

/** Whether the answers solve a challenge of the server's own `WORK_PUZZLES` and `WORK_BITS`. */
export function isWorkDone({ challenge, answers }: WorkDone, joinCode: string): boolean {
  const seed = seedOf(challenge, joinCode)
  return (
    answers.length === WORK_PUZZLES &&
    answers.every((answer, puzzle) => puzzleOf(seed, puzzle, WORK_BITS)(answer))
  )
}

/** Hashes between two pauses: about ten milliseconds on a slow phone. */
const HASHES_A_TURN = 1_000

/** Solves the puzzles, and awaits `pause` often enough that the page stays responsive. */
export async function doWork(
  { challenge, puzzles, bits }: WorkAsked,
  joinCode: string,
  pause: () => Promise<void>,
): Promise<WorkDone> {
  const seed = seedOf(challenge, joinCode)
  const answers: number[] = []
  let hashes = 0
  for (let puzzle = 0; puzzle < puzzles; puzzle += 1) {
    const solves = puzzleOf(seed, puzzle, bits)
    let answer = 0
    for (; !solves(answer); answer += 1) {
      hashes += 1
      if (hashes % HASHES_A_TURN === 0) await pause()
    }
    answers.push(answer)
  }
  return { challenge, answers }
}
