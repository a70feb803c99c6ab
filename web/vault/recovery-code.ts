/** A recovery key for paper: Crockford's base 32, in groups of four; reading accepts lower case, spaces, dashes and the usual mix-ups. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const BITS = 5
const GROUP = 4

export function encodeRecovery(bytes: Uint8Array): string {
  let bits = ''
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0')
  const signs = bits.match(/.{1,5}/g) ?? []
  const text = signs.map((group) => SIGNS[Number.parseInt(group.padEnd(BITS, '0'), 2)]).join('')
  return (text.match(new RegExp(`.{1,${GROUP}}`, 'g')) ?? []).join(' ')
}

/** Decodes a recovery key; null when `text` is not a key of `length` bytes. */
export function decodeRecovery(text: string, length: number): Uint8Array | null {
  const plain = text
    .toUpperCase()
    .replace(/[\s\-–]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  if (plain.length !== Math.ceil((length * 8) / BITS)) return null
  let bits = ''
  for (const sign of plain) {
    const value = SIGNS.indexOf(sign)
    if (value < 0) return null
    bits += value.toString(2).padStart(BITS, '0')
  }
  return Uint8Array.from({ length }, (_, at) => Number.parseInt(bits.slice(at * 8, at * 8 + 8), 2))
}
