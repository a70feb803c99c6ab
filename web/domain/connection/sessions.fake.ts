/** A fake session store for tests: real records in memory, in state accepted by default. */
import { err } from '../../../base/result.ts'
import { createSecret } from '../../crypto/secret.ts'
import { createLog } from '../../log/log.ts'
import { createFakeClock } from '../../platform/clock.fake.ts'
import { createMemoryKv, type Kv } from '../../platform/storage/kv.ts'
import type { SessionId } from '../sessions/session.ts'
import { decodeStored, type SessionRecord } from '../sessions/session-record.ts'
import { createSessionStore } from '../sessions/session-store.ts'

const KEY_BYTES = 32
const secret = (fill: number) => createSecret(new Uint8Array(KEY_BYTES).fill(fill))

/** One record. `at`: its last activity in milliseconds, also used as its name. */
export function recordOf(at: number, change: Partial<SessionRecord> = {}): SessionRecord {
  const [record] = decodeStored({
    version: 2,
    sessions: [
      {
        id: `session-${at}`,
        name: `Session ${at}`,
        server: 'https://chat.example',
        createdAt: 1,
        lastActivityAt: at,
        pinned: false,
        ephemeral: false,
        identity: { deviceId: `D-${at}`, seat: 'x'.repeat(24) },
        role: 'host',
        keys: null,
        state: { kind: 'accepted', roomId: `room-${at}`, left: false },
      },
    ],
  }).sessions
  if (!record) throw new Error('the shape of a record has changed')
  const keys = { own: secret(1), peer: null, resumes: [], pairing: null, cutChecks: 0 }
  return { ...record, keys, ...change }
}

/** A store with these records, and the disk below; writes fail while `disk.full` is true. */
export async function createFakeStore(records: readonly SessionRecord[]) {
  const clock = createFakeClock()
  /** `refuses`: so many of the next writes fail. `keeps`: entries that cannot be removed. */
  const disk = { full: false, refuses: 0, keeps: new Set<string>() }
  const memory = createMemoryKv()
  const kv: Kv = {
    ...memory,
    async set(key, value) {
      const refused = disk.full || disk.refuses > 0
      disk.refuses = Math.max(0, disk.refuses - 1)
      return refused ? err('storage_failed') : memory.set(key, value)
    },
    remove: async (key) => (disk.keeps.has(key) ? err('storage_failed') : memory.remove(key)),
  }
  const store = createSessionStore(() => kv, createLog(clock))
  await store.load()
  await store.putAll(records)
  return { store, clock, disk, kv, idOf: (at: number) => `session-${at}` as SessionId }
}
