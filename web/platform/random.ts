/** Randomness, passed in. */
export interface Random {
  readonly bytes: (length: number) => Uint8Array
  readonly uuid: () => string
  /** A uniformly random integer from 0 to `exclusive` - 1. */
  readonly below: (exclusive: number) => number
}

const UINT32 = 2 ** 32

export function createSystemRandom(): Random {
  const bytes = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length))
  return { bytes, below: (exclusive) => pickBelow(exclusive, bytes), uuid: () => uuidFrom(bytes(16)) }
}

/** Deterministic numbers from a seed, for tests only (mulberry32). */
export function createSeededRandom(seed: number): Random {
  let state = seed >>> 0
  const byte = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 24) & 0xff
  }
  const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, byte)
  return { bytes, below: (exclusive) => pickBelow(exclusive, bytes), uuid: () => uuidFrom(bytes(16)) }
}

/** Redraws numbers whose remainder would favour low results (rejection sampling). */
function pickBelow(exclusive: number, bytes: (length: number) => Uint8Array): number {
  const fair = UINT32 - (UINT32 % exclusive)
  for (;;) {
    const drawn = bytes(4).reduce((sum, byte) => sum * 256 + byte, 0)
    if (drawn < fair) return drawn % exclusive
  }
}

/** RFC 9562 version 4; crypto.randomUUID exists in secure contexts only. */
function uuidFrom(bytes: Uint8Array): string {
  const hex = [...bytes].map((byte, at) => {
    const value = at === 6 ? (byte & 0x0f) | 0x40 : at === 8 ? (byte & 0x3f) | 0x80 : byte
    return value.toString(16).padStart(2, '0')
  })
  return [hex.slice(0, 4), hex.slice(4, 6), hex.slice(6, 8), hex.slice(8, 10), hex.slice(10)]
    .map((part) => part.join(''))
    .join('-')
}
