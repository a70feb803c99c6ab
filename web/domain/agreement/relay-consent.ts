/** The agreement to send sealed messages through the server: it holds for one session while both people say yes. */
import { err, ok, type Result } from '../../../base/result.ts'
import type { RelayState } from '../conversation/conversation.model.ts'

export type RelayWord = 'relay_request' | 'relay_accept' | 'relay_decline'
export type ConsentFailure = { readonly code: 'storage_failed' }

export interface RelayConsent {
  /** The room was entered again: repeats this side's yes. `offered`: the server relays sealed frames. */
  readonly entered: (offered: boolean) => void
  readonly left: () => void
  readonly received: (word: RelayWord) => void
  /** The person says yes or no. The answer is sent only once it is stored; error: storage_failed. */
  readonly answer: (yes: boolean) => Promise<Result<void, ConsentFailure>>
}

/** What the other side said since the room was last entered. */
type Room = { readonly kind: 'not_offered' } | { readonly kind: 'offered'; readonly theyWant: boolean }

export function createRelayConsent(
  ports: {
    /** The person's stored answer for this session. */
    readonly wanted: () => boolean
    /** Stores the person's answer; false when that failed. */
    readonly setWanted: (wanted: boolean) => Promise<boolean>
    readonly say: (word: RelayWord) => void
  },
  on: {
    readonly state: (state: RelayState) => void
    readonly agreed: () => void
    /** The agreement ends; `theirs`: the other person ended it. */
    readonly ended: (theirs: boolean) => void
  },
): RelayConsent {
  let room: Room = { kind: 'not_offered' }
  const theyWant = (): boolean => room.kind === 'offered' && room.theyWant
  const hear = (yes: boolean): void => {
    if (room.kind === 'offered') room = { ...room, theyWant: yes }
  }
  const show = (): void => {
    const wanted = ports.wanted()
    if (room.kind === 'not_offered') on.state(wanted ? 'asking' : 'none')
    else if (wanted) on.state(room.theyWant ? 'on' : 'asking')
    else on.state(room.theyWant ? 'asked' : 'possible')
  }
  const declined = async (): Promise<void> => {
    const wanted = ports.wanted()
    hear(false)
    // A lying server can forge this "no", but it only leads back to a direct link, which needs both people's keys.
    if (wanted) await ports.setWanted(false)
    if (wanted) on.ended(true)
    show()
  }
  const say = async (yes: boolean): Promise<Result<void, ConsentFailure>> => {
    const wanted = ports.wanted()
    if (!(await ports.setWanted(yes))) return err({ code: 'storage_failed' })
    if (!yes) {
      hear(false)
      ports.say('relay_decline')
      if (wanted) on.ended(false)
    } else if (room.kind === 'offered') ports.say(room.theyWant ? 'relay_accept' : 'relay_request')
    show()
    if (yes && theyWant()) on.agreed()
    return ok(undefined)
  }
  return {
    entered(offered) {
      room = offered ? { kind: 'offered', theyWant: false } : { kind: 'not_offered' }
      if (offered && ports.wanted()) ports.say('relay_request')
      show()
    },
    left() {
      room = { kind: 'not_offered' }
      show()
    },
    received(word) {
      if (room.kind === 'not_offered') return
      if (word === 'relay_decline') return void declined()
      const first = !theyWant()
      hear(true)
      if (ports.wanted() && word === 'relay_request') ports.say('relay_accept')
      show()
      if (ports.wanted() && first) on.agreed()
    },
    answer: say,
  }
}
