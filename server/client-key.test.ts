/** Whose call it is: networks, proxies, and keys that forget. */
import { expect, test } from 'bun:test'
import { addressBehind, createClientKeys, networkOf } from './client-key.ts'

test('IPv4 is itself, IPv6 its /64, and IPv4 inside IPv6 is IPv4', () => {
  expect(networkOf('192.0.2.7')).toBe('192.0.2.7')
  expect(networkOf('::ffff:192.0.2.7')).toBe('192.0.2.7')
  expect(networkOf('2001:DB8:1:2:3:4:5:6')).toBe('2001:db8:1:2')
  expect(networkOf('2001:db8:1:2::9')).toBe(networkOf('2001:0db8:0001:0002:ffff::1'))
  expect(networkOf('2001:db8::1')).toBe('2001:db8:0:0')
  expect(networkOf('fe80::1%eth0')).toBe('fe80:0:0:0')
})

test('only as many proxies are believed as were named', () => {
  const forged = '6.6.6.6, 7.7.7.7, 203.0.113.9'
  expect(addressBehind(0, '10.0.0.1', forged)).toBe('10.0.0.1')
  expect(addressBehind(1, '10.0.0.1', forged)).toBe('203.0.113.9')
  expect(addressBehind(2, '10.0.0.1', forged)).toBe('7.7.7.7')
  expect(addressBehind(1, '10.0.0.1', null)).toBe('10.0.0.1')
})

test('an address is the same client for an hour, is found in the next, and is lost after that', () => {
  let time = 0
  const keyOf = createClientKeys(() => time)
  const first = keyOf('192.0.2.7')
  expect(keyOf('192.0.2.7')).toEqual(first)
  expect(first.now).not.toContain('192')
  time = 3_600_000
  const second = keyOf('192.0.2.7')
  expect(second.before).toBe(first.now)
  time = 7_200_000
  expect(keyOf('192.0.2.7').before).toBe(second.now)
  time = 3_600_000 * 9
  expect(keyOf('192.0.2.7').before).not.toBe(second.now)
})
