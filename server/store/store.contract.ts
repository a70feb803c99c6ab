/** What every store must do. */
import { expect, test } from 'bun:test'
import type { DeviceId, JoinCode, RoomId } from '../../protocol/ids.ts'
import type { Store } from './store.ts'

const CODE = '123456' as JoinCode
const [A, B, C] = ['A', 'B', 'C'] as [DeviceId, DeviceId, DeviceId]
const ROOM = 'room' as RoomId
const invite = { joinCode: CODE, client1: A, expiresAt: 1_000 }
const accept = { joinCode: CODE, client2: B, retryHash: 'hash', roomId: ROOM }

export function storeContract(name: string, open: () => Store): void {
  test(`${name}: a live code is one host’s, and free again when it ran out`, () => {
    const store = open()
    expect(store.createInvite(invite, 0)).toEqual({ kind: 'created', expiresAt: 1_000 })
    expect(store.createInvite({ ...invite, expiresAt: 9_000 }, 1)).toEqual({
      kind: 'created',
      expiresAt: 1_000,
    })
    expect(store.createInvite({ ...invite, client1: C }, 2)).toEqual({ kind: 'conflict' })
    expect(store.createInvite({ ...invite, client1: C, expiresAt: 3_000 }, 1_000).kind).toBe('created')
    store.close()
  })
  test(`${name}: an invite is taken up once, and its answer waits for the host until the code ran out`, () => {
    const store = open()
    store.createInvite(invite, 0)
    expect(store.acceptInvite(accept, 10).kind).toBe('accepted')
    expect(store.acceptInvite({ ...accept, roomId: 'other' as RoomId }, 11)).toMatchObject({
      kind: 'again',
      room: { roomId: ROOM },
    })
    expect(store.acceptInvite({ ...accept, retryHash: null }, 12).kind).toBe('used')
    store.sweep(2_000, 100_000)
    expect(store.checkInvite(CODE, A, 2_001)).toEqual({ kind: 'accepted', roomId: ROOM })
    expect(store.checkInvite(CODE, C, 2_001)).toEqual({ kind: 'missing' })
    store.enterRoom(ROOM, A, 2_002)
    store.sweep(2_003, 100_000)
    expect(store.checkInvite(CODE, A, 2_004)).toEqual({ kind: 'missing' })
    expect(store.room(ROOM)).toEqual({ roomId: ROOM, client1: A, client2: B })
    store.close()
  })
  test(`${name}: a seat belongs to the secret that came first`, () => {
    const store = open()
    store.createInvite(invite, 0)
    store.acceptInvite(accept, 1)
    expect([
      store.proveSeat(ROOM, A, 'one'),
      store.proveSeat(ROOM, A, 'two'),
      store.proveSeat(ROOM, A, 'one'),
    ]).toEqual([true, false, true])
    expect(store.proveSeat(ROOM, B, 'two')).toBe(true)
    expect(store.proveSeat('none' as RoomId, A, 'one')).toBe(false)
    store.close()
  })
  test(`${name}: purged, deleted and idle rooms are gone`, () => {
    const store = open()
    const make = (n: number) => {
      const joinCode = String(200_000 + n) as JoinCode
      store.createInvite({ joinCode, client1: `H${n}` as DeviceId, expiresAt: 1_000 }, 0)
      store.acceptInvite(
        { joinCode, client2: `G${n}` as DeviceId, retryHash: null, roomId: `R${n}` as RoomId },
        n,
      )
    }
    for (const n of [1, 2, 3]) make(n)
    store.createInvite({ ...invite, client1: 'G1' as DeviceId }, 0)
    expect(store.purge(['G1' as DeviceId])).toEqual({ rooms: ['R1' as RoomId], invites: 1 })
    expect([store.deleteRoom('R2' as RoomId), store.deleteRoom('R2' as RoomId)]).toEqual([true, false])
    expect(store.sweep(1_003, 1_000)).toEqual(['R3' as RoomId])
    for (const n of [1, 2, 3]) expect(store.room(`R${n}` as RoomId)).toBeNull()
    store.close()
  })
  test(`${name}: a new invite sweeps those that ran out, by the database itself`, () => {
    const store = open()
    store.createInvite(invite, 0)
    store.createInvite({ joinCode: '654321' as JoinCode, client1: B, expiresAt: 9_000 }, 5_000)
    // Asked with an earlier clock: only a row that is really gone is missing.
    expect(store.checkInvite(CODE, A, 1)).toEqual({ kind: 'missing' })
    store.close()
  })
}
