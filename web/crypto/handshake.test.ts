import { expect, test } from 'bun:test'
import * as fc from 'fast-check'
import { type GoldenCase, goldenCase } from '../../tests/golden/golden.ts'
import { readVectors } from '../../tests/harness/attackers/vectors.ts'
import { createHandshake } from './handshake.ts'
import type { Handshake, HandshakeFailure, HandshakeInput, HandshakeResult } from './handshake.types.ts'
import { agree, decodeHello, encodeHello, type Hello } from './hello.ts'
import { type KeyPair, keyPairOf } from './noise/x25519.ts'
import { equalBytes } from './primitives.ts'
import { answerRekey, beginRekey } from './rekey-handshake.ts'

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length))
const golden = readVectors('vectors.json') as { handshakes: readonly GoldenCase[] }

for (const frozen of golden.handshakes)
  test(`the frozen vectors of ${frozen.mode} are reproduced byte for byte`, async () => {
    expect(JSON.parse(JSON.stringify(await goldenCase(frozen.mode)))).toEqual(
      JSON.parse(JSON.stringify(frozen)),
    )
  })

interface Outcome {
  readonly paired: readonly HandshakeResult[]
  readonly failures: readonly HandshakeFailure[]
  readonly frames: readonly Uint8Array[]
}
type Change = (frame: Uint8Array, index: number, to: 'host' | 'guest') => Uint8Array | null
const [hostKey, guestKey] = [await keyPairOf(random(32)), await keyPairOf(random(32))]
const fpHost = random(32)
const fpGuest = random(32)
const link = random(32)
const code = new TextEncoder().encode('482913')

const hostInput = (more: Partial<HandshakeInput> = {}): HandshakeInput => ({
  role: 'host',
  roomId: 'room',
  secrets: { link, code },
  resumes: [],
  self: hostKey,
  pinned: null,
  fingerprints: { own: fpHost, theirs: fpGuest },
  random,
  takeGuess: async () => true,
  ...more,
})
const guestInput = (more: Partial<HandshakeInput> = {}): HandshakeInput =>
  hostInput({
    role: 'guest',
    secrets: { link },
    self: guestKey,
    fingerprints: { own: fpGuest, theirs: fpHost },
    ...more,
  })

/** Runs a handshake between two sides; `change` may alter each frame. */
async function meet(
  host: HandshakeInput,
  guest: HandshakeInput,
  change: Change = (frame) => frame,
): Promise<Outcome> {
  const sides: Readonly<Record<'host' | 'guest', Handshake>> = {
    host: await createHandshake(host),
    guest: await createHandshake(guest),
  }
  const paired: HandshakeResult[] = []
  const failures: HandshakeFailure[] = []
  const frames: Uint8Array[] = []
  const queue: { to: 'host' | 'guest'; frame: Uint8Array }[] = [
    { to: 'host', frame: sides.guest.hello },
    { to: 'guest', frame: sides.host.hello },
  ]
  const over = new Set<string>()
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { to, frame } = next
    const changed = change(frame, frames.length, to)
    frames.push(frame)
    if (!changed || over.has(to)) continue
    const step = await sides[to].receive(changed)
    if (step.kind !== 'going') over.add(to)
    if (step.kind === 'failed') failures.push(step.why)
    if (step.kind === 'done') paired.push(step.paired)
    if (step.kind !== 'failed' && step.send)
      queue.push({ to: to === 'host' ? 'guest' : 'host', frame: step.send })
  }
  return { paired, failures, frames }
}
const agreeOnAll = ({ paired: [one, two] }: Outcome): boolean =>
  one !== undefined &&
  two !== undefined &&
  equalBytes(one.h, two.h) &&
  equalBytes(one.sendKey, two.receiveKey) &&
  equalBytes(one.receiveKey, two.sendKey) &&
  equalBytes(one.resume, two.resume) &&
  equalBytes(one.renew, two.renew)

test('host and guest derive the same keys in every mode, whichever has the lower nonce', async () => {
  const resume = random(32)
  const known = { secrets: {}, resumes: [resume] }
  const cases: readonly (readonly [string, HandshakeInput, HandshakeInput])[] = [
    ['link', hostInput(), guestInput()],
    ['code', hostInput(), guestInput({ secrets: { code } })],
    [
      'words',
      hostInput({ secrets: { link, words: 'otter velvet' } }),
      guestInput({ secrets: { words: ' Otter VELVET ' } }),
    ],
    ['link', hostInput({ secrets: { link, words: 'otter velvet' } }), guestInput()],
    [
      'resume',
      hostInput({ ...known, pinned: guestKey.public }),
      guestInput({ ...known, pinned: hostKey.public }),
    ],
    [
      'resume',
      hostInput({ resumes: [resume], pinned: guestKey.public }),
      guestInput({ resumes: [random(32), resume] }),
    ],
    [
      'pinned',
      hostInput({ secrets: {}, resumes: [random(32)], pinned: guestKey.public }),
      guestInput({ secrets: {}, pinned: hostKey.public }),
    ],
  ]
  for (let round = 0; round < 6; round += 1)
    for (const [mode, host, guest] of cases) {
      const outcome = await meet(host, guest)
      expect([mode, outcome.failures, agreeOnAll(outcome)]).toEqual([mode, [], true])
      expect(outcome.paired.map((side) => side.mode)).toEqual([mode, mode] as never)
    }
})

test('no side can be downgraded to a weaker mode', async () => {
  const words = { link, words: 'otter velvet' }
  expect((await meet(hostInput({ secrets: words }), guestInput({ secrets: { code } }))).failures).toEqual([
    'words_needed',
    'words_needed',
  ])
  // A guest who holds the link secret meets a host (or a server posing as one) who offers the weaker code.
  expect((await meet(hostInput({ secrets: { code } }), guestInput())).failures).toEqual([
    'no_mode',
    'no_mode',
  ])
  // The two have met before, and one side claims no resume secret: without the pinned key its handshake fails.
  const stranger: KeyPair = await keyPairOf(random(32))
  const lost = await meet(
    hostInput({ secrets: {}, resumes: [random(32)], pinned: guestKey.public }),
    guestInput({ secrets: {}, pinned: hostKey.public, self: stranger }),
  )
  expect(lost.failures).toContain('wrong_peer')
  expect(lost.paired.filter(({ initiator }) => initiator === undefined)).toEqual([])
})

test('a different secret, room, certificate or code ends the handshake at the first message', async () => {
  const wrong: readonly Partial<HandshakeInput>[] = [
    { secrets: { link: random(32) } },
    { roomId: 'other' },
    { fingerprints: { own: random(32), theirs: fpHost } },
    { fingerprints: { own: fpGuest, theirs: random(32) } },
    { secrets: { code: new TextEncoder().encode('482914') } },
  ]
  for (const more of wrong) {
    const outcome = await meet(hostInput(), guestInput(more))
    expect(outcome.paired).toEqual([])
    expect(outcome.failures).toEqual(['not_authentic'])
  }
})

test('a wrong word costs one guess on each side and reveals no word', async () => {
  for (let round = 0; round < 8; round += 1) {
    const guesses = { host: 0, guest: 0 }
    const count = (who: 'host' | 'guest') => async () => {
      guesses[who] += 1
      return true
    }
    const outcome = await meet(
      hostInput({ secrets: { link, words: 'otter velvet' }, takeGuess: count('host') }),
      guestInput({ secrets: { words: 'otter violet' }, takeGuess: count('guest') }),
    )
    expect(outcome.failures).toEqual(['wrong_words'])
    expect(outcome.paired).toEqual([])
    expect(guesses).toEqual({ host: 1, guest: 1 })
  }
})

test('with no guess left, nothing testable is sent', async () => {
  const outcome = await meet(
    hostInput({ secrets: { link, words: 'otter velvet' }, takeGuess: async () => false }),
    guestInput({ secrets: { words: 'otter velvet' }, takeGuess: async () => false }),
  )
  expect(outcome.failures).toEqual(['no_guess_left'])
  expect(outcome.frames.every((frame) => frame.length < 100)).toBe(true)
})

test('a device that is connected to itself detects it', async () => {
  const outcome = await meet(hostInput(), guestInput({ self: hostKey }))
  expect(outcome.failures).toContain('self')
  const [one] = [await createHandshake(hostInput())]
  expect(await one?.receive(one.hello)).toEqual({ kind: 'failed', why: 'self' })
})

test('any flipped bit, missing or added byte in any frame ends the handshake cleanly', async () => {
  const host = hostInput({ secrets: { link, words: 'otter velvet' } })
  const guest = guestInput({ secrets: { words: 'otter velvet' } })
  await fc.assert(
    fc.asyncProperty(
      fc.boolean(),
      fc.nat(6),
      fc.nat(1_300),
      fc.nat(7),
      fc.constantFrom('flip', 'cut', 'add', 'drop'),
      async (withWords, which, position, bit, how) => {
        let touched = false
        const outcome = await meet(
          withWords ? host : hostInput(),
          withWords ? guest : guestInput(),
          (frame, index) => {
            if (index !== which) return frame
            touched = true
            if (how === 'drop') return null
            if (how === 'cut') return frame.slice(0, position % frame.length)
            if (how === 'add') return Uint8Array.from([...frame, bit])
            return frame.map((byte, at) => (at === position % frame.length ? byte ^ (1 << bit) : byte))
          },
        )
        // When the last message was altered, the initiator already has its keys, and the first record ends the channel.
        if (!touched) return
        expect(agreeOnAll(outcome)).toBe(false)
        expect(outcome.paired.length).toBeLessThan(2)
      },
    ),
    { numRuns: 150 },
  )
})

test('arbitrary bytes at any step end the handshake with a reason, never with an exception', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), fc.nat(4), async (bytes, which) => {
      const outcome = await meet(hostInput(), guestInput(), (frame, index) =>
        index === which ? bytes : frame,
      )
      expect(outcome.paired.length).toBeLessThan(2)
    }),
    { numRuns: 100 },
  )
})

test('every hello survives encoding, and both sides agree on the same mode', () => {
  const bytesOf = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
  const hello: fc.Arbitrary<Hello> = fc.record({
    role: fc.constantFrom('host' as const, 'guest' as const),
    modes: fc.subarray(['link', 'words', 'code'] as const),
    pinned: fc.boolean(),
    rids: fc.array(bytesOf(8), { maxLength: 2 }),
    nonce: bytesOf(16),
  })
  fc.assert(
    fc.property(hello, hello, (first, second) => {
      expect(decodeHello(encodeHello(first))).toEqual({ ok: true, value: first })
      const agreed = agree(first, second)
      if (agreed.kind === 'mode' && agreed.mode === 'code')
        expect([first, second].find(({ role }) => role === 'host')?.modes).toContain('code')
      if (agreed.kind === 'resume')
        expect(
          [...first.rids, ...second.rids].filter((rid) => equalBytes(rid, agreed.rid)).length,
        ).toBeGreaterThan(1)
    }),
  )
  expect(decodeHello(Uint8Array.of(2, 0, 0, 0))).toEqual({ ok: false, error: 'version' })
  expect(decodeHello(new Uint8Array(0))).toEqual({ ok: false, error: 'malformed' })
})

test('a rekey gives both the same new keys, and only under the secret of the channel', async () => {
  const [h, renew] = [random(32), random(32)]
  const first = await beginRekey({ h, renew: renew.slice(), random })
  const second = await answerRekey({ h, renew: renew.slice(), random }, first.message)
  if (!second.ok) throw new Error(second.error)
  const end = await first.finish(second.value.answer)
  expect(end.ok && equalBytes(end.value.sendKey, second.value.rekeyed.receiveKey)).toBe(true)
  expect(end.ok && equalBytes(end.value.resume, second.value.rekeyed.resume)).toBe(true)
  const stranger = await beginRekey({ h, renew: random(32), random })
  expect(await answerRekey({ h, renew: renew.slice(), random }, stranger.message)).toEqual({
    ok: false,
    error: 'not_authentic',
  })
  const again = await beginRekey({ h: random(32), renew: renew.slice(), random })
  expect((await answerRekey({ h, renew: renew.slice(), random }, again.message)).ok).toBe(false)
})

test('a handshake wiped in the middle of a step keeps no secret and stops', async () => {
  const made: Uint8Array[] = []
  const remember = (length: number): Uint8Array => {
    const bytes = random(length)
    made.push(bytes)
    return bytes
  }
  for (const words of [false, true]) {
    made.length = 0
    const secrets = words ? { words: 'otter velvet' } : { link }
    const [one, two] = [
      await createHandshake(hostInput({ secrets, random: remember })),
      await createHandshake(guestInput({ secrets })),
    ]
    const [nonce] = made
    const step = one.receive(two.hello)
    one.wipe()
    await step
    const secretsMade = made.filter((bytes) => bytes !== nonce && bytes.length === 32)
    expect(secretsMade.length).toBeLessThanOrEqual(1)
    expect(secretsMade.every((bytes) => bytes.every((byte) => byte === 0))).toBe(true)
    expect(await one.receive(two.hello)).toEqual({ kind: 'failed', why: 'malformed' })
  }
})
