/** The contract of every store. */
import { expect, test } from 'bun:test'
import type { DeviceId, JoinCode, RoomId } from '../../protocol/ids.ts'
import type { Store } from './store.ts'

const CODE = '123456' as JoinCode
const [A, B, C] = ['A', 'B', 'C'] as [DeviceId, DeviceId, DeviceId]
const ROOM = 'room' as RoomId
const HOUR_MS = 3_600_000
/** Timeout for tests with thousands of rows on a loaded machine. */
const LOADED_MACHINE_MS = 60_000
const invite = { joinCode: CODE, client1: A, expiresAt: 1_000 }
const accept = { joinCode: CODE, client2: B, retryHash: 'hash', roomId: ROOM }

/** Adds room `R<n>` of host `H<n>` and guest `G<n>`, last used at `usedAt`. */
async function addRoom(store: Store, n: number, usedAt: number): Promise<void> {
  const joinCode = String(200_000 + n) as JoinCode
  const host = { client1: `H${n}` as DeviceId, expiresAt: usedAt + 1_000, ticket: null }
  await store.createInvite({ joinCode, ...host }, usedAt)
  const guest = { client2: `G${n}` as DeviceId, retryHash: null, roomId: `R${n}` as RoomId }
  await store.acceptInvite({ joinCode, ...guest }, usedAt)
}

export function storeContract(name: string, open: () => Store): void {
  const contract = (sentence: string, prove: (store: Store) => Promise<void>): void =>
    test(
      `${name}: ${sentence}`,
      async () => {
        const store = open()
        await prove(store)
        await store.close()
      },
      LOADED_MACHINE_MS,
    )

  contract('a live code belongs to one host, and is free again when it has expired', async (store) => {
    expect(await store.createInvite(invite, 0)).toEqual({ kind: 'created', expiresAt: 1_000 })
    expect(await store.createInvite({ ...invite, expiresAt: 9_000 }, 1)).toEqual({
      kind: 'created',
      expiresAt: 1_000,
    })
    expect(await store.createInvite({ ...invite, client1: C }, 2)).toEqual({ kind: 'conflict' })
    const later = await store.createInvite({ ...invite, client1: C, expiresAt: 3_000 }, 1_000)
    expect(later.kind).toBe('created')
  })

  contract(
    'an invite is accepted once, and its answer waits for the host until the code has expired',
    async (store) => {
      await store.createInvite(invite, 0)
      expect((await store.acceptInvite(accept, 10)).kind).toBe('accepted')
      expect(await store.acceptInvite({ ...accept, roomId: 'other' as RoomId }, 11)).toMatchObject({
        kind: 'again',
        room: { roomId: ROOM },
      })
      expect((await store.acceptInvite({ ...accept, retryHash: null }, 12)).kind).toBe('used')
      await store.sweep(2_000, -1)
      expect(await store.checkInvite(CODE, A, 2_001)).toEqual({ kind: 'accepted', roomId: ROOM })
      expect(await store.checkInvite(CODE, C, 2_001)).toEqual({ kind: 'missing' })
      await store.enterRoom(ROOM, A)
      await store.sweep(2_003, -1)
      expect(await store.checkInvite(CODE, A, 2_004)).toEqual({ kind: 'missing' })
      expect(await store.room(ROOM)).toEqual({ roomId: ROOM, client1: A, client2: B })
    },
  )

  contract('a ticket waits with its invite, and whoever accepts first takes it out', async (store) => {
    await store.createInvite({ ...invite, ticket: 'sealed' }, 0)
    const taken = await store.acceptInvite(accept, 1)
    expect(taken).toEqual({
      kind: 'accepted',
      room: { roomId: ROOM, client1: A, client2: B },
      ticket: 'sealed',
    })
    expect(await store.acceptInvite(accept, 2)).not.toHaveProperty('ticket')
  })

  contract('a host that repeats its invite may add a ticket to it, and take it back', async (store) => {
    await store.createInvite(invite, 0)
    await store.createInvite({ ...invite, ticket: 'first' }, 1)
    await store.createInvite({ ...invite, ticket: 'second' }, 2)
    await store.createInvite(invite, 3)
    expect(await store.createInvite({ ...invite, client1: C, ticket: 'of another' }, 4)).toEqual({
      kind: 'conflict',
    })
    expect(await store.acceptInvite(accept, 5)).toMatchObject({ ticket: 'second' })
    const other = { ...invite, joinCode: '654321' as JoinCode }
    await store.createInvite({ ...other, ticket: 'first' }, 6)
    await store.createInvite({ ...other, ticket: null }, 7)
    const again = { ...accept, joinCode: other.joinCode, roomId: 'other' as RoomId }
    expect(await store.acceptInvite(again, 8)).toMatchObject({ kind: 'accepted', ticket: null })
  })

  contract(
    'a repeat that comes after the acceptance does not offer the code to a second guest',
    async (store) => {
      await store.createInvite(invite, 0)
      await store.acceptInvite(accept, 1)
      expect(await store.createInvite({ ...invite, ticket: 'late' }, 2)).toEqual({ kind: 'conflict' })
      expect(await store.checkInvite(CODE, A, 3)).toEqual({ kind: 'accepted', roomId: ROOM })
      expect(await store.acceptInvite({ ...accept, client2: C, retryHash: null }, 4)).toEqual({
        kind: 'used',
      })
    },
  )

  contract('a host is awaited from the acceptance until it enters or its room is gone', async (store) => {
    expect(await store.hostEntered(ROOM)).toBe(true)
    await store.createInvite(invite, 0)
    await store.acceptInvite(accept, 1)
    expect(await store.hostEntered(ROOM)).toBe(false)
    await store.enterRoom(ROOM, B)
    expect(await store.hostEntered(ROOM)).toBe(false)
    await store.enterRoom(ROOM, A)
    expect(await store.hostEntered(ROOM)).toBe(true)
    await addRoom(store, 1, 1)
    expect(await store.hostEntered('R1' as RoomId)).toBe(false)
    await store.deleteRoom('R1' as RoomId)
    expect(await store.hostEntered('R1' as RoomId)).toBe(true)
  })

  contract('a seat belongs to the secret that came first', async (store) => {
    await store.createInvite(invite, 0)
    await store.acceptInvite(accept, 1)
    expect([
      await store.proveSeat(ROOM, A, 'one'),
      await store.proveSeat(ROOM, A, 'two'),
      await store.proveSeat(ROOM, A, 'one'),
    ]).toEqual([true, false, true])
    expect(await store.proveSeat(ROOM, B, 'two')).toBe(true)
    expect(await store.proveSeat('none' as RoomId, A, 'one')).toBe(false)
  })

  contract('of two seats claimed at once one is given', async (store) => {
    await store.createInvite(invite, 0)
    await store.acceptInvite(accept, 1)
    const claims = ['one', 'two', 'three'].map((hash) => store.proveSeat(ROOM, A, hash))
    expect((await Promise.all(claims)).filter(Boolean)).toHaveLength(1)
  })

  contract('of many hosts and guests at once one has the code and one accepts it', async (store) => {
    const hosts = [A, B, C].map((client1) => store.createInvite({ ...invite, client1 }, 0))
    const made = await Promise.all(hosts)
    expect(made.filter(({ kind }) => kind === 'created')).toHaveLength(1)
    const guests = ['r1', 'r2', 'r3'].map((roomId) =>
      store.acceptInvite({ ...accept, retryHash: null, roomId: roomId as RoomId }, 1),
    )
    const taken = await Promise.all(guests)
    expect(taken.filter(({ kind }) => kind === 'accepted')).toHaveLength(1)
  })

  contract('purged, deleted and idle rooms are gone', async (store) => {
    for (const n of [1, 2, 3]) await addRoom(store, n, n)
    await store.createInvite({ ...invite, client1: 'G1' as DeviceId }, 0)
    expect(await store.purge(['G1' as DeviceId])).toEqual({
      rooms: ['R1' as RoomId],
      invites: [{ joinCode: CODE, client1: 'G1' as DeviceId }],
    })
    expect(await store.deleteRoom('R2' as RoomId)).toBe(true)
    expect(await store.deleteRoom('R2' as RoomId)).toBe(false)
    expect(await store.sweep(1_003, 3)).toEqual({ rooms: ['R3' as RoomId], more: false })
    for (const n of [1, 2, 3]) {
      expect(await store.room(`R${n}` as RoomId)).toBeNull()
      const code = String(200_000 + n) as JoinCode
      expect(await store.checkInvite(code, `H${n}` as DeviceId, 1)).toEqual({ kind: 'missing' })
    }
  })

  contract('a use is noted to the hour, also when the clock went back since the last one', async (store) => {
    await addRoom(store, 1, 10 * HOUR_MS)
    await store.noteUse('R1' as RoomId, 10 * HOUR_MS + HOUR_MS / 2)
    expect((await store.sweep(0, 10 * HOUR_MS - 1)).rooms).toEqual([])
    await store.noteUse('R1' as RoomId, 5 * HOUR_MS)
    await store.noteUse('R1' as RoomId, 6 * HOUR_MS)
    expect((await store.sweep(0, 6 * HOUR_MS - 1)).rooms).toEqual([])
    expect((await store.sweep(0, 6 * HOUR_MS)).rooms).toEqual(['R1' as RoomId])
  })

  contract('what the room clock showed is kept, the last one only', async (store) => {
    expect(await store.roomTime()).toBeNull()
    await store.noteRoomTime(5_000)
    await store.noteRoomTime(3_000)
    expect(await store.roomTime()).toBe(3_000)
  })

  contract('a new invite deletes those that have expired', async (store) => {
    await store.createInvite(invite, 0)
    await store.createInvite(
      { ...invite, joinCode: '654321' as JoinCode, client1: B, expiresAt: 9_000 },
      5_000,
    )
    // Checked with an earlier time, so that only a deleted row is missing.
    expect(await store.checkInvite(CODE, A, 1)).toEqual({ kind: 'missing' })
  })

  contract('a sweep of many rows is many short ones', async (store) => {
    for (let n = 0; n < 1_200; n += 1) await addRoom(store, n, 0)
    const swept: number[] = []
    for (let more = true; more; ) {
      const turn = await store.sweep(0, 0)
      swept.push(turn.rooms.length)
      more = turn.more
    }
    expect(Math.max(...swept)).toBeLessThanOrEqual(1_000)
    expect(swept.reduce((sum, count) => sum + count, 0)).toBe(1_200)
  })
}
