/** The room: when members join, leave, drop or return, both sides get consistent messages. */
import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import type { DeviceId, RoomId } from '../../protocol/ids.ts'
import { emptyRoom, type Member, type RoomEffect, type RoomEvent, stepRoom } from './room.machine.ts'

const room = emptyRoom('room' as RoomId)
const member = (socket: number, deviceId: string | null = null, seated = false): Member => ({
  socket,
  deviceId: deviceId as DeviceId | null,
  seated,
})
const run = (events: readonly RoomEvent[]) => {
  let state = room
  let effects: RoomEffect[] = []
  for (const event of events) {
    const [after, ...made] = stepRoom(state, event)
    state = after
    effects = made
  }
  return {
    state,
    effects,
    told: (socket: number) =>
      effects.flatMap((e) => (e.kind === 'tell' && e.socket === socket ? [e.signal] : [])),
  }
}
const join = (one: Member): RoomEvent => ({ kind: 'join', member: one })

describe('room', () => {
  test('the first member is the initiator, and both get ready when the second joins', () => {
    const { told } = run([join(member(1, 'A', true)), join(member(2, 'B', true))])
    expect(told(1)).toMatchObject([{ type: 'room_ready', isInitiator: true, userCount: 2 }])
    expect(told(2)).toMatchObject([
      { type: 'room_joined', isInitiator: false, ready: true },
      { type: 'room_ready', isInitiator: false },
    ])
  })

  test('each member gets the other’s latest seal names, and none when it sent none', () => {
    const names = (...all: string[]) => all as unknown as Member['seals']
    const one = { ...member(1, 'A', true), seals: names('old') }
    const other = { ...member(2, 'B', true), seals: names('b1', 'b2') }
    const { told } = run([join(one), join(other), join({ ...one, seals: names('new') })])
    expect(told(1).at(-1)).toMatchObject({ type: 'room_ready', seals: ['b1', 'b2'] })
    expect(told(2).at(-1)).toMatchObject({ type: 'room_ready', seals: ['new'] })
    expect(
      run([join(member(1, 'A')), join(other)])
        .told(2)
        .at(-1),
    ).not.toHaveProperty('seals')
  })

  test('a third member is told that the room is full', () => {
    expect(run([join(member(1)), join(member(2)), join(member(3))]).told(3)).toMatchObject([
      { type: 'room_full' },
    ])
  })

  test('a returning device with its seat replaces its dead socket, and the other gets ready', () => {
    const { state, effects, told } = run([
      join(member(1, 'A', true)),
      join(member(2, 'B', true)),
      join(member(3, 'A', true)),
    ])
    expect(state.members.map(({ socket }) => socket)).toEqual([3, 2])
    expect(effects).toContainEqual({ kind: 'release', socket: 1, close: true })
    expect(told(2)).toMatchObject([{ type: 'room_ready', isInitiator: false }])
  })

  test('a device id without the seat secret replaces nobody', () => {
    const { state, told } = run([
      join(member(1, 'A', true)),
      join(member(2, 'B', true)),
      join(member(3, 'A', false)),
    ])
    expect(state.members.map(({ socket }) => socket)).toEqual([1, 2])
    expect(told(3)).toMatchObject([{ type: 'room_full' }])
  })

  test('the member the member who stayed is the initiator when the other returns', () => {
    const { told } = run([join(member(1)), join(member(2)), { kind: 'gone', socket: 1 }, join(member(3))])
    expect(told(2)).toMatchObject([{ type: 'room_ready', isInitiator: true }])
  })

  test('leaving and a lost socket are reported differently', () => {
    expect(run([join(member(1)), join(member(2)), { kind: 'leave', socket: 1 }]).told(2)).toMatchObject([
      { type: 'peer_left' },
    ])
    expect(run([join(member(1)), join(member(2)), { kind: 'gone', socket: 1 }]).told(2)).toMatchObject([
      { type: 'peer_disconnected' },
    ])
  })

  test('in any order of events there are at most two members, no socket twice, and one initiator', () => {
    const socket = fc.integer({ min: 1, max: 5 })
    const event: fc.Arbitrary<RoomEvent> = fc.oneof(
      fc
        .tuple(socket, fc.constantFrom('A', 'B', null), fc.boolean())
        .map(([s, d, seated]) => join(member(s, d, seated && d !== null))),
      socket.map((s) => ({ kind: 'leave' as const, socket: s })),
      socket.map((s) => ({ kind: 'gone' as const, socket: s })),
      fc.constant({ kind: 'deleted' as const }),
    )
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        const { state, effects } = run(events)
        expect(state.members.length).toBeLessThanOrEqual(2)
        expect(new Set(state.members.map(({ socket: s }) => s)).size).toBe(state.members.length)
        const ready = effects.flatMap((e) =>
          e.kind === 'tell' && e.signal.type === 'room_ready' ? [e.signal.isInitiator] : [],
        )
        expect(ready.length === 0 || (ready.length === 2 && ready[0] !== ready[1])).toBe(true)
      }),
    )
  })
})
