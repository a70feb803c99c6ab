/** Rooms in SQLite: look up, note use, prove seats, delete. Each function runs inside its caller's transaction. */
import { and, asc, eq, gt, inArray, isNull, lt, lte, or, type SQL, sql } from 'drizzle-orm'
import type { BunSQLiteDatabase } from 'drizzle-orm/bun-sqlite'
import type { DeviceId, JoinCode, RoomId } from '../../protocol/ids.ts'
import { acceptances, invites, roomClock, rooms } from './schema.ts'
import { deleteExpired, rowToRoom } from './sqlite-invites.ts'
import type { Purged, StoredRoom, Swept } from './store.ts'

/** Precision of a room's last use: rooms live for days, and each write costs a flush to disk. */
const USE_EVERY_MS = 3_600_000
/** Most rows that one sweep deletes: about ten milliseconds, during which nobody else is served. */
export const SWEEP_ROWS_MAX = 1_000
/** A room is deleted with its acceptance. */
const ROWS_A_ROOM = 2

export function findRoom(db: BunSQLiteDatabase, roomId: RoomId): StoredRoom | null {
  const row = db.select().from(rooms).where(eq(rooms.roomId, roomId)).get()
  return row ? rowToRoom(row) : null
}

const unheard = (roomId: RoomId, host: DeviceId): SQL | undefined =>
  and(eq(acceptances.roomId, roomId), eq(acceptances.client1, host), eq(acceptances.hostEntered, false))

export const isFirstEntry = (db: BunSQLiteDatabase, roomId: RoomId, deviceId: DeviceId): boolean =>
  db.select({ roomId: acceptances.roomId }).from(acceptances).where(unheard(roomId, deviceId)).get() !==
  undefined

export function setEntered(db: BunSQLiteDatabase, roomId: RoomId, deviceId: DeviceId): void {
  db.update(acceptances).set({ hostEntered: true }).where(unheard(roomId, deviceId)).run()
}

/** Whether no host is still awaited in this room. */
export const hasHostEntered = (db: BunSQLiteDatabase, roomId: RoomId): boolean =>
  db
    .select({ roomId: acceptances.roomId })
    .from(acceptances)
    .where(and(eq(acceptances.roomId, roomId), eq(acceptances.hostEntered, false)))
    .get() === undefined

/** Matches rows whose last use is more than an hour old, or in the future because the clock went back. */
const usedOtherwise = (roomId: RoomId, now: number): SQL | undefined =>
  and(
    eq(rooms.roomId, roomId),
    or(lte(rooms.usedAt, now - USE_EVERY_MS), gt(rooms.usedAt, now + USE_EVERY_MS)),
  )

export const isUseStale = (db: BunSQLiteDatabase, roomId: RoomId, now: number): boolean =>
  db.select({ roomId: rooms.roomId }).from(rooms).where(usedOtherwise(roomId, now)).get() !== undefined

export function setUsed(db: BunSQLiteDatabase, roomId: RoomId, now: number): void {
  db.update(rooms).set({ usedAt: now }).where(usedOtherwise(roomId, now)).run()
}

/** Returns the hash of a member's seat; null when it has none yet, undefined when there is no such room. */
export function seatOf(db: BunSQLiteDatabase, roomId: RoomId, deviceId: DeviceId): string | null | undefined {
  const row = db.select().from(rooms).where(eq(rooms.roomId, roomId)).get()
  return row?.client1 === deviceId ? row.seat1 : row?.seat2
}

export function setSeat(db: BunSQLiteDatabase, roomId: RoomId, deviceId: DeviceId, seatHash: string): void {
  const first = and(eq(rooms.roomId, roomId), eq(rooms.client1, deviceId), isNull(rooms.seat1))
  const seated = db.update(rooms).set({ seat1: seatHash }).where(first)
  if (seated.returning({ roomId: rooms.roomId }).all().length > 0) return
  const second = and(eq(rooms.roomId, roomId), eq(rooms.client2, deviceId), isNull(rooms.seat2))
  db.update(rooms).set({ seat2: seatHash }).where(second).run()
}

/** Deletes the rooms that match, with their acceptances, by statements without room ids. */
function deleteRooms(db: BunSQLiteDatabase, which: SQL | undefined, max: number): RoomId[] {
  const gone = db
    .select({ roomId: rooms.roomId })
    .from(rooms)
    .where(which)
    .orderBy(asc(rooms.usedAt), asc(rooms.roomId))
    .limit(max)
  db.delete(acceptances).where(inArray(acceptances.roomId, gone)).run()
  const deleted = db.delete(rooms).where(inArray(rooms.roomId, gone)).returning({ roomId: rooms.roomId })
  return deleted.all().map(({ roomId }) => roomId as RoomId)
}

export const deleteRoom = (db: BunSQLiteDatabase, roomId: RoomId): boolean =>
  deleteRooms(db, eq(rooms.roomId, roomId), 1).length > 0

/** Deletes every room and invite of these device ids. */
export function purge(db: BunSQLiteDatabase, deviceIds: readonly DeviceId[]): Purged {
  const ids = sql`(SELECT value FROM json_each(${JSON.stringify(deviceIds)}))`
  const mine = or(inArray(rooms.client1, ids), inArray(rooms.client2, ids))
  const purged = deleteRooms(db, mine, -1)
  const deleted = db.delete(invites).where(inArray(invites.client1, ids))
  const pending = deleted.returning({ joinCode: invites.joinCode, client1: invites.client1 }).all()
  return {
    rooms: purged,
    invites: pending.map(({ joinCode, client1 }) => ({
      joinCode: joinCode as JoinCode,
      client1: client1 as DeviceId,
    })),
  }
}

const CLOCK_ROW = 1
export const roomTime = (db: BunSQLiteDatabase): number | null =>
  db.select().from(roomClock).where(eq(roomClock.id, CLOCK_ROW)).get()?.shown ?? null

export function setRoomTime(db: BunSQLiteDatabase, shown: number): void {
  const row = db.insert(roomClock).values({ id: CLOCK_ROW, shown })
  row.onConflictDoUpdate({ target: roomClock.id, set: { shown } }).run()
}

/** Deletes expired invites and idle rooms, at most SWEEP_ROWS_MAX rows, and returns the number of rows. */
export function sweep(
  db: BunSQLiteDatabase,
  now: number,
  roomsUsedBefore: number,
): Swept & { readonly rows: number } {
  let left = SWEEP_ROWS_MAX - deleteExpired(db, now, SWEEP_ROWS_MAX)
  const gone = deleteRooms(db, lte(rooms.usedAt, roomsUsedBefore), Math.floor(left / ROWS_A_ROOM))
  left -= gone.length * ROWS_A_ROOM
  const heard = db
    .select({ roomId: acceptances.roomId })
    .from(acceptances)
    .where(and(eq(acceptances.hostEntered, true), lt(acceptances.expiresAt, now)))
    .limit(left)
  const answered = db.delete(acceptances).where(inArray(acceptances.roomId, heard))
  left -= answered.returning({ roomId: acceptances.roomId }).all().length
  return { rooms: gone, more: left < ROWS_A_ROOM, rows: SWEEP_ROWS_MAX - left }
}
