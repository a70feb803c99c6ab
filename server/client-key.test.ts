/** Client keys: trusted proxies, and hashing keys that expire. */
import { expect, test } from 'bun:test'
import { addressBehind, createClientKeys } from './client-key.ts'

test('only the configured number of proxies is trusted', () => {
  const forged = '6.6.6.6, 7.7.7.7, 203.0.113.9'
  expect(addressBehind(0, '10.0.0.1', forged)).toBe('10.0.0.1')
  expect(addressBehind(1, '10.0.0.1', forged)).toBe('203.0.113.9')
  expect(addressBehind(2, '10.0.0.1', forged)).toBe('7.7.7.7')
  expect(addressBehind(1, '10.0.0.1', null)).toBe('10.0.0.1')
})

test('an address maps to the same client for an hour, is still found in the next, and not after that', () => {
  let time = 0
  const clientOf = createClientKeys(() => time)
  const keyOf = (address: string) => clientOf(address)[0]
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

test('the lasting key stays the same while the process runs', () => {
  let time = 0
  const clientOf = createClientKeys(() => time)
  const first = clientOf('2001:db8::1').map(({ lasting }) => lasting)
  time = 3_600_000 * 50
  expect(clientOf('2001:db8::2').map(({ lasting }) => lasting)).toEqual(first)
})
