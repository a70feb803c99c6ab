/** The page of the `outbox` bench: two people of one session, each with their own ledger, vault and database, over the app's channel. */

import { ok } from '../../base/result.ts'
import type { RoomId } from '../../protocol/ids.ts'
import { decodePeerMessage, encodePeerMessage, type HeardMessage } from '../../protocol/message.ts'
import type { OpenConversation } from '../../web/domain/conversation/conversation.ts'
import { createConversations } from '../../web/domain/conversation/conversations.ts'
import { noNudges } from '../../web/domain/conversation/nudge-hooks.fake.ts'
import type { SessionId } from '../../web/domain/sessions/session.ts'
import { decodeStored } from '../../web/domain/sessions/session-record.ts'
import { createSessionStatuses } from '../../web/domain/sessions/session-status.ts'
import { createSessionStore } from '../../web/domain/sessions/session-store.ts'
import { createLog } from '../../web/log/log.ts'
import { createSystemClock } from '../../web/platform/clock.ts'
import { createSystemRandom } from '../../web/platform/random.ts'
import { openKv } from '../../web/platform/storage/indexeddb-kv.ts'
import { createVault } from '../../web/vault/vault.ts'
import { connect, secure } from '../ends.ts'

const id = 'session-1' as SessionId
const KEPT_SECONDS = 2_592_000
/** Most unacknowledged messages at once; the outbox takes 500. */
const WINDOW = 200
const TEXT = 'A message as people write them: not long, not short, some eighty characters.'

const clock = createSystemClock()
const random = createSystemRandom()

interface Side {
  readonly talk: OpenConversation
  /** Own messages that the peer has acknowledged. */
  readonly acked: () => number
  readonly heard: (message: HeardMessage) => void
}

async function side(name: string): Promise<Side> {
  const raw = await openKv(name, () => {})
  const vault = createVault({ raw, random, argon2: async () => random.bytes(32) })
  await vault.load()
  const kv = vault.kv()
  if (!kv) throw new Error('no vault')
  const log = createLog(clock)
  const store = createSessionStore(() => kv, log)
  await store.load()
  const [record] = decodeStored({
    version: 2,
    sessions: [
      {
        id,
        name,
        server: 'https://bench.example',
        createdAt: 1,
        lastActivityAt: 1,
        pinned: false,
        ephemeral: false,
        identity: { deviceId: 'bench', seat: 'x'.repeat(24) },
        role: 'host',
        keys: null,
        lifetime: { seconds: KEPT_SECONDS, rev: 1, accepted: null, mine: [], theirs: null },
        state: { kind: 'accepted', roomId: 'room' as RoomId, left: false },
      },
    ],
  }).sessions
  if (!record) throw new Error('no record')
  await store.put(record)
  const conversations = createConversations({
    ...{ clock, random, log, store, status: createSessionStatuses() },
    kv: () => kv,
    settings: { now: { value: { showSigns: false, sounds: false } } } as never,
    openSounds: () => Promise.reject(new Error('none')),
    looking: () => true,
    onActivity() {},
    ...noNudges,
  })
  let acked = 0
  const talk = await conversations.open(id)
  if (!talk) throw new Error('no conversation')
  return {
    talk,
    acked: () => acked,
    heard(message) {
      if (message.t === 'ack') acked = message.n
      talk.inbox.received(message)
    },
  }
}

const until = async (held: () => boolean): Promise<void> => {
  while (!held()) await new Promise((resolve) => setTimeout(resolve, 1))
}

async function start() {
  const { first, second, heard } = await secure(await connect())
  const sides = [await side('bench-a'), await side('bench-b')] as const
  const none = { begin() {}, match() {}, mismatch() {} }
  for (const [at, channel] of [first, second].entries()) {
    const { talk, heard: hear } = sides[at as 0 | 1]
    heard[at as 0 | 1] = (bytes) => {
      const decoded = decodePeerMessage(bytes)
      if (decoded.ok) hear(decoded.value)
    }
    talk.inbox.attach({
      send: (message, done) => channel.send(encodePeerMessage(message), done),
      drop: channel.drop,
      check: none,
      enterWords: async () => {},
      answerRelay: async () => ok(undefined),
      hasRelay: async () => null,
      remake() {},
      sendAnyway: async () => {},
    })
  }
  for (const { talk } of sides) talk.inbox.opened(false)
  return sides[0]
}

async function say(from: Side, text: string): Promise<void> {
  const sent = await from.talk.view.send(text)
  if (!sent.ok) throw new Error(sent.error.code)
}

let talking: Promise<Side> | null = null
let said = 0

/** Sends `many` messages as fast as possible; returns the milliseconds until the last is acknowledged. */
async function burst(many: number): Promise<number> {
  talking ??= start()
  const from = await talking
  const started = performance.now()
  const all: Promise<void>[] = []
  for (let at = 0; at < many; at += 1) {
    said += 1
    all.push(say(from, `${TEXT} ${said}`))
    if (said - from.acked() >= WINDOW) await until(() => said - from.acked() < WINDOW / 2)
  }
  await Promise.all(all)
  await until(() => from.acked() === said)
  return performance.now() - started
}

/** Without a peer: milliseconds of each message from Send until it is sealed and on disk. */
async function written(many: number): Promise<readonly number[]> {
  talking ??= start()
  const from = await talking
  const times: number[] = []
  for (let at = 0; at < many; at += 1) {
    const started = performance.now()
    said += 1
    await say(from, `${TEXT} ${said}`)
    times.push(performance.now() - started)
  }
  await until(() => from.acked() === said)
  return times
}

/** One after another: milliseconds of each message from Send until the peer acknowledged it. */
async function oneByOne(many: number): Promise<readonly number[]> {
  talking ??= start()
  const from = await talking
  const times: number[] = []
  for (let at = 0; at < many; at += 1) {
    const started = performance.now()
    said += 1
    await say(from, `${TEXT} ${said}`)
    await until(() => from.acked() === said)
    times.push(performance.now() - started)
  }
  return times
}

Object.assign(globalThis, { burst, oneByOne, written })
