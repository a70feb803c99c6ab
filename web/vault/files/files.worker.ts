/** The worker of the file store, since only a worker has synchronous handles: tries the best depot of this browser once. */
import { openDepot } from '../../platform/files/open-depot.ts'
import { createSystemRandom } from '../../platform/random.ts'
import type { FileTrial } from './file-store.ts'
import { tryDepot } from './try-depot.ts'

async function run(): Promise<FileTrial> {
  const depot = await openDepot()
  return { store: depot.kind, works: await tryDepot(depot, createSystemRandom().bytes) }
}

addEventListener('message', () => {
  run().then(
    (trial) => postMessage(trial),
    () => postMessage(null),
  )
})
