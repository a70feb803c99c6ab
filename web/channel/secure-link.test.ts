/** The driver of a secure link over links in memory and real channels: what it performs, and that nothing of an earlier link reaches a later one. */
import { expect, test } from 'bun:test'
import { bytesToText, textToBytes } from '../../base/bytes.ts'
import { settle } from '../../tests/harness/settle.ts'
import type { HandshakeInput } from '../crypto/handshake.types.ts'
import { keyPairOf } from '../crypto/noise/x25519.ts'
import { createLog } from '../log/log.ts'
import { createFakeClock } from '../platform/clock.fake.ts'
import type { Link, LinkEvent, Negotiation } from '../transport/link/link.ts'
import type { ChannelKeys } from './channel-keys.ts'
import { createSecureLink, type SecureLink } from './secure-link.ts'
import type { SecureLinkEvent } from './secure-link.types.ts'

const SECOND_MS = 1_000
const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length))
type Who = 'host' | 'guest'
const other = (who: Who): Who => (who === 'host' ? 'guest' : 'host')

interface End {
  readonly secure: SecureLink
  readonly heard: readonly SecureLinkEvent[]
  readonly kinds: () => readonly string[]
  /** What the driver asked of its link. */
  readonly asked: readonly string[]
  readonly link: (event: LinkEvent) => void
  readonly negotiation: { -readonly [K in 'restart' | 'renegotiate']: Negotiation[K] }
  /** Replaces how the keys are read. */
  readonly keys: { read: (input: HandshakeInput) => Promise<HandshakeInput | null> }
}

async function twoEnds() {
  const clock = createFakeClock()
  const secret = random(32)
  const fingerprints = { host: random(32), guest: random(32) }
  const pairs = { host: await keyPairOf(random(32)), guest: await keyPairOf(random(32)) }
  const ends = {} as Record<Who, End>
  const make = (who: Who): End => {
    const heard: SecureLinkEvent[] = []
    const asked: string[] = []
    const input: HandshakeInput = {
      role: who,
      roomId: 'room',
      secrets: { link: secret },
      resumes: [],
      self: pairs[who],
      pinned: null,
      fingerprints: { own: fingerprints[who], theirs: fingerprints[other(who)] },
      random,
      takeGuess: async () => true,
    }
    const keys: End['keys'] = { read: async (read) => read }
    const channelKeys: ChannelKeys = {
      handshakeInput: () => keys.read(input),
      async agreed() {},
      async proven() {},
      async rekeyed() {},
    }
    const negotiation: End['negotiation'] = {
      async restart() {
        asked.push('restart')
        return null
      },
      renegotiate: async () => null,
    }
    let emit = (_: LinkEvent): void => {}
    const note = (what: string) => (): void => void asked.push(what)
    const link: Link = {
      send(frame) {
        const sent = frame.slice()
        queueMicrotask(() => ends[other(who)].link({ kind: 'frame', bytes: sent }))
        return true
      },
      binding: () => null,
      peerLeft: note('peer_left'),
      peerLost: note('peer_lost'),
      giveUp: note('give_up'),
      close: note('close'),
      negotiation: {
        ...{ ready: note('ready'), signal: note('signal'), resume: note('resume') },
        restart: () => negotiation.restart(),
        renegotiate: (signal) => negotiation.renegotiate(signal),
      },
    }
    const secure = createSecureLink({
      clock,
      link(on) {
        emit = on
        return link
      },
      signal: note('to_server'),
      keys: channelKeys,
      log: createLog(clock),
      on: (event) => void heard.push(event),
    })
    const kinds = () => heard.map(({ kind }) => kind)
    return { secure, heard, kinds, asked, negotiation, keys, link: (event) => emit(event) }
  }
  ends.host = make('host')
  ends.guest = make('guest')
  const open = async (): Promise<void> => {
    for (const { link } of [ends.host, ends.guest]) link({ kind: 'open', path: 'direct' })
    await settle()
  }
  return { ...ends, clock, open }
}

test('two ends prove themselves, and only then a message passes', async () => {
  const { host, guest, open } = await twoEnds()
  host.secure.send(textToBytes('too early'))
  await open()
  expect([host.secure.isOpen(), guest.secure.isOpen()]).toEqual([true, true])
  host.secure.send(textToBytes('hello'))
  await settle()
  const said = guest.heard.flatMap((event) => (event.kind === 'message' ? [bytesToText(event.bytes)] : []))
  expect(said).toEqual(['hello'])
  expect(guest.kinds()).toEqual(['securing', 'open', 'message'])
})

test('frames that come while the keys are read are not lost', async () => {
  const { host, guest, open } = await twoEnds()
  let read = (): void => {}
  guest.keys.read = (input) => new Promise((resolve) => (read = () => resolve(input)))
  await open()
  expect(guest.secure.isOpen()).toBe(false)
  read()
  await settle()
  expect([host.secure.isOpen(), guest.secure.isOpen()]).toEqual([true, true])
})

test('keys that are gone or cannot be read end the link in words, after the reason had time to leave', async () => {
  for (const read of [async () => null, () => Promise.reject(new Error('the disk'))]) {
    const { host, clock, open } = await twoEnds()
    host.keys.read = read
    await open()
    expect(host.heard.at(-1)).toEqual({ kind: 'refused', why: 'malformed', theirs: false })
    expect(host.asked).toEqual([])
    clock.advance(SECOND_MS)
    expect(host.asked).toEqual(['give_up'])
  }
})

test('keys that are read after their link was lost open nothing', async () => {
  const { host, open } = await twoEnds()
  let read = (): void => {}
  host.keys.read = (input) => new Promise((resolve) => (read = () => resolve(input)))
  await open()
  host.link({ kind: 'lost' })
  read()
  await settle()
  expect(host.secure.isOpen()).toBe(false)
  expect(host.kinds()).toEqual(['securing', 'handshake_lost'])
  host.keys.read = async (input) => input
  await open()
  expect(host.secure.isOpen()).toBe(true)
})

test('a restart of ICE that the browser refuses ends nothing, and may be begun again', async () => {
  const { host, guest, open } = await twoEnds()
  await open()
  const [initiator] = [host, guest].filter(({ heard }) =>
    heard.some((event) => event.kind === 'open' && event.paired.initiator),
  )
  if (!initiator) throw new Error('nobody began')
  let begun = 0
  initiator.negotiation.restart = () => {
    begun += 1
    return Promise.reject(new Error('refused'))
  }
  initiator.secure.restart()
  initiator.secure.restart()
  expect(begun).toBe(1)
  await settle()
  initiator.secure.restart()
  expect(begun).toBe(2)
  expect(initiator.secure.isOpen()).toBe(true)
})

test('a renegotiation that names another certificate ends the link', async () => {
  const { host, open } = await twoEnds()
  await open()
  host.negotiation.renegotiate = () => Promise.reject(new Error('another certificate'))
  host.secure.renegotiate({ type: 'offer', sdp: 'v=0' })
  await settle()
  expect(host.secure.isOpen()).toBe(false)
  expect(host.heard.slice(-2)).toEqual([
    { kind: 'lost' },
    { kind: 'refused', why: 'wrong_peer', theirs: false },
  ])
  expect(host.asked).toContain('give_up')
})

test('a last word goes out on an open link alone', async () => {
  const { host, guest, open } = await twoEnds()
  host.secure.lastWord('closed')
  await settle()
  expect(guest.heard).toEqual([])
  await open()
  host.secure.lastWord('closed')
  await settle()
  expect(guest.heard.at(-1)).toEqual({ kind: 'last_word', word: 'closed' })
})

test('a link that is closed says nothing more', async () => {
  const { host, guest, open } = await twoEnds()
  await open()
  host.secure.close()
  const before = host.heard.length
  guest.secure.send(textToBytes('too late'))
  await settle()
  expect(host.heard).toHaveLength(before)
  expect(host.asked).toContain('close')
})
