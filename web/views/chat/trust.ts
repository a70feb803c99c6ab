/** Whether the key at the other end counts as proven. */
import type { Security } from '../../domain/conversation/conversation.model.ts'

export type Trust = Security['trust']
export type Unproven = 'unverified' | 'lost' | 'disputed'

export const isProven = (trust: Trust): trust is Exclude<Trust, Unproven> =>
  trust !== 'unverified' && trust !== 'lost' && trust !== 'disputed'
