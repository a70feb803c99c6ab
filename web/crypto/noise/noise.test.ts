import { describe, expect, test } from 'bun:test'
import {
  chaChaPoly,
  hex,
  type NoiseVector,
  noiseVectorsOf,
  patternOf,
  readVectors,
  unhex,
} from '../../../tests/harness/attackers/vectors.ts'
import { aesGcm } from './aes-gcm.ts'
import { createNoiseHandshake, NN_HFS_PSK0, type NoiseHandshake, XX_HFS_PSK0 } from './noise.ts'
import { scriptMlKem768 } from './script-kem.ts'
import { keyPairOf } from './x25519.ts'

const NOTHING = new Uint8Array(0)
const collections = [
  ...noiseVectorsOf(readVectors('others/noise-cacophony.json')),
  ...noiseVectorsOf(readVectors('others/noise-noise-c-basic.json')),
]

async function runVector(vector: NoiseVector): Promise<void> {
  const protocol = vector.protocol_name ?? vector.name ?? ''
  const [, pattern = '', , cipher] = protocol.split('_')
  const aead = cipher === 'AESGCM' ? aesGcm : chaChaPoly
  const side = async (initiator: boolean) => {
    const own = initiator ? vector.init_static : vector.resp_static
    const known = initiator ? vector.init_remote_static : vector.resp_remote_static
    const ephemeral = initiator ? vector.init_ephemeral : vector.resp_ephemeral
    return createNoiseHandshake({
      pattern: patternOf(pattern),
      initiator,
      aead,
      prologue: unhex(vector.init_prologue),
      ephemeral: () => keyPairOf(unhex(ephemeral)),
      psks: (vector.init_psks ?? (vector.init_psk ? [vector.init_psk] : [])).map(unhex),
      ...(own ? { s: await keyPairOf(unhex(own)) } : {}),
      ...(known ? { rs: unhex(known) } : {}),
    })
  }
  const sides = [await side(true), await side(false)] as const
  const many = patternOf(pattern).messages.length
  for (const [at, { payload, ciphertext }] of vector.messages.slice(0, many).entries()) {
    const written = await sides[at % 2 === 0 ? 0 : 1].write(unhex(payload))
    if (!written.ok) throw new Error(`${protocol} message ${at}`)
    expect(hex(written.value)).toBe(ciphertext)
    const read = await sides[at % 2 === 0 ? 1 : 0].read(written.value)
    expect(read.ok && hex(read.value)).toBe(payload)
  }
  const [mine, theirs] = [await sides[0].finish(), await sides[1].finish()]
  expect(hex(mine.h)).toBe(hex(theirs.h))
  expect([hex(mine.k1), hex(mine.k2)]).toEqual([hex(theirs.k1), hex(theirs.k2)])
  if (vector.handshake_hash) expect(hex(mine.h)).toBe(vector.handshake_hash)
  const keys = [await aead.load(mine.k1), await aead.load(mine.k2)] as const
  const counters = [0n, 0n]
  for (const [index, { payload, ciphertext }] of vector.messages.slice(many).entries()) {
    const from = (many + index) % 2 === 0 ? 0 : 1
    expect(hex(await keys[from].seal(counters[from] ?? 0n, NOTHING, unhex(payload)))).toBe(ciphertext)
    counters[from] = (counters[from] ?? 0n) + 1n
  }
}

describe('the interpreter reproduces the vectors of other implementations', () => {
  for (const vector of collections) test(`${vector.protocol_name ?? vector.name}`, () => runVector(vector))
})

test('the hybrid pattern XXhfs with ML-KEM-768 reproduces the vectors of another implementation', async () => {
  const v = readVectors('others/noise-xxhfs-mlkem768.json') as Readonly<Record<string, string>>
  const repeat = (byte: string | undefined, length: number) =>
    new Uint8Array(length).fill(Number.parseInt(byte ?? '', 16))
  const kem = scriptMlKem768((length) =>
    repeat(length === 64 ? v.kem_keygen_seed_byte : v.kem_encap_seed_byte, length),
  )
  const side = async (initiator: boolean) =>
    createNoiseHandshake({
      pattern: patternOf('XXhfs'),
      initiator,
      aead: chaChaPoly,
      kem,
      prologue: NOTHING,
      ephemeral: () => keyPairOf(repeat(initiator ? v.init_ephemeral_byte : v.resp_ephemeral_byte, 32)),
      s: await keyPairOf(repeat(initiator ? v.init_static_byte : v.resp_static_byte, 32)),
    })
  const [first, second] = [await side(true), await side(false)]
  const sizes: number[] = []
  let last: Uint8Array = NOTHING
  for (const [writer, reader] of [
    [first, second],
    [second, first],
    [first, second],
  ] as const) {
    const message = await writer.write(NOTHING)
    if (!message.ok) throw new Error(message.error)
    sizes.push(message.value.length)
    last = message.value
    expect((await reader.read(message.value)).ok).toBe(true)
  }
  expect(sizes).toEqual([1_216, 1_200, 64])
  expect(hex(last)).toBe(v.msg_c ?? '')
  const { h, k1, k2 } = await first.finish()
  expect([hex(h), hex(k1), hex(k2)]).toEqual([v.handshake_hash ?? '', v.cs1_k ?? '', v.cs2_k ?? ''])
})

test('the app’s patterns match their names', () => {
  expect(XX_HFS_PSK0).toEqual(patternOf('XXhfs+psk0'))
  expect(NN_HFS_PSK0.messages).toEqual(
    XX_HFS_PSK0.messages
      .slice(0, 2)
      .map((tokens) => tokens.filter((token) => token !== 's' && token !== 'es')),
  )
})

test('a point of low order ends the handshake', async () => {
  const start = (initiator: boolean, ephemeral: Uint8Array) =>
    createNoiseHandshake({
      pattern: patternOf('NN'),
      initiator,
      prologue: NOTHING,
      ephemeral: async () => ({ secret: new Uint8Array(32).fill(7), public: ephemeral }),
    })
  for (const point of [new Uint8Array(32), Uint8Array.from({ length: 32 }, (_, at) => (at === 0 ? 1 : 0))]) {
    const [first, second] = [await start(true, point), await start(false, new Uint8Array(32).fill(9))]
    const message = await first.write(NOTHING)
    if (!message.ok) throw new Error('write')
    expect((await second.read(message.value)).ok).toBe(true)
    expect(await second.write(NOTHING)).toEqual({ ok: false, error: 'malformed' })
  }
})

describe('the psk is wiped', () => {
  const both = async (theirs = 7) => {
    const psks = [new Uint8Array(32).fill(7), new Uint8Array(32).fill(theirs)] as const
    const make = (initiator: boolean) =>
      createNoiseHandshake({
        pattern: NN_HFS_PSK0,
        initiator,
        prologue: NOTHING,
        psks: [psks[initiator ? 0 : 1]],
        kem: scriptMlKem768((length) => crypto.getRandomValues(new Uint8Array(length))),
        ephemeral: () => keyPairOf(crypto.getRandomValues(new Uint8Array(32))),
      })
    return { psks, first: await make(true), second: await make(false) }
  }
  const isZero = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0)
  const send = async (from: NoiseHandshake, to: NoiseHandshake) => {
    const message = await from.write(NOTHING)
    if (!message.ok) throw new Error(message.error)
    return to.read(message.value)
  }

  test('after a completed handshake', async () => {
    const { psks, first, second } = await both()
    await send(first, second)
    await send(second, first)
    await Promise.all([first.finish(), second.finish()])
    expect(psks.map(isZero)).toEqual([true, true])
  })

  test('after a failed one', async () => {
    const { psks, first, second } = await both(8)
    expect(await send(first, second)).toEqual({ ok: false, error: 'not_authentic' })
    first.wipe()
    expect(psks.map(isZero)).toEqual([true, true])
  })

  test('after one that was never begun', async () => {
    const { psks, first, second } = await both()
    first.wipe()
    second.wipe()
    expect(psks.map(isZero)).toEqual([true, true])
  })
})
