/** Parses IP addresses from a socket or a proxy, and finds the networks that contain them. */
import { isIPv4, isIPv6 } from 'node:net'

/** A network: its prefix, and its budget as a multiple of one customer's. */
export interface Network {
  readonly prefix: string
  readonly share: number
}

const BYTES_4 = 4
const BYTES_6 = 16
const BITS_A_BYTE = 8

/**
 * The networks that have a budget, narrowest first. One customer of a provider has an IPv4 address or a /64, often a /56 or a /48;
 * a /32 is a whole provider. A wider network has more customers, but far fewer than its addresses would suggest.
 */
const WIDTHS_4 = [
  { bits: 32, share: 1 },
  { bits: 24, share: 4 },
] as const
const WIDTHS_6 = [
  { bits: 64, share: 1 },
  { bits: 56, share: 2 },
  { bits: 48, share: 4 },
  { bits: 32, share: 16 },
] as const

const ipv4Bytes = (text: string): number[] => text.split('.').map(Number)

function ipv6Bytes(text: string): number[] {
  const [head = '', tail] = text.split('::')
  const groups = (part: string | undefined): number[] =>
    (part ? part.split(':') : []).flatMap((group) => {
      if (group.includes('.')) return ipv4Bytes(group)
      const value = Number.parseInt(group, 16)
      return [value >> BITS_A_BYTE, value & 0xff]
    })
  const [left, right] = [groups(head), groups(tail)]
  return [...left, ...Array<number>(BYTES_6 - left.length - right.length).fill(0), ...right]
}

/** Extracts IPv4 from IPv6: mapped (RFC 4291 section 2.5.5.2), or translated by a provider's NAT64 (RFC 6052 section 2.1). */
function innerIpv4(bytes: readonly number[]): readonly number[] {
  const head = Buffer.from(bytes.slice(0, BYTES_6 - BYTES_4)).toString('hex')
  const mapped = head === `${'0'.repeat(20)}ffff`
  const translated = head === `0064ff9b${'0'.repeat(16)}`
  return mapped || translated ? bytes.slice(-BYTES_4) : bytes
}

/** Returns the 4 or 16 bytes of an address, which may have a port, brackets or a zone; null for other text. */
export function parseAddress(text: string): readonly number[] | null {
  const bare = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(text)?.[1] ?? /^([\d.]+):\d{1,5}$/.exec(text)?.[1] ?? text
  if (isIPv4(bare)) return ipv4Bytes(bare)
  return isIPv6(bare) ? innerIpv4(ipv6Bytes(bare.split('%')[0] ?? '')) : null
}

/** Copies the bytes with all but the first `bits` bits set to zero. */
const masked = (bytes: readonly number[], bits: number): number[] =>
  bytes.map((byte, index) => {
    const kept = Math.min(BITS_A_BYTE, Math.max(0, bits - index * BITS_A_BYTE))
    return byte & (0xff << (BITS_A_BYTE - kept)) & 0xff
  })

/** Returns the networks of an address, narrowest first. All invalid addresses share one. */
export function networksOf(address: string): readonly [Network, ...Network[]] {
  const bytes = parseAddress(address)
  if (bytes === null) return [{ prefix: 'unknown', share: 1 }]
  const widths = bytes.length === BYTES_4 ? WIDTHS_4 : WIDTHS_6
  const [own, ...wider] = widths.map(({ bits, share }) => ({
    prefix: `${Buffer.from(masked(bytes, bits)).toString('hex')}/${bits}`,
    share,
  }))
  return own ? [own, ...wider] : [{ prefix: 'unknown', share: 1 }]
}
