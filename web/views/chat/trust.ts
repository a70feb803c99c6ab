/** Whether the key at the other end counts as proven. */
import type { Security } from '../../domain/conversation/conversation.model.ts'

export type ShownTrust = Security['trust']
export type Unproven = 'unverified' | 'lost' | 'disputed'

export const isProven = (trust: ShownTrust): trust is Exclude<ShownTrust, Unproven> =>
  trust !== 'unverified' && trust !== 'lost' && trust !== 'disputed'
