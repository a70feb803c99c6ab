import { expect, test } from 'bun:test'
import { hex, readVectors, unhex } from '../../tests/harness/attackers/vectors.ts'
import { createCpaceShare, generatorOf } from './cpace.ts'
import { scriptX25519, x25519 } from './noise/x25519.ts'

const { G_25519: draft, X25519_points: lowOrder } = readVectors('others/cpace-draft21-x25519.json') as {
  readonly G_25519: Readonly<Record<string, string>>
  readonly X25519_points: Readonly<Record<string, string>>
}
const field = (name: string): Uint8Array => unhex(draft[name] ?? '')
const shares = async () =>
  [
    await createCpaceShare(field('PRS'), field('CI'), field('sid'), field('ya')),
    await createCpaceShare(field('PRS'), field('CI'), field('sid'), field('yb')),
  ] as const
const ads = { adInitiator: field('ADa'), adResponder: field('ADb') }

test('generator, shares and ISK equal the draft’s test vectors', async () => {
  expect(hex(await generatorOf(field('PRS'), field('CI'), field('sid')))).toBe(hex(field('g')))
  const [first, second] = await shares()
  expect([hex(first.share), hex(second.share)]).toEqual([hex(field('Ya')), hex(field('Yb'))])
  const one = await first.finish({ initiator: true, theirs: second.share, ...ads })
  const two = await second.finish({ initiator: false, theirs: first.share, ...ads })
  expect(one && hex(one)).toBe(hex(field('ISK_IR')))
  expect(two && hex(two)).toBe(hex(field('ISK_IR')))
})

test('every point of low order is refused, by either implementation of X25519', async () => {
  // Section B.1.10 of the draft: Y0 to Y5 and Y7 give zero; the others are non-canonical encodings of points and do not.
  const mustFail = ['Y0', 'Y1', 'Y2', 'Y3', 'Y4', 'Y5', 'Y7']
  const scalar = field('ya')
  for (const [name, point] of Object.entries(lowOrder)) {
    const fails = mustFail.includes(name.replace('Invalid ', ''))
    const [first] = await shares()
    expect([
      name,
      await first.finish({ initiator: true, theirs: unhex(point), ...ads }).then((isk) => isk === null),
    ]).toEqual([name, fails])
    expect((await scriptX25519(scalar, unhex(point))) === null).toBe(fails)
    expect((await x25519(scalar, unhex(point))) === null).toBe(fails)
  }
})

test('a different word, run or connection gives a different secret', async () => {
  const isk = async (password: string, sid: Uint8Array, adResponder: Uint8Array) => {
    const ci = field('CI')
    const first = await createCpaceShare(new TextEncoder().encode(password), ci, sid, field('ya'))
    const second = await createCpaceShare(field('PRS'), ci, field('sid'), field('yb'))
    const out = await first.finish({
      initiator: true,
      theirs: second.share,
      adInitiator: field('ADa'),
      adResponder,
    })
    return out && hex(out)
  }
  const right = await isk('Password', field('sid'), field('ADb'))
  expect(right).toBe(hex(field('ISK_IR')))
  expect(await isk('Passwords', field('sid'), field('ADb'))).not.toBe(right)
  expect(await isk('Password', new Uint8Array(16), field('ADb'))).not.toBe(right)
  expect(await isk('Password', field('sid'), Uint8Array.of(1))).not.toBe(right)
})
