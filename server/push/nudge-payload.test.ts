/** Every push has one size, Safari and the worker can read it, and it is encrypted as RFC 8291 says. */
import { afterEach, expect, spyOn, test } from 'bun:test'
import { createECDH } from 'node:crypto'
import { encryptNudge, isPushKey, nudgePayload } from './nudge-payload.ts'
import { createPhone, decryptPush } from './phone.fake.ts'

// RFC 8291 section 5.
const VECTOR = {
  plain: 'When I grow up, I want to be a watermelon',
  p: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  a: 'BTBZMqHH6r4Tts7J_aSIgg',
  receiver: 'q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94',
  sender: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw',
  senderPublic: 'BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8',
  salt: 'DGv6ra1nlYgDCS1FRnbzlw',
  body: 'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
}
const bytes = (text: string): Buffer => Buffer.from(text, 'base64url')

afterEach(() => {
  for (const spy of spies.splice(0)) spy.mockRestore()
})
const spies: { mockRestore: () => void }[] = []

/** Gives the RFC's key and salt to whatever draws the next ones. */
async function drawVector(): Promise<void> {
  const raw = bytes(VECTOR.senderPublic)
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: raw.subarray(1, 33).toString('base64url'),
    y: raw.subarray(33).toString('base64url'),
  }
  const curve = { name: 'ECDH', namedCurve: 'P-256' }
  const load = (key: typeof jwk & { readonly d?: string }, uses: 'deriveBits'[]) =>
    crypto.subtle.importKey('jwk', key, curve, true, uses)
  const pair = {
    publicKey: await load(jwk, []),
    privateKey: await load({ ...jwk, d: VECTOR.sender }, ['deriveBits']),
  }
  spies.push(spyOn(crypto.subtle, 'generateKey').mockResolvedValue(pair as never))
  spies.push(
    spyOn(crypto, 'getRandomValues').mockImplementation(((into: Uint8Array) => {
      into.set(bytes(VECTOR.salt))
      return into
    }) as never),
  )
}

test('RFC 8291 section 5 is encrypted byte for byte', async () => {
  await drawVector()
  const body = await encryptNudge(VECTOR, new TextEncoder().encode(VECTOR.plain))
  expect(Buffer.from(body).toString('base64url')).toBe(VECTOR.body)
})

test('the reader of these tests opens that vector, and no twin with one flipped bit', () => {
  const ecdh = createECDH('prime256v1')
  ecdh.setPrivateKey(bytes(VECTOR.receiver))
  expect(decryptPush(bytes(VECTOR.body), ecdh, bytes(VECTOR.a)).toString()).toBe(VECTOR.plain)
  // Salt, length of the key, the sender's key, ciphertext, tag.
  for (const at of [0, 20, 30, 90, bytes(VECTOR.body).length - 1]) {
    const twin = bytes(VECTOR.body)
    twin[at] = (twin[at] ?? 0) ^ 1
    expect(() => decryptPush(twin, ecdh, bytes(VECTOR.a))).toThrow()
  }
})

test('the phone reads one declarative notification that names no session', async () => {
  const phone = createPhone('https://web.push.apple.com/x')
  const ticket = phone.ticketOf({})
  const payload = nudgePayload(ticket, 'waiting')
  expect(phone.read(await encryptNudge(ticket, payload ?? new Uint8Array()))).toEqual({
    web_push: 8030,
    notification: {
      title: 'Inviso',
      body: 'Someone is waiting for you.',
      lang: 'en',
      dir: 'ltr',
      tag: 'nudge',
      navigate: 'https://chat.example.org/',
    },
    app_badge: '1',
  })
})

test('every push has the same size, whatever the occasion and the language', async () => {
  const phone = createPhone('https://web.push.apple.com/x')
  const word = (body: string) => ({ title: 'Inviso', body, lang: 'ja', dir: 'ltr' }) as const
  const sizes = new Set<number>()
  for (const body of ['a', '待'.repeat(100)]) {
    const ticket = phone.ticketOf({ w: { waiting: word(body), accepted: word('b') } })
    for (const occasion of ['waiting', 'accepted'] as const)
      sizes.add((await encryptNudge(ticket, nudgePayload(ticket, occasion) ?? new Uint8Array())).length)
  }
  expect([...sizes]).toEqual([871])
})

test('a key that is no point of P-256 is refused', () => {
  expect(isPushKey(VECTOR.p)).toBe(true)
  const offCurve = bytes(VECTOR.p)
  offCurve[64] = (offCurve[64] ?? 0) ^ 1
  const zeros = Buffer.concat([Buffer.of(4), Buffer.alloc(64)])
  for (const wrong of [
    offCurve,
    zeros,
    Buffer.alloc(65),
    Buffer.alloc(65, 255),
    Buffer.alloc(0),
    bytes('AAAA'),
  ])
    expect(isPushKey(wrong.toString('base64url'))).toBe(false)
  expect(isPushKey('not base64url!')).toBe(false)
})
