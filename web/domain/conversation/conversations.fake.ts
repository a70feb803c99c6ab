/** Conversations of one session over a store that fails and fills up when a test says so. */
import { signal } from '@preact/signals'
import { err, ok } from '../../../base/result.ts'
import { createLog } from '../../log/log.ts'
import { createFakeClock } from '../../platform/clock.fake.ts'
import { createSeededRandom } from '../../platform/random.ts'
import { createMemoryKv, type Kv } from '../../platform/storage/kv.ts'
import type { SessionId } from '../sessions/session.ts'
import { decodeStored, type SessionRecord } from '../sessions/session-record.ts'
import { createSessionStatuses } from '../sessions/session-status.ts'
import type { SessionStore } from '../sessions/session-store.ts'
import { createConversations } from './conversations.ts'

export const id = 'session-1' as SessionId
export const HOUR_S = 3_600
export const SECOND_MS = 1_000
export const NOW = 1_700_000_000_000

export const recordOf = (seconds: number, left = false): SessionRecord => {
  const [record] = decodeStored({
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
        identity: { deviceId: 'device', seat: 'x'.repeat(24) },
        role: 'host',
        keys: null,
        lifetime: { seconds, rev: 1, accepted: null, mine: [], theirs: null },
        state: { kind: 'accepted', roomId: 'room', left },
      },
    ],
  }).sessions
  if (!record) throw new Error('no record')
  return record
}

/** Starts an app on a disk; calling it again with the same disk is a reload. `tickets`: what the peer gave, and when it was to be given one, in order. */
export function start(
  seconds = HOUR_S,
  disk: Kv = createMemoryKv(),
  at = NOW,
  tickets: (string | null)[] = [],
) {
  const clock = createFakeClock(at)
  const trouble = { works: true, full: false, reads: 0 }
  const kv: Kv = {
    ...disk,
    async get(key) {
      trouble.reads += 1
      return disk.get(key)
    },
    swap: async (change) => (trouble.works ? disk.swap(change) : err('storage_failed')),
  }
  const records = signal([recordOf(seconds)])
  const store = {
    records,
    find: (of) => records.value.find((record) => record.id === of),
    async change(of, change) {
      if (trouble.full) return err('storage_failed')
      records.value = records.value.map((record) => (record.id === of ? change(record) : record))
      return ok(undefined)
    },
  } as Partial<SessionStore> as SessionStore
  const status = createSessionStatuses()
  const conversations = createConversations({
    ...{ clock, store, status, log: createLog(clock) },
    kv: () => kv,
    random: createSeededRandom(at + trouble.reads),
    settings: { now: { value: { showSigns: false, sounds: false } } } as never,
    openSounds: () => Promise.reject(new Error('none')),
    looking: () => true,
    onActivity() {},
    nudges: async () => ({
      follow: () => () => {},
      opened: () => void tickets.push('given'),
      heard: (_, ticket) => void tickets.push(ticket),
    }),
  })
  const open = async () => {
    const opened = await conversations.open(id)
    if (!opened) throw new Error('not opened')
    return opened
  }
  return { clock, trouble, disk, conversations, status, records, open }
}
export type Opened = Awaited<ReturnType<ReturnType<typeof start>['open']>>
export const shown = ({ view }: Opened) =>
  view.timeline.value.flatMap((item) => ('text' in item ? [item.text] : []))
export const until = async (happened: () => boolean): Promise<void> => {
  while (!happened()) await new Promise((resolve) => setTimeout(resolve, 1))
}
