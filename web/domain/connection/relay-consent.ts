/** The agreement to send sealed messages through the server: only after both people said yes, for this session, and until one says no. */
import type { ServerPath } from '../conversation/conversation.model.ts'

export type ServerPathWord = 'relay_request' | 'relay_accept' | 'relay_decline'

export interface ServerPathAgreement {
  /** The room was entered anew: what was agreed before is said again. */
  readonly entered: (offered: boolean) => void
  readonly left: () => void
  readonly received: (said: ServerPathWord) => void
  /** The person said yes, to the offer or to the question of the other. */
  readonly yes: () => Promise<void>
  readonly no: () => Promise<void>
}

export function createServerPath(
  ports: {
    /** The person's stored word for this session. */
    readonly wanted: () => boolean
    readonly setWanted: (wanted: boolean) => Promise<void>
    readonly say: (word: ServerPathWord) => void
  },
  on: {
    readonly state: (state: ServerPath) => void
    readonly agreed: () => void
    /** It ends; `theirs`: by the other one's word. */
    readonly ended: (theirs: boolean) => void
  },
): ServerPathAgreement {
  let offered = false
  let theirs = false
  const tell = (): void => {
    const wanted = ports.wanted()
    if (!offered) on.state(wanted ? 'asking' : 'none')
    else if (wanted) on.state(theirs ? 'on' : 'asking')
    else on.state(theirs ? 'asked' : 'possible')
  }
  const agree = (): void => {
    tell()
    on.agreed()
  }
  return {
    entered(nowOffered) {
      offered = nowOffered
      theirs = false
      if (offered && ports.wanted()) ports.say('relay_request')
      tell()
    },
    left() {
      offered = false
      theirs = false
      tell()
    },
    received(said) {
      if (said === 'relay_decline') {
        const had = ports.wanted()
        theirs = false
        // The word of a server that lies only leads back to what nobody but the two can pass.
        void ports.setWanted(false).then(tell)
        if (had) on.ended(true)
        return tell()
      }
      const first = !theirs
      theirs = true
      if (!ports.wanted()) return tell()
      if (said === 'relay_request') ports.say('relay_accept')
      if (first) agree()
    },
    async yes() {
      await ports.setWanted(true)
      if (offered) ports.say(theirs ? 'relay_accept' : 'relay_request')
      if (theirs) agree()
      else tell()
    },
    async no() {
      const had = ports.wanted()
      await ports.setWanted(false)
      theirs = false
      ports.say('relay_decline')
      if (had) on.ended(false)
      tell()
    },
  }
}
