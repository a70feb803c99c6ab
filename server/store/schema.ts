/** The tables. An invite lives until it is accepted or expires; a room until it is deleted, purged or unused for too long. */
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

export const invites = sqliteTable(
  'invites',
  {
    joinCode: text('join_code').primaryKey(),
    client1: text('client1').notNull(),
    createdAt: integer('created_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
    /** A sealed ticket with which the host can be told of the acceptance; only this server's nudge key opens it. */
    ticket: text('ticket'),
  },
  (table) => [index('invites_by_client').on(table.client1), index('invites_by_expiry').on(table.expiresAt)],
)

/** One row: the last noted time of the room clock. It survives a restart, so that a clock set ahead meanwhile ages no room. */
export const roomClock = sqliteTable('room_clock', {
  id: integer('id').primaryKey(),
  shown: integer('shown').notNull(),
})

export const rooms = sqliteTable(
  'rooms',
  {
    roomId: text('room_id').primaryKey(),
    client1: text('client1').notNull(),
    client2: text('client2').notNull(),
    /** SHA-256 of each member's seat secret, stored at its first join. */
    seat1: text('seat1'),
    seat2: text('seat2'),
    usedAt: integer('used_at').notNull(),
  },
  (table) => [
    index('rooms_by_client1').on(table.client1),
    index('rooms_by_client2').on(table.client2),
    index('rooms_by_use').on(table.usedAt),
  ],
)

/** The acceptance, kept for a host that was offline or a guest whose answer got lost. Deleted with its room. */
export const acceptances = sqliteTable(
  'acceptances',
  {
    roomId: text('room_id').notNull(),
    joinCode: text('join_code').notNull(),
    client1: text('client1').notNull(),
    client2: text('client2').notNull(),
    retryHash: text('retry_hash'),
    hostEntered: integer('host_entered', { mode: 'boolean' }).notNull(),
    expiresAt: integer('expires_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.roomId] }),
    index('acceptances_by_code').on(table.joinCode),
    index('acceptances_by_expiry').on(table.hostEntered, table.expiresAt),
  ],
)
