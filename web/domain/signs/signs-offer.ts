/** When a conversation offers typing and read marks: once, to somebody who has used it or whose friend shows them already. */

/** By then the two talk, and a question about how they do is no longer one about the app. */
const USED_AFTER_MESSAGES = 10

/**
 * `asked`: this session has the person's answer. `peerShows`: the other person shows theirs. `held`: the peer has yet to prove itself.
 * `own`, `theirs`: messages that are here.
 */
export function offersSigns(now: {
  readonly on: boolean
  readonly asked: boolean
  readonly peerShows: boolean
  readonly held: boolean
  readonly closed: boolean
  readonly own: number
  readonly theirs: number
}): boolean {
  if (now.on || now.asked || now.held || now.closed) return false
  const isUsed = now.own + now.theirs >= USED_AFTER_MESSAGES && now.theirs > 0
  return now.peerShows || isUsed
}
