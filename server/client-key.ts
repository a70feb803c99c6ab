/** Identifies a caller without storing the address: only keyed hashes of its networks are kept. */
import { createHmac, randomBytes } from 'node:crypto'
import type { Client, NetworkKey } from './core/client.ts'
import { ADDRESS_KEY_MS } from './core/limits.ts'
import { type Network, networksOf } from './network-address.ts'

const KEY_BYTES = 32

/** Returns the address of the nearest untrusted hop; each trusted proxy has appended the address that called it. */
export function addressBehind(proxies: number, direct: string, forwarded: string | null): string {
  if (proxies === 0 || !forwarded) return direct
  const hops = forwarded.split(',').map((hop) => hop.trim())
  return hops.at(-proxies) ?? hops[0] ?? direct
}

/** Creates the function that maps an address to its client. `elapsed`: monotonic clock, milliseconds. */
export function createClientKeys(elapsed: () => number): (address: string) => Client {
  let madeAt = elapsed()
  let keys = { now: randomBytes(KEY_BYTES), before: randomBytes(KEY_BYTES) }
  const lasting = randomBytes(KEY_BYTES)
  const hash = (key: Buffer, prefix: string): string =>
    createHmac('sha256', key).update(prefix).digest('base64url')
  const keyOf = ({ prefix, share }: Network): NetworkKey => ({
    now: hash(keys.now, prefix),
    before: hash(keys.before, prefix),
    lasting: hash(lasting, prefix),
    share,
  })
  return (address) => {
    const age = elapsed() - madeAt
    if (age >= ADDRESS_KEY_MS) {
      keys = {
        now: randomBytes(KEY_BYTES),
        before: age < 2 * ADDRESS_KEY_MS ? keys.now : randomBytes(KEY_BYTES),
      }
      madeAt = elapsed()
    }
    const [own, ...wider] = networksOf(address)
    return [keyOf(own), ...wider.map(keyOf)]
  }
}
