/** The contract of every bus. */
import { expect, test } from 'bun:test'
import type { RoomId } from '../../protocol/ids.ts'
import type { Bus } from './bus.ts'

const deleted = (roomId: string) => ({ kind: 'room_deleted' as const, roomId: roomId as RoomId })

export function busContract(name: string, open: () => Bus): void {
  test(`${name}: every listener gets every event in order, until it unsubscribes`, () => {
    const bus = open()
    const heard: string[] = []
    const stop = bus.subscribe((event) =>
      heard.push(`1 ${event.kind === 'room_deleted' ? event.roomId : ''}`),
    )
    bus.subscribe((event) => heard.push(`2 ${event.kind === 'room_deleted' ? event.roomId : ''}`))
    bus.publish(deleted('a'))
    stop()
    bus.publish(deleted('b'))
    expect(heard).toEqual(['1 a', '2 a', '2 b'])
  })
}
