/** A sealed signal opens only with its secret, room, sender, type and attempt. */
import { expect, test } from 'bun:test'
import { openSignal, type SealContext, sealNameIn, sealNameOf, sealSignal } from './sealed-signal.ts'

const secret = new Uint8Array(32).fill(7)
const context: SealContext = { roomId: 'room', from: 'host', type: 'webrtc_offer', attempt: 'a-1' }

test('a sealed signal opens with the same secret and context', async () => {
  const text = await sealSignal(secret, context, '{"sdp":"v=0 ✓"}')
  expect(sealNameIn(text)).toBe(sealNameOf(secret))
  expect(JSON.parse((await openSignal(secret, context, text)) ?? '')).toEqual({ sdp: 'v=0 ✓' })
})

test('another secret, room, sender, type or attempt does not open it, and an altered byte makes it fail', async () => {
  const text = await sealSignal(secret, context, '{}')
  expect(await openSignal(new Uint8Array(32).fill(8), context, text)).toBeNull()
  for (const other of [
    { roomId: 'elsewhere' },
    { from: 'guest' as const },
    { type: 'webrtc_answer' },
    { attempt: 'a-2' },
  ])
    expect(await openSignal(secret, { ...context, ...other }, text)).toBeNull()
  for (const changed of [`${text.slice(0, -3)}AAA`, text.slice(0, 40), 'sealed.1.x', 'sealed.1.x.!!'])
    expect(await openSignal(secret, context, changed)).toBeNull()
})

test('candidates of any kind have the same sealed length', async () => {
  const lengths = await Promise.all(
    ['host 192.168.1.7', `relay ${'2001:db8:85a3::8a2e:370:7334'.repeat(4)}`].map(
      async (candidate) => (await sealSignal(secret, context, JSON.stringify({ candidate }))).length,
    ),
  )
  expect(new Set(lengths).size).toBe(1)
})

test('a plain description is not mistaken for a sealed one, and names of different secrets differ', () => {
  expect(sealNameIn('v=0\r\no=- 1 2 IN IP4 127.0.0.1')).toBeNull()
  expect(sealNameOf(secret)).toMatch(/^[\w-]{11}$/)
  expect(sealNameOf(secret)).not.toBe(sealNameOf(new Uint8Array(32).fill(8)))
})

test('a secret that is wiped while it seals leaves a signal that its holder opens', async () => {
  const wiped = secret.slice()
  const sealing = sealSignal(wiped, context, '{}')
  wiped.fill(0)
  const text = await sealing
  expect(sealNameIn(text)).toBe(sealNameOf(secret))
  expect((await openSignal(secret, context, text))?.trim()).toBe('{}')
})
