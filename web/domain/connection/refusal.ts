/** What becomes of a link that came to be and could not be used: what the person is asked, and what the status says. */

import type { Refusal } from '../../channel/secure-link.ts'
import type { Talk } from '../conversation/peer-port.ts'
import type { KeyRing } from '../sessions/session-keys.ts'
import type { Facts } from './connection-state.ts'

export function tellRefusal(why: Refusal, role: 'host' | 'guest', ring: KeyRing, talk: Talk): Partial<Facts> {
  // Nobody is accused of a silence, or of a disk of ours that is full; it is tried again.
  if (why === 'timeout' || why === 'not_stored') return {}
  if (why !== 'words_needed' && why !== 'wrong_words') return { refused: why }
  const wrong = why === 'wrong_words'
  const left = ring.keys()?.pairing?.guessesLeft ?? 0
  if (role === 'guest') talk.askWords({ left, wrong })
  else if (wrong) talk.notice('wrong_words')
  return { refused: role === 'guest' ? 'words' : 'their_words' }
}
