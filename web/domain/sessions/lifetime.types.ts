/** What is held of the agreement on how long messages live. */

import type { MessageId } from '../../../protocol/ids.ts'
import type { LifetimeSeconds } from '../../../protocol/limits.ts'
import type { PeerMessage } from '../../../protocol/message.ts'

export type LifetimeMessage = Extract<PeerMessage, { t: 'lifetime' }>

export interface LifetimeState {
  readonly seconds: LifetimeSeconds
  /** Counts the agreements. */
  readonly rev: number
  /** The proposal that the last agreement came from. */
  readonly accepted: MessageId | null
  /** Own proposals to which there is no answer yet, the last one counts. */
  readonly mine: readonly { readonly id: MessageId; readonly seconds: LifetimeSeconds }[]
  readonly theirs: { readonly id: MessageId; readonly seconds: LifetimeSeconds } | null
}

/** In memory only, as every session begins. */
export const noLifetime: LifetimeState = { seconds: 0, rev: 0, accepted: null, mine: [], theirs: null }
