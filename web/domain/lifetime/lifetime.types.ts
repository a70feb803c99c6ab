/** The agreement of both people on how long messages live, as this side keeps it. */

import type { MessageId } from '../../../protocol/ids.ts'
import type { LifetimeSeconds } from '../../../protocol/limits.ts'
import type { PeerMessage } from '../../../protocol/message.ts'

export type LifetimeMessage = Extract<PeerMessage, { t: 'lifetime' }>

export interface LifetimeProposal {
  readonly id: MessageId
  readonly seconds: LifetimeSeconds
}

export interface LifetimeState {
  readonly seconds: LifetimeSeconds
  /** Number of agreements so far. */
  readonly rev: number
  /** The proposal that the last agreement came from. */
  readonly accepted: MessageId | null
  /** Own unanswered proposals; the last one is current. */
  readonly mine: readonly LifetimeProposal[]
  /**
   * What the other side asks for. `differs`: it did not propose this but claims that it is already agreed; nothing changes
   * until this person has answered.
   */
  readonly theirs: (LifetimeProposal & { readonly differs?: true | undefined }) | null
  /** Own proposals that were open when the last agreement was made: the other side may have accepted one of them at the same time. */
  readonly offered?: readonly LifetimeProposal[] | undefined
}

/** The initial lifetime of every session: messages stay in memory only. */
export const noLifetime: LifetimeState = { seconds: 0, rev: 0, accepted: null, mine: [], theirs: null }

/** The lifetime of messages on both devices and open proposals, in seconds; 0 means in memory only. */
export interface LifetimeView {
  readonly seconds: LifetimeSeconds
  readonly mine: LifetimeSeconds | null
  readonly theirs: LifetimeSeconds | null
  /** The other device did not propose `theirs` but claims that it is agreed; this device keeps its own lifetime until the person answers. */
  readonly differs: boolean
}
