import { expect, test } from 'bun:test'
import { fingerprintOf } from './fingerprint.ts'

const value = Array.from({ length: 32 }, (_, at) => (at + 160).toString(16).toUpperCase()).join(':')
const other = value.replace(/^A0/, 'A1')
const sdp = (...lines: readonly string[]): string => ['v=0', 's=-', ...lines, 'm=application 9'].join('\r\n')

test('one SHA-256 fingerprint is read, also when it is repeated', () => {
  const read = fingerprintOf(sdp(`a=fingerprint:sha-256 ${value}`))
  expect(read?.[0]).toBe(0xa0)
  expect(read?.length).toBe(32)
  expect(
    fingerprintOf(sdp(`a=fingerprint:SHA-256 ${value}`, `a=fingerprint:sha-256 ${value.toLowerCase()}`)),
  ).toEqual(read)
})

test('a missing one, another hash, two different values or malformed lines are refused', () => {
  const bad = [
    sdp(),
    sdp(`a=fingerprint:sha-1 ${value}`),
    sdp(`a=fingerprint:sha-256 ${value}`, `a=fingerprint:sha-256 ${other}`),
    sdp(`a=fingerprint:sha-256 ${value}`, `a=fingerprint:sha-1 AA:BB`),
    sdp(`a=fingerprint:sha-256 ${value}`, `a=fingerprint:sha-256 ${value} ${other}`),
    sdp(`a=fingerprint:sha-256 ${value}`, `a=fingerprint: sha-256 ${other}`),
    sdp(`a=fingerprint:sha-256 ${value.slice(3)}`),
    sdp(`a=fingerprint:sha-256 ${value.replace('A0', 'GG')}`),
  ]
  expect(bad.map(fingerprintOf)).toEqual(bad.map(() => null))
})
