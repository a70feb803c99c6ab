/** Addresses are parsed to bytes, never cut as text, whatever a proxy adds to them. */
import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { networksOf, parseAddress } from './network-address.ts'

const prefixes = (address: string): string[] => networksOf(address).map(({ prefix }) => prefix)

test('IPv4 counts by address and /24, IPv6 by /64, /56, /48 and /32', () => {
  expect(prefixes('192.0.2.7')).toEqual(['c0000207/32', 'c0000200/24'])
  expect(networksOf('2001:db8:1:2ff::9')).toEqual([
    { prefix: '20010db8000102ff0000000000000000/64', share: 1 },
    { prefix: '20010db8000102000000000000000000/56', share: 2 },
    { prefix: '20010db8000100000000000000000000/48', share: 4 },
    { prefix: '20010db8000000000000000000000000/32', share: 16 },
  ])
})

test('all notations of one address are one client', () => {
  const same = [
    [
      '192.0.2.7',
      '192.0.2.7:443',
      '[192.0.2.7]:1',
      '::ffff:192.0.2.7',
      '::ffff:c000:207',
      '64:ff9b::192.0.2.7',
    ],
    ['2001:db8::1', '[2001:db8::1]', '[2001:db8::1]:50123', '2001:0DB8:0:0::0001', '2001:db8::1%eth0'],
    ['::1', '[::1]:80', '0:0:0:0:0:0:0:1'],
  ]
  for (const spellings of same) expect(new Set(spellings.map((text) => prefixes(text).join())).size).toBe(1)
})

test('all invalid addresses are one client, and none of them throws', () => {
  const odd = [
    '',
    'unknown',
    '_hidden',
    '1.2.3',
    '256.1.1.1',
    '01.2.3.4',
    ':::',
    '1:2',
    '[',
    '[::1',
    '1.2.3.4:x',
    '::1]:2',
  ]
  for (const text of odd) expect(prefixes(text)).toEqual(['unknown'])
  fc.assert(
    fc.property(fc.string(), (text) => networksOf(text).length > 0),
    { seed: Date.now() },
  )
})

test('every IPv6 address is parsed byte for byte, in full or compressed notation', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(0, 0, 0, 1, 255), { minLength: 16, maxLength: 16 }), (bytes) => {
      const groups = Array.from({ length: 8 }, (_, n) =>
        ((bytes[2 * n] ?? 0) * 256 + (bytes[2 * n + 1] ?? 0)).toString(16),
      )
      const full = groups.join(':')
      const short = new URL(`http://[${full}]`).hostname
      expect(parseAddress(short)).toEqual(parseAddress(full))
      const parsed = parseAddress(full)
      if (parsed?.length === 16) expect(parsed).toEqual(bytes)
      else expect(parsed).toEqual(bytes.slice(-4))
    }),
    { seed: Date.now() },
  )
})
