/** The store on SQLite through Drizzle: WAL, every write on disk before it is confirmed, deleted bytes overwritten. */
import { Database } from 'bun:sqlite'
import { mkdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type BunSQLiteDatabase, drizzle } from 'drizzle-orm/bun-sqlite'
import { migrate } from 'drizzle-orm/bun-sqlite/migrator'
import { acceptInvite, checkInvite, createInvite } from './sqlite-invites.ts'
import { retryWhileBusy } from './sqlite-retry.ts'
import {
  deleteRoom,
  findRoom,
  hasHostEntered,
  isFirstEntry,
  isUseStale,
  purge,
  roomTime,
  seatOf,
  setEntered,
  setRoomTime,
  setSeat,
  setUsed,
  sweep,
} from './sqlite-rooms.ts'
import type { Store } from './store.ts'

function openDatabase(path: string, busyWithinMs: number): Database {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
  const sqlite = new Database(path, { create: true, strict: true })
  // During the start nothing else is served, so SQLite itself may wait for locks.
  sqlite.run(`PRAGMA busy_timeout = ${busyWithinMs}`)
  sqlite.run('PRAGMA journal_mode = WAL')
  sqlite.run('PRAGMA synchronous = FULL')
  sqlite.run('PRAGMA secure_delete = ON')
  sqlite.run('PRAGMA temp_store = MEMORY')
  migrate(drizzle({ client: sqlite }), { migrationsFolder: join(import.meta.dir, 'migrations') })
  // From now on locks are waited for outside SQLite, since SQLite would block the whole process.
  sqlite.run('PRAGMA busy_timeout = 0')
  return sqlite
}

/** Returns a check whether the file at `path` is still the opened one. A removed file can still be written, but is lost when the process ends. */
function watchPlace(path: string): () => boolean {
  if (path === ':memory:') return () => true
  const idOf = (): string | null => {
    const found = statSync(path, { throwIfNoEntry: false })
    return found ? `${found.dev} ${found.ino}` : null
  }
  const opened = idOf()
  return () => idOf() === opened
}

/** Truncates the write-ahead log, which may still contain deleted rows, as soon as the database allows it. */
function createScrubber(sqlite: Database) {
  let due = true
  return {
    /** Notes that rows were deleted. */
    due(): void {
      due = true
    },
    /** Truncates the log. A failure does not undo the deletion; the next sweep tries again. */
    scrub(): void {
      if (!due) return
      try {
        const cut = sqlite.query<{ readonly busy: number }, []>('PRAGMA wal_checkpoint(TRUNCATE)').get()
        due = cut?.busy === 1
      } catch {
        due = true
      }
    },
  }
}

/**
 * Opens or creates the database at `path` (`:memory:`: no file). Throws when the file cannot be opened.
 * A call blocked by another process's lock for `busyWithinMs` milliseconds rejects.
 */
export function openSqliteStore(path: string, busyWithinMs: number): Store {
  const sqlite = openDatabase(path, busyWithinMs)
  const db = drizzle({ client: sqlite })
  const scrubber = createScrubber(sqlite)
  const read = <T>(act: (on: BunSQLiteDatabase) => T): Promise<T> =>
    retryWhileBusy(() => act(db), busyWithinMs)
  const keepsWrites = watchPlace(path)
  const write = <T>(act: (on: BunSQLiteDatabase) => T): Promise<T> =>
    retryWhileBusy(() => {
      if (!keepsWrites())
        throw Object.assign(new Error('the database was removed'), { code: 'DATABASE_REMOVED' })
      return sqlite.transaction(() => act(db)).immediate()
    }, busyWithinMs)
  const remove = async <T>(act: (on: BunSQLiteDatabase) => T): Promise<T> => {
    const done = await write(act)
    scrubber.due()
    scrubber.scrub()
    return done
  }

  return {
    async createInvite(invite, now) {
      const made = await write((on) => createInvite(on, invite, now))
      scrubber.due()
      return made
    },
    async acceptInvite(acceptance, now) {
      const taken = await write((on) => acceptInvite(on, acceptance, now))
      scrubber.due()
      return taken
    },
    checkInvite: (joinCode, client1, now) => read((on) => checkInvite(on, joinCode, client1, now)),
    room: (roomId) => read((on) => findRoom(on, roomId)),
    async enterRoom(roomId, deviceId) {
      if (deviceId === null || !(await read((on) => isFirstEntry(on, roomId, deviceId)))) return
      await write((on) => setEntered(on, roomId, deviceId))
    },
    hostEntered: (roomId) => read((on) => hasHostEntered(on, roomId)),
    async noteUse(roomId, now) {
      if (await read((on) => isUseStale(on, roomId, now))) await write((on) => setUsed(on, roomId, now))
    },
    async proveSeat(roomId, deviceId, seatHash) {
      const kept = await read((on) => seatOf(on, roomId, deviceId))
      if (kept !== null) return kept === seatHash
      return write((on) => {
        setSeat(on, roomId, deviceId, seatHash)
        return seatOf(on, roomId, deviceId) === seatHash
      })
    },
    deleteRoom: (roomId) => remove((on) => deleteRoom(on, roomId)),
    purge: (deviceIds) => remove((on) => purge(on, deviceIds)),
    async sweep(now, roomsUsedBefore) {
      const { rooms, more, rows } = await write((on) => sweep(on, now, roomsUsedBefore))
      if (rows > 0) scrubber.due()
      if (!more) scrubber.scrub()
      return { rooms, more }
    },
    roomTime: () => read(roomTime),
    noteRoomTime: (shown) => write((on) => setRoomTime(on, shown)),
    keepsWrites,
    async close() {
      scrubber.due()
      scrubber.scrub()
      sqlite.close()
    },
  }
}
