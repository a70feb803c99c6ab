/** The event bus between parts of the server that do not import each other; a bus across processes could implement it too. */
import type { DeviceId, JoinCode, RoomId } from '../../protocol/ids.ts'

export type BusEvent =
  | {
      readonly kind: 'invite_accepted'
      readonly joinCode: JoinCode
      readonly client1: DeviceId
      readonly roomId: RoomId
    }
  /** The invite was purged before it was accepted. */
  | { readonly kind: 'invite_deleted'; readonly joinCode: JoinCode; readonly client1: DeviceId }
  | { readonly kind: 'room_deleted'; readonly roomId: RoomId }

export interface Bus {
  readonly publish: (event: BusEvent) => void
  /** Calls `listener` for every later event, in order; returns the function that unsubscribes. */
  readonly subscribe: (listener: (event: BusEvent) => void) => () => void
}
