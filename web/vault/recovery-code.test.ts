/** Recovery keys as people write them down and type them back. */
import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { decodeRecovery, encodeRecovery } from './recovery-code.ts'

test('any key is read back in lower case, without spaces, with O for 0 and l for 1', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 20, maxLength: 20 }), (bytes) => {
      const text = encodeRecovery(bytes)
      expect(text).toMatch(/^([0-9A-HJKMNP-TV-Z]{4} ){7}[0-9A-HJKMNP-TV-Z]{4}$/)
      const typed = text.toLowerCase().replaceAll(' ', '-').replaceAll('0', 'o').replaceAll('1', 'l')
      expect(decodeRecovery(text, 20)).toEqual(bytes)
      expect(decodeRecovery(typed, 20)).toEqual(bytes)
    }),
  )
})

test('text that is too short, too long or has an invalid character is rejected', () => {
  const text = encodeRecovery(new Uint8Array(20))
  for (const odd of ['', text.slice(1), `${text}0`, text.replace('0', 'U'), text.replace('0', '!')])
    expect(decodeRecovery(odd, 20)).toBeNull()
})
