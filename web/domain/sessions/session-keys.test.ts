/** When session keys are stored, so that a crash locks nobody out and a used guess is never returned. */
import { expect, test } from 'bun:test'
import type { RoomId } from '../../../protocol/ids.ts'
import type { HandshakeResult } from '../../crypto/handshake.types.ts'
import { createSecret } from '../../crypto/secret.ts'
import { createLog } from '../../log/log.ts'
import { createFakeClock } from '../../platform/clock.fake.ts'
import { createSystemRandom } from '../../platform/random.ts'
import { createMemoryKv } from '../../platform/storage/kv.ts'
import type { SessionId } from './session.ts'
import { createSessionKeys } from './session-keys.ts'
import { decodeStored, type SessionRecord, WORDS_COUNT_MS } from './session-record.ts'
import { createSessionStore } from './session-store.ts'

const random = createSystemRandom()
const id = 'session-1' as SessionId
const sdp = `v=0\r\na=fingerprint:sha-256 ${Array.from({ length: 32 }, () => 'AB').join(':')}\r\n`
const binding = { localSdp: sdp, remoteSdp: sdp, remoteCertificate: null }

async function start(words: string | null, role: 'host' | 'guest' = 'host') {
  const clock = createFakeClock()
  const kv = createMemoryKv()
  const store = createSessionStore(() => kv, createLog(clock))
  await store.load()
  const [shape] = decodeStored({
    version: 2,
    sessions: [
      {
        id,
        name: 'Anna',
        server: 'https://chat.example',
        createdAt: 1,
        lastActivityAt: 1,
        pinned: false,
        ephemeral: false,
        identity: { deviceId: 'D-1', seat: 'x'.repeat(24) },
        role,
        keys: null,
        state: { kind: 'accepted', roomId: 'room' as RoomId, left: false },
      },
    ],
  }).sessions
  if (!shape) throw new Error('shape')
  const record: SessionRecord = {
    ...shape,
    keys: {
      own: createSecret(random.bytes(32)),
      peer: null,
      resumes: [],
      cutChecks: 0,
      pairing: {
        code: '482913' as never,
        link: createSecret(random.bytes(32)),
        words: words === null ? null : createSecret(new TextEncoder().encode(words)),
        guessesLeft: 3,
        until: clock.now() + WORDS_COUNT_MS,
      },
    },
  }
  await store.put(record)
  const ring = createSessionKeys({ store, clock, random }, id)
  const keys = () => store.find(id)?.keys
  return { clock, store, ring, keys, kv }
}
const paired = (mode: HandshakeResult['mode'], resumedBy: Uint8Array | null = null): HandshakeResult => ({
  mode,
  initiator: true,
  h: random.bytes(32),
  sendKey: random.bytes(32),
  receiveKey: random.bytes(32),
  resume: random.bytes(32),
  renew: random.bytes(32),
  peerKey: new Uint8Array(32).fill(9),
  resumedBy,
})

test('a plain invite accepts link and code; one with words never the code, and its words for ten minutes', async () => {
  const plain = await start(null)
  expect(Object.keys((await plain.ring.handshakeInput(binding))?.secrets ?? {}).sort()).toEqual([
    'code',
    'link',
  ])
  const worded = await start('otter velvet')
  expect(Object.keys((await worded.ring.handshakeInput(binding))?.secrets ?? {}).sort()).toEqual([
    'link',
    'words',
  ])
  worded.clock.advance(WORDS_COUNT_MS + 1)
  expect(Object.keys((await worded.ring.handshakeInput(binding))?.secrets ?? {})).toEqual(['link'])
  // A guest with the link is accepted; one who tried the words is told that they are too old.
  expect(worded.ring.burned()).toBe(false)
  expect(worded.ring.burned({ why: 'timeout', theirs: false })).toBe(false)
  expect(worded.ring.burned({ why: 'no_mode', theirs: true })).toBe(false)
  expect(worded.ring.burned({ why: 'no_mode', theirs: false })).toBe(true)
  const guest = await start('otter velvet', 'guest')
  expect(Object.keys((await guest.ring.handshakeInput(binding))?.secrets ?? {})).toEqual(['link'])
})

test('there are three guesses, each stored before it is used', async () => {
  const { ring, kv, keys } = await start('otter velvet')
  const input = await ring.handshakeInput(binding)
  const taken = []
  for (let round = 0; round < 4; round += 1) taken.push(await input?.takeGuess())
  expect(taken).toEqual([true, true, true, false])
  expect(keys()?.pairing?.guessesLeft).toBe(0)
  expect(JSON.stringify(await kv.get('chat.sessions.v1'))).toContain('"guessesLeft":0')
  expect(ring.burned()).toBe(true)
})

test('a guest’s words serve one try: a broken link does not spend the next guess', async () => {
  const { ring, keys } = await start('otter velvet', 'guest')
  const input = await ring.handshakeInput(binding)
  expect(await input?.takeGuess()).toBe(true)
  expect(keys()?.pairing?.words).toBeNull()
  expect(keys()?.pairing?.guessesLeft).toBe(2)
  await ring.setWords('otter velvet')
  expect(keys()?.pairing?.words).not.toBeNull()
})

test('concurrent guesses are counted one by one', async () => {
  const { ring } = await start('otter velvet')
  const input = await ring.handshakeInput(binding)
  const taken = await Promise.all(Array.from({ length: 6 }, () => input?.takeGuess()))
  expect(taken.filter(Boolean).length).toBe(3)
})

test('keys that cannot be stored are not used, and a channel wiping its copy leaves the stored keys intact', async () => {
  const { ring, keys, kv, store, clock } = await start(null)
  const first = paired('link')
  const bytes = first.resume.slice()
  const writing = ring.agreed(first)
  first.resume.fill(0)
  await writing
  expect(keys()?.resumes[0]?.bytes()).toEqual(bytes)
  const full = {
    ...kv,
    set: () => Promise.reject(new Error('full')),
    change: () => Promise.reject(new Error('full')),
  }
  const broken = createSessionStore(() => full as typeof kv, createLog(clock))
  await broken.load()
  const other = createSessionKeys({ store: broken, clock, random }, id)
  await expect(other.agreed(paired('resume', bytes))).rejects.toThrow()
  await expect(other.setTrust('sas')).rejects.toThrow()
  expect(store.find(id)?.keys?.peer?.trust).toBe('link')
})

test('the previous secret and the invite’s stay until the next secret is proved', async () => {
  const { ring, keys } = await start(null)
  const first = paired('link')
  await ring.agreed(first)
  expect(keys()?.resumes.length).toBe(1)
  expect(keys()?.pairing).not.toBeNull()
  expect(keys()?.peer?.trust).toBe('link')
  await ring.proven({ resume: first.resume, older: [] })
  expect(keys()?.pairing).toBeNull()
  const second = paired('resume', first.resume)
  await ring.agreed(second)
  expect(keys()?.resumes.map((secret) => secret.encode()).length).toBe(2)
  expect(keys()?.resumes[0]?.bytes()).toEqual(second.resume)
  expect(keys()?.resumes[1]?.bytes()).toEqual(first.resume)
  // The other side never got the second secret and returns with the first.
  const third = paired('resume', first.resume)
  await ring.agreed(third)
  expect(keys()?.resumes.map((secret) => secret.bytes())).toEqual([third.resume, first.resume])
  await ring.proven({ resume: third.resume, older: [second.resume, first.resume] })
  expect(keys()?.resumes.map((secret) => secret.bytes())).toEqual([third.resume])
})

test('two links that finish at once leave two phones a common secret, whichever of them each one sees last', async () => {
  const base = paired('link')
  const [one, other] = [paired('resume', base.resume), paired('resume', base.resume)]
  const older = [base.resume]
  const met = async (...order: readonly HandshakeResult[]) => {
    const phone = await start(null)
    await phone.ring.agreed(base)
    await phone.ring.proven({ resume: base.resume, older: [] })
    for (const made of order) await phone.ring.agreed(made)
    const prove = ({ resume }: HandshakeResult) => phone.ring.proven({ resume, older })
    const kept = () => phone.keys()?.resumes.map((secret) => secret.bytes()) ?? []
    return { prove, kept, ring: phone.ring }
  }
  const [anna, ben] = [await met(one, other), await met(other, one)]
  // A record on one link comes to Anna, one on the other to Ben; the rest is lost.
  await anna.prove(one)
  await ben.prove(other)
  expect(anna.kept()).toEqual([other.resume, one.resume])
  expect(ben.kept()).toEqual([one.resume, other.resume])
  await anna.prove(other)
  expect(anna.kept()).toEqual([other.resume, one.resume])
  // What is proven next lets both go, and the one before them came back to nobody.
  const next = paired('resume', one.resume)
  await anna.ring.agreed(next)
  expect(anna.kept()).toEqual([next.resume, one.resume])
  await anna.ring.proven({ resume: next.resume, older: [other.resume, one.resume] })
  expect(anna.kept()).toEqual([next.resume])
})

test('a link that finishes after another was proven does not bring back what that forgot', async () => {
  const { ring, keys } = await start(null)
  const base = paired('link')
  await ring.agreed(base)
  const one = paired('resume', base.resume)
  await ring.agreed(one)
  await ring.proven({ resume: one.resume, older: [base.resume] })
  const late = paired('resume', base.resume)
  await ring.agreed(late)
  expect(keys()?.resumes.map((secret) => secret.bytes())).toEqual([late.resume, one.resume])
})

test('a rekey keeps the secret of its own channel beside the new one', async () => {
  const { ring, keys } = await start(null)
  const [one, other, renewed] = [paired('link'), paired('link'), random.bytes(32)]
  await ring.agreed(one)
  await ring.agreed(other)
  await ring.rekeyed(renewed, one.resume)
  expect(keys()?.resumes.map((secret) => secret.bytes())).toEqual([renewed, one.resume])
  await ring.proven({ resume: renewed, older: [one.resume] })
  expect(keys()?.resumes.map((secret) => secret.bytes())).toEqual([renewed])
})

test('proved trust survives reconnects; a peer that lost its secrets stays lost until a person decides', async () => {
  const { ring, keys } = await start(null)
  const first = paired('code')
  await ring.agreed(first)
  await ring.proven({ resume: first.resume, older: [] })
  expect(keys()?.peer?.trust).toBe('unverified')
  await ring.setTrust('sas')
  await ring.agreed(paired('resume', keys()?.resumes[0]?.bytes()))
  expect(keys()?.peer?.trust).toBe('sas')
  await ring.agreed(paired('pinned'))
  expect(keys()?.peer?.trust).toBe('lost')
  await ring.agreed(paired('resume', keys()?.resumes[0]?.bytes()))
  expect(keys()?.peer?.trust).toBe('lost')
  await ring.checkExposed()
  await ring.setTrust('unverified')
  expect(keys()?.cutChecks).toBe(1)
  await ring.setTrust('sas')
  expect(keys()?.cutChecks).toBe(0)
})

test('a connection without exactly one valid certificate gets no keys', async () => {
  const { ring } = await start(null)
  expect(await ring.handshakeInput(null)).toBeNull()
  expect(await ring.handshakeInput({ ...binding, remoteSdp: 'v=0' })).toBeNull()
  expect(await ring.handshakeInput({ ...binding, localSdp: `${sdp}a=fingerprint:sha-1 AA\r\n` })).toBeNull()
})

test('a dispute survives every handshake until the person decides', async () => {
  const { ring, keys } = await start(null)
  await ring.agreed(paired('link'))
  await ring.setTrust('disputed')
  for (const mode of ['resume', 'pinned', 'link'] as const) {
    await ring.agreed(paired(mode))
    expect(keys()?.peer?.trust).toBe('disputed')
  }
  await ring.setTrust('unverified')
  await ring.agreed(paired('resume'))
  expect(keys()?.peer?.trust).toBe('unverified')
})
