/** Who is calling, without keeping who: an address is hashed with a key that lives an hour, and forgotten. */
import { createHmac, randomBytes } from 'node:crypto'
import { ADDRESS_KEY_MS } from './core/limits.ts'
import type { ClientKey } from './core/rate.ts'

const KEY_BYTES = 32

/** IPv4 as it is; IPv6 by its /64, which is what one customer gets; IPv4 inside IPv6 as IPv4. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped?.[1]) return mapped[1]
  if (!address.includes(':')) return address
  const [head = '', tail] = (address.split('%')[0] ?? '').toLowerCase().split('::')
  const left = head ? head.split(':') : []
  const right = tail ? tail.split(':') : []
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0')
  return [...left, ...zeros, ...right]
    .slice(0, 4)
    .map((part) => part.replace(/^0+(?=.)/, ''))
    .join(':')
}

/** The address that the nearest untrusted hop has: each trusted proxy appended the one before it. */
export function addressBehind(proxies: number, direct: string, forwarded: string | null): string {
  if (proxies === 0 || !forwarded) return direct
  const hops = forwarded.split(',').map((hop) => hop.trim())
  return hops.at(-proxies) ?? hops[0] ?? direct
}

/** `elapsed` is the clock that only goes forward, in milliseconds. */
export function createClientKeys(elapsed: () => number): (address: string) => ClientKey {
  let madeAt = elapsed()
  let keys = { now: randomBytes(KEY_BYTES), before: randomBytes(KEY_BYTES) }
  const hash = (key: Buffer, network: string): string =>
    createHmac('sha256', key).update(network).digest('base64url')
  return (address) => {
    if (elapsed() - madeAt >= ADDRESS_KEY_MS) {
      keys = {
        now: randomBytes(KEY_BYTES),
        before: elapsed() - madeAt < 2 * ADDRESS_KEY_MS ? keys.now : randomBytes(KEY_BYTES),
      }
      madeAt = elapsed()
    }
    const network = networkOf(address)
    return { now: hash(keys.now, network), before: hash(keys.before, network) }
  }
}
