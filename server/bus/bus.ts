/** What parts of the server tell each other without knowing each other; another process could listen too. */
import type { DeviceId, JoinCode, RoomId } from '../../protocol/ids.ts'

export type BusEvent =
  | {
      readonly kind: 'invite_accepted'
      readonly joinCode: JoinCode
      readonly client1: DeviceId
      readonly roomId: RoomId
    }
  /** Purged before anybody accepted it. */
  | { readonly kind: 'invite_deleted'; readonly joinCode: JoinCode; readonly client1: DeviceId }
  | { readonly kind: 'room_deleted'; readonly roomId: RoomId }

export interface Bus {
  readonly publish: (event: BusEvent) => void
  /** Every event published after this, in order; returns what ends it. */
  readonly subscribe: (listener: (event: BusEvent) => void) => () => void
}
