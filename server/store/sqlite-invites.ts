/** Invites in SQLite: create, accept once, check. Each function runs inside its caller's transaction. */
import { and, asc, eq, gt, inArray, lte } from 'drizzle-orm'
import type { BunSQLiteDatabase } from 'drizzle-orm/bun-sqlite'
import type { DeviceId, JoinCode, RoomId } from '../../protocol/ids.ts'
import { acceptances, invites, rooms } from './schema.ts'
import type { Acceptance, InviteMade, InviteState, InviteTaken, StoredInvite, StoredRoom } from './store.ts'

/** Expired invites deleted with each new one: more than one, so that the table shrinks between sweeps too. */
const EXPIRED_WITH_NEW_MAX = 100

/** An invite created further in the future than this shows that the clock was set back, and would live too long. */
const SET_BACK_MAX_MS = 3_600_000

export const rowToRoom = (row: {
  readonly roomId: string
  readonly client1: string
  readonly client2: string
}): StoredRoom => ({
  roomId: row.roomId as RoomId,
  client1: row.client1 as DeviceId,
  client2: row.client2 as DeviceId,
})

const liveInvite = (db: BunSQLiteDatabase, joinCode: JoinCode, now: number) =>
  db
    .select()
    .from(invites)
    .where(
      and(
        eq(invites.joinCode, joinCode),
        gt(invites.expiresAt, now),
        lte(invites.createdAt, now + SET_BACK_MAX_MS),
      ),
    )
    .get()

/** The room that an acceptance of this client's invite made, as long as it is remembered. */
const acceptedRoom = (db: BunSQLiteDatabase, joinCode: JoinCode, client1: DeviceId): RoomId | undefined =>
  db
    .select()
    .from(acceptances)
    .where(and(eq(acceptances.joinCode, joinCode), eq(acceptances.client1, client1)))
    .get()?.roomId as RoomId | undefined

/** Deletes at most `max` expired invites and returns how many. */
export function deleteExpired(db: BunSQLiteDatabase, now: number, max: number): number {
  const expired = db
    .select({ joinCode: invites.joinCode })
    .from(invites)
    .where(lte(invites.expiresAt, now))
    .orderBy(asc(invites.expiresAt))
    .limit(max)
  const deleted = db.delete(invites).where(inArray(invites.joinCode, expired))
  return deleted.returning({ joinCode: invites.joinCode }).all().length
}

export function createInvite(db: BunSQLiteDatabase, invite: StoredInvite, now: number): InviteMade {
  const { joinCode, client1, expiresAt, ticket } = invite
  const live = liveInvite(db, joinCode, now)
  if (live && live.client1 !== client1) return { kind: 'conflict' }
  if (live) {
    if (ticket !== undefined) db.update(invites).set({ ticket }).where(eq(invites.joinCode, joinCode)).run()
    return { kind: 'created', expiresAt: live.expiresAt }
  }
  if (acceptedRoom(db, joinCode, client1)) return { kind: 'conflict' }
  db.delete(invites).where(eq(invites.joinCode, joinCode)).run()
  deleteExpired(db, now, EXPIRED_WITH_NEW_MAX)
  db.insert(invites).values({ joinCode, client1, createdAt: now, expiresAt, ticket }).run()
  return { kind: 'created', expiresAt }
}

export function acceptInvite(db: BunSQLiteDatabase, acceptance: Acceptance, now: number): InviteTaken {
  const { joinCode, client2, retryHash, roomId } = acceptance
  const live = liveInvite(db, joinCode, now)
  if (live) {
    const { client1, expiresAt, ticket } = live
    db.delete(invites).where(eq(invites.joinCode, joinCode)).run()
    db.insert(rooms).values({ roomId, client1, client2, usedAt: now }).run()
    const answer = { roomId, joinCode, client1, client2, retryHash, hostEntered: false, expiresAt }
    db.insert(acceptances).values(answer).run()
    return { kind: 'accepted', room: rowToRoom({ roomId, client1, client2 }), ticket }
  }
  const used = db.select().from(acceptances).where(eq(acceptances.joinCode, joinCode)).all()
  const own = used.find((row) => retryHash !== null && row.client2 === client2 && row.retryHash === retryHash)
  if (own) return { kind: 'again', room: rowToRoom(own) }
  return used.length > 0 ? { kind: 'used' } : { kind: 'missing' }
}

export function checkInvite(
  db: BunSQLiteDatabase,
  joinCode: JoinCode,
  client1: DeviceId,
  now: number,
): InviteState {
  if (liveInvite(db, joinCode, now)?.client1 === client1) return { kind: 'pending' }
  const roomId = acceptedRoom(db, joinCode, client1)
  return roomId ? { kind: 'accepted', roomId } : { kind: 'missing' }
}
