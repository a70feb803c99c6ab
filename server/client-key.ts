/** Who is calling, without keeping who: an address becomes hashes of its networks, and is forgotten. */
import { createHmac, randomBytes } from 'node:crypto'
import type { Client, NetworkKey } from './core/client.ts'
import { ADDRESS_KEY_MS } from './core/limits.ts'
import { type Network, networksOf } from './network-address.ts'

const KEY_BYTES = 32

/** The address that the nearest untrusted hop has: each trusted proxy appended the one before it. */
export function addressBehind(proxies: number, direct: string, forwarded: string | null): string {
  if (proxies === 0 || !forwarded) return direct
  const hops = forwarded.split(',').map((hop) => hop.trim())
  return hops.at(-proxies) ?? hops[0] ?? direct
}

/** `elapsed` is the clock that only goes forward, in milliseconds. */
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
