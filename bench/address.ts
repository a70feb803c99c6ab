/** Time until messages flow again after a phone changes from Wi-Fi to another network with another address, in the network lab. */
import { everything, type Leftovers, openHomes } from '../tests/harness/networks/home-networks.ts'
import { whyNoNetlab } from '../tests/harness/networks/network-lab.ts'
import { pair } from '../tests/harness/people/person.ts'
import { median, percentile } from './processes.ts'

const ROUNDS = 10
/** Time without any network during the change. */
const GAP_MS = 1_000
const WITHIN_MS = 60_000
const TAIL = 0.95

/** Milliseconds from the new network's first moment until a message typed on it is on the other screen. */
async function change(leftovers: Leftovers): Promise<number> {
  const { net, anna, ben } = await openHomes({ nat: 'port-preserving', ice: everything }, leftovers)
  await pair(anna, ben)
  await anna.say('at home')
  await ben.chat.messages().filter({ hasText: 'at home' }).waitFor()
  await net.moveToCellular(GAP_MS)
  const from = performance.now()
  await anna.say('on the street')
  await ben.chat.messages().filter({ hasText: 'on the street' }).waitFor({ timeout: WITHIN_MS })
  return performance.now() - from
}

export async function benchAddress(): Promise<readonly string[]> {
  const why = whyNoNetlab()
  if (why !== null) return [`back-after-address-change not measured: ${why}`]
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const leftovers: Leftovers = []
    try {
      times.push(await change(leftovers))
    } finally {
      for (const leave of leftovers.reverse()) await leave()
    }
  }
  return [
    `back-after-address-change-p50 ${median(times).toFixed(0)} ms`,
    `back-after-address-change-p95 ${percentile(times, TAIL).toFixed(0)} ms`,
  ]
}
