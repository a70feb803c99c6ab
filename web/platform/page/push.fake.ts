/** A browser's push that tests turn off, deny, lose and ring; each subscription has an endpoint of its own. */
import { err, ok } from '../../../base/result.ts'
import type { Push, PushAddress, PushState } from './push.ts'

export interface FakePush extends Push {
  /** What the person answers when asked. */
  readonly will: (answer: 'granted' | 'denied' | 'prompt') => void
  readonly setState: (state: PushState) => void
  /** The browser loses a subscription without a word, as an iPhone does; the registration stays. */
  readonly lose: (scope: string) => void
  /** Subscriptions are never answered from now on. */
  readonly fallSilent: () => void
  /** Questions about what is there are not answered from now on, or are again. */
  readonly answers: (answers: boolean) => void
  /** All scopes have one address from now on, and ending one ends it for all. */
  readonly share: () => void
  /** The worker shows a nudge under this scope. */
  readonly nudge: (scope: string) => void
  /** The scopes whose nudges are still shown. */
  readonly shown: () => readonly string[]
  readonly addresses: () => ReadonlyMap<string, PushAddress>
}

export function createFakePush(first: PushState = 'prompt'): FakePush {
  let state = first
  let answer: PushState = 'granted'
  let silent = false
  let says = true
  let shares = false
  let made = 0
  const registered = new Set<string>()
  const living = new Map<string, PushAddress & { readonly vapid: string }>()
  const listeners = new Set<(scope: string) => void>()
  const shown = new Set<string>()
  return {
    state: () => state,
    async ask() {
      if (state === 'prompt') state = answer
      return state
    },
    async subscribe(scope, vapid) {
      if (state !== 'granted') return err(state === 'denied' || state === 'prompt' ? 'denied' : 'absent')
      if (silent) return err('no_answer')
      registered.add(scope)
      const known = living.get(scope)
      if (known?.vapid === vapid) return ok(known)
      made += 1
      const address = {
        endpoint: `https://web.push.apple.com/${shares ? 'one' : made}`,
        p256dh: `B${'p'.repeat(86)}`,
        auth: 'a'.repeat(22),
        vapid,
      }
      living.set(scope, address)
      return ok(address)
    },
    async find(scope, vapid) {
      if (!says) return 'no_answer'
      const found = living.get(scope)
      return found && (vapid === null || found.vapid === vapid) ? found : null
    },
    async end(scope) {
      if (shares) living.clear()
      living.delete(scope)
      registered.delete(scope)
    },
    scopes: async () => [...registered],
    async clear() {
      shown.clear()
    },
    onNudge(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    will(next) {
      answer = next
    },
    setState(next) {
      state = next
    },
    lose: (scope) => void living.delete(scope),
    fallSilent() {
      silent = true
    },
    answers(answers) {
      says = answers
    },
    share() {
      shares = true
    },
    nudge(scope) {
      shown.add(scope)
      for (const listener of [...listeners]) listener(scope)
    },
    shown: () => [...shown],
    addresses: () => living,
  }
}
