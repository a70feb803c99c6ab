/** The contract of every depot, for a page to run: what each case gives. */
import { ok } from '../../../base/result.ts'
import type { Depot, DepotFile } from './depot.ts'

interface Case {
  /** `again`: another depot over the same storage, as after a reload; in memory, the same one. */
  readonly run: (depot: Depot, again: () => Promise<Depot>) => Promise<unknown>
  readonly gives: unknown
}

const NAME = 'session/file'
/** As large as sealed chunks, so that a piece crosses every limit of a real one. */
const PIECE_BYTES = 262_016
const piece = (seed: number, length = PIECE_BYTES): Uint8Array =>
  Uint8Array.from({ length }, (_, at) => (at * 7 + seed) & 0xff)

async function opened(depot: Depot, name = NAME): Promise<DepotFile> {
  const file = await depot.open(name)
  if (!file.ok) throw new Error('it did not open')
  return file.value
}
const isSame = (read: Awaited<ReturnType<DepotFile['read']>>, bytes: Uint8Array): boolean =>
  read.ok &&
  read.value !== null &&
  read.value.length === bytes.length &&
  read.value.every((byte, at) => byte === bytes[at])

export const depotContract: Readonly<Record<string, Case>> = {
  'gives back what was appended, from any place and across pieces, and nothing beyond the end': {
    async run(depot) {
      const file = await opened(depot)
      for (const seed of [1, 2, 3]) {
        const bytes = piece(seed)
        await file.append(bytes)
        // Whoever appends uses the same buffer for the next piece.
        bytes.fill(0)
      }
      const both = new Uint8Array([...piece(1).subarray(-10), ...piece(2).subarray(0, 20)])
      return [
        await file.length(),
        isSame(await file.read(PIECE_BYTES, PIECE_BYTES), piece(2)),
        isSame(await file.read(PIECE_BYTES - 10, 30), both),
        await file.read(3 * PIECE_BYTES - 1, 2),
      ]
    },
    gives: [ok(3 * PIECE_BYTES), true, true, ok(null)],
  },
  'cuts a file back in the middle of a piece, and goes on from there': {
    async run(depot) {
      const file = await opened(depot)
      for (const seed of [1, 2, 3]) await file.append(piece(seed))
      await file.truncate(PIECE_BYTES + 100)
      const cut = await file.length()
      await file.append(piece(4, 50))
      await file.flush()
      const end = new Uint8Array([...piece(2).subarray(90, 100), ...piece(4, 50)])
      const grown = await file.length()
      const read = isSame(await file.read(PIECE_BYTES + 90, 60), end)
      await file.truncate(0)
      return [cut, grown, read, await file.length()]
    },
    gives: [ok(PIECE_BYTES + 100), ok(PIECE_BYTES + 150), true, ok(0)],
  },
  'keeps a file that was closed, and has it open once at a time': {
    async run(depot, again) {
      const file = await opened(depot)
      await file.append(piece(5))
      const twice = (await depot.open(NAME)).ok
      await file.close()
      const later = (await file.append(piece(6))).ok
      const kept = await opened(await again())
      return [twice, later, await kept.length(), isSame(await kept.read(0, PIECE_BYTES), piece(5))]
    },
    gives: [false, false, ok(PIECE_BYTES), true],
  },
  'removes one file, also while it is open, and whoever holds it is told': {
    async run(depot) {
      const file = await opened(depot)
      await file.append(piece(1))
      await (await opened(depot, 'session/other')).append(piece(2))
      const removed = [await depot.remove(NAME), await depot.remove('session/never-there')]
      const told = [(await file.append(piece(3))).ok, (await file.length()).ok]
      const names = await depot.names()
      return [removed, told, names, await (await opened(depot)).length()]
    },
    gives: [[ok(undefined), ok(undefined)], [false, false], ok(['session/other']), ok(0)],
  },
  'removes all files of a folder, and no other folder whose name begins like it': {
    async run(depot) {
      for (const name of ['session/a', 'session/b', 'session-2/a', 'sessio/a'])
        await (await opened(depot, name)).append(piece(1, 10))
      const removed = [await depot.removeAll('session'), await depot.removeAll('never-there')]
      return [removed, await depot.names()]
    },
    gives: [[ok(undefined), ok(undefined)], ok(['sessio/a', 'session-2/a'])],
  },
  'takes no name that leads elsewhere': {
    async run(depot) {
      const bad = [
        'file',
        '../file',
        'session/../file',
        'session/',
        'session/a/b',
        `session/${'x'.repeat(23)}`,
      ]
      const taken = await Promise.all(
        bad.map(async (name) => {
          try {
            await depot.open(name)
            return true
          } catch {
            return false
          }
        }),
      )
      return [taken.includes(true), await depot.names()]
    },
    gives: [false, ok([])],
  },
}

/** Asks for `fillUp` in place of a case of the contract. */
export const FILLS_UP = 'fills up'
/** Far more than a test leaves room for. */
const PIECES_MAX = 100
/** Appends until there is no room; what was taken is still there, in whole pieces, and room comes back with a removal. */
export async function fillUp(depot: Depot): Promise<unknown> {
  const file = await opened(depot)
  let last = await file.append(piece(1))
  for (let count = 1; last.ok && count < PIECES_MAX; count += 1) last = await file.append(piece(1))
  const length = await file.length()
  const first = isSame(await file.read(0, PIECE_BYTES), piece(1))
  await depot.remove(NAME)
  const after = await (await opened(depot)).append(piece(1))
  return [last, length.ok && length.value > 0 && length.value % PIECE_BYTES === 0, first, after]
}
export const FULL = [{ ok: false, error: 'full' }, true, true, ok(undefined)]
