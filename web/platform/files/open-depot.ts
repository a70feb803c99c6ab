/** The best depot that this browser has. Called in a worker. */
import type { Depot } from './depot.ts'
import { openIndexedDbDepot } from './depot-indexeddb.ts'
import { createMemoryDepot } from './depot-memory.ts'
import { openOpfsDepot } from './depot-opfs.ts'

/** Bytes of all files in memory together: 500 MB took twice that of a page, and phones kill a page far below. */
const MEMORY_BYTES_MAX = 25_000_000

/** Files begun for a moment, such as a trial. Whatever a killed page left there is removed when the depot is opened. */
export const TEMPORARY = 'tmp'

export async function openDepot(): Promise<Depot> {
  const depot = (await openOpfsDepot()) ?? (await openIndexedDbDepot()) ?? createMemoryDepot(MEMORY_BYTES_MAX)
  await depot.removeAll(TEMPORARY)
  return depot
}
