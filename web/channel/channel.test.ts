/** Two channels over a wire in memory: what they agree on, what they refuse, and that no message is lost during a rekey. */
import { expect, test } from 'bun:test'
import * as fc from 'fast-check'
import { bytesToText, textToBytes } from '../../base/bytes.ts'
import { RECORD_MORE } from '../../protocol/frame.ts'
import { settle } from '../../tests/harness/settle.ts'
import type { HandshakeInput } from '../crypto/handshake.types.ts'
import { keyPairOf } from '../crypto/noise/x25519.ts'
import { createSealer } from '../crypto/records.ts'
import { createFakeClock } from '../platform/clock.fake.ts'
import { createChannel, HANDSHAKE_WITHIN_MS } from './channel.ts'
import type { Channel, ChannelFailure } from './channel.types.ts'
import { REKEY_EVERY_MS } from './rekey.ts'

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length))
type Who = 'host' | 'guest'
type Change = (frame: Uint8Array, from: Who) => readonly Uint8Array[]

/** Stands for a write to storage, which never completes in the same task. */
const settleWrite = async (): Promise<void> => {
  for (let at = 0; at < 10; at += 1) await null
}

/** Two ends. `wire.change` may alter every frame; `wire.takes` says whether the link has room. */
async function twoEnds(
  options: {
    readonly guestSecret?: Uint8Array
    /** The side whose storage refuses new keys. */
    readonly full?: Who
    /** How often deleting older secrets fails before it succeeds. */
    readonly stubborn?: Partial<Record<Who, number>>
  } = {},
) {
  const clock = createFakeClock()
  const secret = random(32)
  const fingerprints = { host: random(32), guest: random(32) }
  const keys = { host: await keyPairOf(random(32)), guest: await keyPairOf(random(32)) }
  const wire = { change: ((frame) => [frame]) as Change, takes: true }
  const frames: { readonly from: Who; readonly frame: Uint8Array }[] = []
  const stored: Record<Who, string[]> = { host: [], guest: [] }
  const heard: Record<Who, string[]> = { host: [], guest: [] }
  const failures: Record<Who, ChannelFailure[]> = { host: [], guest: [] }
  const open = new Set<Who>()
  const asked: Record<Who, number> = { host: 0, guest: 0 }
  /** One entry for each deletion of older secrets: whether the channel was open by then. */
  const proven: Record<Who, boolean[]> = { host: [], guest: [] }
  const keptKeys = {} as Record<Who, Uint8Array>
  const ends = {} as Record<Who, Channel>
  const inputOf = (who: Who): HandshakeInput => ({
    role: who,
    roomId: 'room',
    secrets: { link: who === 'guest' ? (options.guestSecret ?? secret) : secret },
    resumes: [],
    self: keys[who],
    pinned: null,
    fingerprints: { own: fingerprints[who], theirs: fingerprints[who === 'host' ? 'guest' : 'host'] },
    random,
    takeGuess: async () => true,
  })
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
  const make = (who: Who): Channel =>
    createChannel(
      {
        clock,
        send(frame) {
          if (!wire.takes) return false
          frames.push({ from: who, frame })
          const to = who === 'host' ? 'guest' : 'host'
          const out = wire.change(frame, who)
          queueMicrotask(() => {
            for (const one of out) ends[to].receive(one.slice())
          })
          return true
        },
      },
      inputOf(who),
      {
        async agreed(result) {
          await settleWrite()
          if (options.full === who) throw new Error('storage is full')
          keptKeys[who] = result.sendKey.slice()
          stored[who].push(hex(result.resume))
        },
        async rekeyed(resume) {
          stored[who].push(hex(resume))
        },
        async proven() {
          await settleWrite()
          asked[who] += 1
          if (asked[who] <= (options.stubborn?.[who] ?? 0)) throw new Error('storage is full')
          proven[who].push(open.has(who))
        },
        open: () => void open.add(who),
        message: (bytes) => heard[who].push(bytesToText(bytes) ?? '?'),
        failed: (failure) => failures[who].push(failure),
      },
    )
  ends.host = make('host')
  ends.guest = make('guest')
  return { clock, ends, wire, frames, stored, heard, failures, open, keptKeys, proven }
}

test('both ends open with the same resume secret, and messages of any length pass', async () => {
  const two = await twoEnds()
  await settle()
  expect([...two.open].sort()).toEqual(['guest', 'host'])
  expect(two.stored.host).toEqual(two.stored.guest)
  const texts = ['', 'a', 'ü'.repeat(9_000), 'x'.repeat(70_000)]
  const done: string[] = []
  for (const text of texts) two.ends.host.send(textToBytes(text), () => done.push(text))
  two.ends.guest.send(textToBytes('back'))
  await settle()
  expect(two.heard.guest).toEqual(texts)
  expect(two.heard.host).toEqual(['back'])
  expect(done).toEqual(texts)
})

test('only probes, hellos and handshake frames are sent unsealed', async () => {
  const two = await twoEnds()
  await settle()
  two.ends.host.send(textToBytes('the secret text'))
  await settle()
  const all = two.frames.map(({ frame }) => Buffer.from(frame).toString('latin1')).join()
  expect(two.heard.guest).toEqual(['the secret text'])
  expect(all).not.toContain('secret')
  const sizes = two.frames.filter(({ frame }) => (frame[0] ?? 0) >= 0x20).map(({ frame }) => frame.length)
  expect(sizes.every((size) => [64, 256, 1_024, 4_096, 16_384].includes(size))).toBe(true)
})

test('with different secrets neither end opens', async () => {
  const two = await twoEnds({ guestSecret: random(32) })
  await settle()
  expect(two.open.size).toBe(0)
  const both = [...two.failures.host, ...two.failures.guest]
  expect(both.map(({ why }) => why)).toEqual(['not_authentic', 'not_authentic'])
  expect(both.filter(({ theirs }) => theirs).length).toBe(1)
})

test('when one end cannot store its keys, neither end opens', async () => {
  const two = await twoEnds({ full: 'guest' })
  await settle()
  two.clock.advance(HANDSHAKE_WITHIN_MS + 1)
  await settle()
  expect(two.open.has('guest')).toBe(false)
  expect(two.failures.guest).toEqual([{ why: 'not_stored', theirs: false }])
  two.ends.host.send(textToBytes('for nobody'))
  await settle()
  expect(two.heard.guest).toEqual([])
})

test('a channel opens only after older secrets are deleted, and a failed write is retried once', async () => {
  const two = await twoEnds({ stubborn: { host: 1 } })
  await settle()
  expect([...two.open].sort()).toEqual(['guest', 'host'])
  expect(two.proven).toEqual({ host: [false], guest: [false] })
})

test('a channel whose older secrets cannot be deleted ends without ever opening', async () => {
  const two = await twoEnds({ stubborn: { host: 2 } })
  await settle()
  expect(two.open.has('host')).toBe(false)
  expect(two.failures.host).toEqual([{ why: 'not_stored', theirs: false }])
  two.ends.guest.send(textToBytes('for nobody'))
  await settle()
  expect(two.heard.host).toEqual([])
})

test('empty pieces with more to follow end the channel: they would accumulate without limit', async () => {
  const two = await twoEnds()
  await settle()
  const sealer = createSealer(two.keptKeys.host)
  two.ends.guest.receive(await sealer.seal(RECORD_MORE, new Uint8Array()))
  await settle()
  expect(two.failures.guest).toEqual([{ why: 'bad_record', theirs: false }])
})

test('a stalled handshake is abandoned after ten seconds', async () => {
  const two = await twoEnds()
  two.wire.change = (frame) => (frame[0] === 0x11 ? [] : [frame])
  await settle()
  two.clock.advance(HANDSHAKE_WITHIN_MS + 1)
  await settle()
  expect([...two.failures.host, ...two.failures.guest].map(({ why }) => why)).toContain('timeout')
  expect(two.open.size).toBe(0)
})

test('keys change after ten minutes of use and when the person returns, while messages pass both ways', async () => {
  const two = await twoEnds()
  await settle()
  const expected: string[] = []
  for (let round = 0; round < 12; round += 1) {
    two.clock.advance(REKEY_EVERY_MS + 1)
    if (round % 3 === 0) two.ends[round % 2 === 0 ? 'host' : 'guest'].rekey()
    for (let at = 0; at < 30; at += 1) {
      const text = `${round}-${at} ${'x'.repeat((at * 977) % 20_000)}`
      expected.push(text)
      two.ends.host.send(textToBytes(text))
      two.ends.guest.send(textToBytes(text))
    }
    await settle()
  }
  await settle()
  expect(two.failures).toEqual({ host: [], guest: [] })
  expect(two.heard.guest).toEqual(expected)
  expect(two.heard.host).toEqual(expected)
  expect(two.stored.host.length).toBeGreaterThan(10)
  expect(two.stored.host).toEqual(two.stored.guest)
  expect(new Set(two.stored.host).size).toBe(two.stored.host.length)
})

test('a link without room gets everything later, in order; `drop` forgets only messages that were not begun', async () => {
  const two = await twoEnds()
  await settle()
  two.wire.takes = false
  const long = 'x'.repeat(300_000)
  two.ends.host.send(textToBytes(long))
  await settle()
  two.ends.host.send(textToBytes('never begun'))
  two.ends.host.drop()
  two.ends.host.send(textToBytes('after'))
  two.wire.takes = true
  two.ends.host.drained()
  await settle()
  expect(two.heard.guest).toEqual([long, 'after'])
})

test('one altered frame never delivers a wrong message, and a damaged channel reports its failure once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('flip', 'cut', 'twice', 'drop', 'junk', 'huge'),
      fc.nat(12),
      fc.nat(15),
      fc.nat(7),
      async (how, which, position, bit) => {
        const two = await twoEnds()
        let count = 0
        two.wire.change = (frame) => {
          count += 1
          if (count - 1 !== which) return [frame]
          const at = position % frame.length
          if (how === 'flip') return [frame.map((byte, index) => (index === at ? byte ^ (1 << bit) : byte))]
          if (how === 'cut') return [frame.slice(0, at)]
          if (how === 'twice') return [frame, frame]
          if (how === 'huge') return [new Uint8Array(1_000_000)]
          return how === 'drop' ? [] : [random(64)]
        }
        await settle()
        for (const text of ['one', 'two', 'three', 'four']) two.ends.host.send(textToBytes(text))
        await settle()
        const whole = ['one', 'two', 'three', 'four']
        expect(two.heard.guest).toEqual(whole.slice(0, two.heard.guest.length))
        expect(two.failures.host.length).toBeLessThanOrEqual(1)
        expect(two.failures.guest.length).toBeLessThanOrEqual(1)
        two.ends.host.close()
        two.ends.guest.close()
      },
    ),
    { numRuns: 40 },
  )
}, 60_000)

test('a closed channel emits nothing and leaves no promise pending', async () => {
  const two = await twoEnds()
  await settle()
  const before = two.frames.length
  two.ends.host.close()
  two.ends.host.send(textToBytes('too late'))
  two.ends.host.rekey()
  two.ends.host.receive(new Uint8Array(64))
  await settle()
  expect(two.frames.length).toBe(before)
  expect(two.failures.host).toEqual([])
})
