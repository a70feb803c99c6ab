/** The dependencies of nudges: keys, the opener of tickets, the sender, and the budgets of those who ring. */
import type { DeviceId, RoomId } from '../../protocol/ids.ts'
import type { Client } from '../core/client.ts'
import type { Buckets } from '../core/rate.ts'
import type { NudgeKeyStore } from '../push/nudge-keys.ts'
import type { PushSender } from '../push/sender.ts'
import type { OpenTicketText } from '../push/tickets.ts'
import type { Vapid } from '../push/vapid.ts'

export interface NudgePorts {
  readonly keys: NudgeKeyStore
  readonly vapid: Vapid
  readonly open: OpenTicketText
  readonly sender: PushSender
  readonly calls: Buckets
  readonly tests: Buckets
  /** All rings of a member in a room, and those that nobody pressed for. */
  readonly rings: Buckets
  readonly ownRings: Buckets
  /** Names a member in a room for the budgets, by keyed hashes. */
  readonly ringer: (roomId: RoomId, deviceId: DeviceId) => Client
  /** Rings the host of an invite that was just accepted, unless it comes by itself. */
  readonly accepted: (roomId: RoomId, ticket: string) => void
}
