/** The store on SQLite through Drizzle: WAL, every accepted write on disk before it is answered, deleted bytes overwritten. */
import { Database } from 'bun:sqlite'
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { and, eq, gt, inArray, lt, lte, or } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/bun-sqlite'
import { migrate } from 'drizzle-orm/bun-sqlite/migrator'
import type { DeviceId, JoinCode, RoomId } from '../../protocol/ids.ts'
import { acceptances, invites, rooms } from './schema.ts'
import type { Store, StoredRoom } from './store.ts'

/** Opens (and makes) the database at `path`, `:memory:` for none. Throws when the file cannot be opened. */
export function openSqliteStore(path: string, busyTimeoutMs: number): Store {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
  const sqlite = new Database(path, { create: true, strict: true })
  sqlite.run(`PRAGMA busy_timeout = ${busyTimeoutMs}`)
  sqlite.run('PRAGMA journal_mode = WAL')
  sqlite.run('PRAGMA synchronous = FULL')
  sqlite.run('PRAGMA secure_delete = ON')
  sqlite.run('PRAGMA temp_store = MEMORY')
  const db = drizzle({ client: sqlite })
  migrate(db, { migrationsFolder: join(import.meta.dir, 'migrations') })

  const toRoom = (row: { roomId: string; client1: string; client2: string }): StoredRoom => ({
    roomId: row.roomId as RoomId,
    client1: row.client1 as DeviceId,
    client2: row.client2 as DeviceId,
  })
  const liveInvite = (joinCode: JoinCode, now: number) =>
    db
      .select()
      .from(invites)
      .where(and(eq(invites.joinCode, joinCode), gt(invites.expiresAt, now)))
      .get()
  const removeRooms = (roomIds: readonly string[]): void => {
    if (roomIds.length === 0) return
    db.delete(rooms)
      .where(inArray(rooms.roomId, [...roomIds]))
      .run()
    db.delete(acceptances)
      .where(inArray(acceptances.roomId, [...roomIds]))
      .run()
  }
  const scrub = (): void => {
    sqlite.run('PRAGMA wal_checkpoint(TRUNCATE)')
  }

  const createInvite: Store['createInvite'] = ({ joinCode, client1, expiresAt }, now) => {
    const live = liveInvite(joinCode, now)
    if (live)
      return live.client1 === client1 ? { kind: 'created', expiresAt: live.expiresAt } : { kind: 'conflict' }
    db.delete(invites).where(eq(invites.joinCode, joinCode)).run()
    db.insert(invites).values({ joinCode, client1, createdAt: now, expiresAt }).run()
    return { kind: 'created', expiresAt }
  }

  const acceptInvite: Store['acceptInvite'] = ({ joinCode, client2, retryHash, roomId }, now) => {
    const live = liveInvite(joinCode, now)
    if (live) {
      const { client1, expiresAt } = live
      db.delete(invites).where(eq(invites.joinCode, joinCode)).run()
      db.insert(rooms).values({ roomId, client1, client2, usedAt: now }).run()
      const answer = { roomId, joinCode, client1, client2, retryHash, hostEntered: false, expiresAt }
      db.insert(acceptances).values(answer).run()
      return { kind: 'accepted', room: toRoom({ roomId, client1, client2 }) }
    }
    const used = db.select().from(acceptances).where(eq(acceptances.joinCode, joinCode)).all()
    const own = used.find(
      (row) => retryHash !== null && row.client2 === client2 && row.retryHash === retryHash,
    )
    if (own) return { kind: 'again', room: toRoom(own) }
    return used.length > 0 ? { kind: 'used' } : { kind: 'missing' }
  }

  const proveSeat: Store['proveSeat'] = (roomId, deviceId, seatHash) => {
    const row = db.select().from(rooms).where(eq(rooms.roomId, roomId)).get()
    if (!row) return false
    const [kept, column] =
      row.client1 === deviceId ? ([row.seat1, 'seat1'] as const) : ([row.seat2, 'seat2'] as const)
    if (kept !== null) return kept === seatHash
    db.update(rooms)
      .set({ [column]: seatHash })
      .where(eq(rooms.roomId, roomId))
      .run()
    return true
  }

  return {
    createInvite: (invite, now) => sqlite.transaction(() => createInvite(invite, now)).immediate(),
    acceptInvite: (accept, now) => sqlite.transaction(() => acceptInvite(accept, now)).immediate(),
    checkInvite(joinCode, client1, now) {
      const answered = db
        .select()
        .from(acceptances)
        .where(and(eq(acceptances.joinCode, joinCode), eq(acceptances.client1, client1)))
        .get()
      if (liveInvite(joinCode, now)?.client1 === client1) return { kind: 'pending' }
      return answered ? { kind: 'accepted', roomId: answered.roomId as RoomId } : { kind: 'missing' }
    },
    room(roomId) {
      const row = db.select().from(rooms).where(eq(rooms.roomId, roomId)).get()
      return row ? toRoom(row) : null
    },
    enterRoom(roomId, deviceId, now) {
      db.update(rooms).set({ usedAt: now }).where(eq(rooms.roomId, roomId)).run()
      if (deviceId === null) return
      const host = and(eq(acceptances.roomId, roomId), eq(acceptances.client1, deviceId))
      db.update(acceptances).set({ hostEntered: true }).where(host).run()
    },
    proveSeat,
    deleteRoom(roomId) {
      const known = db.select().from(rooms).where(eq(rooms.roomId, roomId)).get() !== undefined
      removeRooms([roomId])
      scrub()
      return known
    },
    purge(deviceIds) {
      const ids = [...deviceIds]
      const purged = sqlite
        .transaction(() => {
          const mine = or(inArray(rooms.client1, ids), inArray(rooms.client2, ids))
          const gone = db.select({ roomId: rooms.roomId }).from(rooms).where(mine).all()
          removeRooms(gone.map(({ roomId }) => roomId))
          const pending = db.delete(invites).where(inArray(invites.client1, ids)).returning().all()
          return { rooms: gone.map(({ roomId }) => roomId as RoomId), invites: pending.length }
        })
        .immediate()
      scrub()
      return purged
    },
    sweep(now, roomIdleMs) {
      const idle = db
        .select({ roomId: rooms.roomId })
        .from(rooms)
        .where(lte(rooms.usedAt, now - roomIdleMs))
        .all()
      const expired = db.delete(invites).where(lte(invites.expiresAt, now)).returning().all().length
      removeRooms(idle.map(({ roomId }) => roomId))
      const heard = and(eq(acceptances.hostEntered, true), lt(acceptances.expiresAt, now))
      const answered = db.delete(acceptances).where(heard).returning().all().length
      if (idle.length + expired + answered > 0) scrub()
      return idle.map(({ roomId }) => roomId as RoomId)
    },
    scrub,
    close() {
      scrub()
      sqlite.close()
    },
  }
}
