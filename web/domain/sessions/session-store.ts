/** The stored sessions: each change is written first, then applied in memory, then shown. */
import { type ReadonlySignal, signal } from '@preact/signals'
import { err, ok, type Result } from '../../../base/result.ts'
import { createSerialQueue } from '../../../base/serial-queue.ts'
import type { Log } from '../../log/log.ts'
import type { Kv } from '../../platform/storage/kv.ts'
import type { SessionId } from './session.ts'
import { decodeStored, encodeStored, type SessionRecord } from './session-record.ts'

const SESSIONS_KEY = 'chat.sessions.v1'
/** Key of unreadable records, kept unchanged so that a later version may recover them. */
const DAMAGED_KEY = 'chat.sessions.damaged'

export interface SessionStore {
  readonly records: ReadonlySignal<readonly SessionRecord[]>
  /** Reads the list. Throws when the storage does not answer: an empty list would look like no sessions. */
  readonly load: () => Promise<void>
  readonly find: (id: SessionId) => SessionRecord | undefined
  /** Adds or replaces one record. On failure nothing changes. */
  readonly put: (record: SessionRecord) => Promise<Result<void, 'storage_failed'>>
  /** Adds all of them or none. */
  readonly putAll: (records: readonly SessionRecord[]) => Promise<Result<void, 'storage_failed'>>
  /** Changes one record if it still exists, based on its value when the write begins. */
  readonly change: (
    id: SessionId,
    change: (record: SessionRecord) => SessionRecord,
  ) => Promise<Result<void, 'storage_failed'>>
  readonly remove: (id: SessionId) => Promise<Result<void, 'storage_failed'>>
  /** Clears memory, after the storage was emptied. */
  readonly forget: () => void
}

export function createSessionStore(kv: () => Kv, log: Log): SessionStore {
  const records = signal<readonly SessionRecord[]>([])
  const writes = createSerialQueue()
  /** False until the list was read. Until then nothing is written, or an empty list would overwrite the stored one. */
  let known = false
  /** Raised by `forget`: a read or write that began before must not bring the records back. */
  let era = 0
  /** What could not be read and is not set aside yet; undefined for none. Until it is set aside, nothing is written over it. */
  let damage: unknown
  const setAside = async (): Promise<Result<void, 'storage_failed'>> => {
    if (damage === undefined) return ok(undefined)
    const kept = await kv().set(DAMAGED_KEY, damage)
    if (kept.ok) damage = undefined
    return kept
  }

  /** Writes run one at a time, each computed from the result of the one before. */
  const write = (next: (now: readonly SessionRecord[]) => readonly SessionRecord[]) =>
    writes.run(async (): Promise<Result<void, 'storage_failed'>> => {
      if (!known) return err('storage_failed')
      const began = era
      const after = next(records.value)
      if (after === records.value) return ok(undefined)
      const aside = await setAside()
      const written = aside.ok ? await kv().set(SESSIONS_KEY, encodeStored(after)) : aside
      if (!written.ok) {
        log.add('error', 'storage.write_failed')
        return err('storage_failed')
      }
      if (began === era) records.value = after
      return ok(undefined)
    })

  return {
    records,
    async load() {
      const began = era
      const raw = await kv().get(SESSIONS_KEY)
      if (began !== era) return
      if (!raw.ok) {
        log.add('error', 'storage.read_failed')
        throw new Error('the sessions could not be read')
      }
      const { sessions, damaged } = decodeStored(raw.value)
      if (damaged > 0) {
        log.add('error', 'storage.damaged', { damaged })
        damage = raw.value
        // If that fails, the next write tries again first.
        await setAside()
        if (began !== era) return
      }
      records.value = sessions
      known = true
    },
    find: (id) => records.value.find((record) => record.id === id),
    put: (record) => write((now) => [record, ...now.filter((other) => other.id !== record.id)]),
    putAll: (more) =>
      write((now) => {
        const ids = new Set(more.map(({ id }) => id))
        return more.length === 0 ? now : [...more, ...now.filter(({ id }) => !ids.has(id))]
      }),
    change: (id, change) =>
      write((now) =>
        now.some((record) => record.id === id)
          ? now.map((record) => (record.id === id ? change(record) : record))
          : now,
      ),
    remove: (id) => write((now) => now.filter((record) => record.id !== id)),
    forget() {
      era += 1
      known = false
      damage = undefined
      records.value = []
    },
  }
}
