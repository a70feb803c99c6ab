/** Push registrations of this browser: one worker, one scope and one subscription for each session that may ring. Loaded on first use. */
import { base64urlToBytes, bytesToBase64url } from '../../../base/bytes.ts'
import { err, ok, type Result } from '../../../base/result.ts'
import type { Clock } from '../clock.ts'
import type { Page } from './page.ts'
import { trustedScript } from './trusted-script.ts'

/** `absent`: this browser has no push, or Lockdown Mode took it away. `not_installed`: an iPhone has it only in the installed app. */
export type PushState = 'absent' | 'not_installed' | 'prompt' | 'denied' | 'granted'

/** Where pushes of one subscription go, and the keys that seal them (RFC 8291), in base64url. */
export interface PushAddress {
  readonly endpoint: string
  readonly p256dh: string
  readonly auth: string
}

/** `no_answer`: the browser or its push service said nothing in time. */
export type SubscribeFailure = 'absent' | 'denied' | 'no_answer' | 'failed'

export interface Push {
  readonly state: () => PushState
  /** Asks the person for permission; call it first in a tap. Returns the state afterwards, `prompt` when nobody answered within a minute. */
  readonly ask: () => Promise<PushState>
  /** Subscribes under `scope` (a path) with a server's VAPID key; a subscription with another key is replaced. */
  readonly subscribe: (scope: string, vapid: string) => Promise<Result<PushAddress, SubscribeFailure>>
  /** The living subscription under `scope` with this VAPID key, or with any where it is null; null for none. A browser that is too busy to say, or refuses, gives `no_answer`. */
  readonly find: (scope: string, vapid: string | null) => Promise<PushAddress | null | 'no_answer'>
  /** Ends the subscription and the registration under `scope`. */
  readonly end: (scope: string) => Promise<void>
  /** The scopes that are registered, whether or not they have a subscription. */
  readonly scopes: () => Promise<readonly string[]>
  /** Closes what nudges have shown. A browser that does not answer keeps it. */
  readonly clear: () => Promise<void>
  /** Calls the listener with the scope of each nudge that is shown while the page is open; returns the function that stops it. */
  readonly onNudge: (listener: (scope: string) => void) => () => void
}

/** All scopes lie under this path, where no page is. */
export const NUDGE_SCOPES = '/nudge/'
const SCRIPT = '/nudge.js'
/** A push service answers within a second; some browsers never answer at all. */
const SUBSCRIBE_WITHIN_MS = 20_000
/** Firefox hides a question that is left alone and never answers; whoever wants it after that presses again. */
const PERSON_ANSWERS_WITHIN_MS = 60_000
/** Longest wait for a question that the browser answers by itself. */
const ANSWER_WITHIN_MS = 5_000

/** What this part uses of the browser; Lockdown Mode and tabs on an iPhone lack some or all of it. */
export interface PushBrowser {
  readonly navigator: {
    readonly serviceWorker?: Pick<
      ServiceWorkerContainer,
      'register' | 'getRegistration' | 'getRegistrations' | 'addEventListener' | 'removeEventListener'
    >
  }
  readonly Notification?: Pick<typeof Notification, 'permission' | 'requestPermission'>
  readonly PushManager?: unknown
}

const pathOf = ({ scope }: ServiceWorkerRegistration): string => new URL(scope).pathname

function addressOf(subscription: PushSubscription): PushAddress | null {
  const { endpoint, keys } = subscription.toJSON()
  const { p256dh, auth } = keys ?? {}
  return endpoint && p256dh && auth ? { endpoint, p256dh, auth } : null
}

/** Whether a subscription belongs to this VAPID key. A browser that does not tell is believed to have kept the right one. */
function isOfKey({ options }: PushSubscription, vapid: string): boolean {
  const key = options?.applicationServerKey
  return !key || bytesToBase64url(new Uint8Array(key)) === vapid
}

/** A subscription needs an active worker; resolves once there is one. */
const activated = (registration: ServiceWorkerRegistration): Promise<void> =>
  new Promise((resolve) => {
    const worker = registration.installing ?? registration.waiting
    if (registration.active || !worker) return resolve()
    worker.addEventListener('statechange', () => registration.active && resolve())
  })

async function subscribeWith(
  registration: ServiceWorkerRegistration,
  vapid: string,
): Promise<PushSubscription> {
  const applicationServerKey = base64urlToBytes(vapid) as Uint8Array<ArrayBuffer> | null
  const before = await registration.pushManager.getSubscription()
  if (before && !isOfKey(before, vapid)) await before.unsubscribe()
  return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey })
}

/** Questions to the browser, which may be too busy to answer. */
function createQuestions(clock: Clock, workers: PushBrowser['navigator']['serviceWorker']) {
  /** Rejects with `no_answer` when `ask` takes longer than `ms` milliseconds. */
  const within = <T>(ms: number, ask: () => Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      const cancel = clock.after(ms, () => reject('no_answer'))
      ask().then(resolve, reject).finally(cancel)
    })
  /** The browser's answer; `no_answer` when it refused or gave none in time. */
  const answer = <T>(ask: () => Promise<T>): Promise<T | 'no_answer'> =>
    within(ANSWER_WITHIN_MS, ask).catch(() => 'no_answer' as const)
  /** Asked for by its path a browser answers with the app's own worker where there is no other. */
  const registered = async (scope: string): Promise<ServiceWorkerRegistration | null | 'no_answer'> => {
    const found = await answer(async () => workers?.getRegistration(scope))
    if (found === 'no_answer') return found
    return found && pathOf(found) === scope ? found : null
  }
  /** All of nudges; none where the browser does not answer. */
  const registrations = async (): Promise<readonly ServiceWorkerRegistration[]> => {
    const all = await answer(async () => workers?.getRegistrations())
    return (all === 'no_answer' ? [] : (all ?? [])).filter((one) => pathOf(one).startsWith(NUDGE_SCOPES))
  }
  return { within, answer, registered, registrations }
}

export function createBrowserPush(
  clock: Clock,
  page: Pick<Page, 'browserKind' | 'standalone'>,
  browser: PushBrowser,
): Push {
  const { navigator } = browser
  const workers = navigator.serviceWorker
  const state = (): PushState => {
    const { permission } = browser.Notification ?? {}
    if (workers && permission && browser.PushManager) return permission === 'default' ? 'prompt' : permission
    return page.browserKind().kind.startsWith('ios') && !page.standalone() ? 'not_installed' : 'absent'
  }
  const { within, answer, registered, registrations } = createQuestions(clock, workers)
  return {
    state,
    async ask() {
      // A browser without promises here answers by the state alone.
      const ask = async (): Promise<unknown> => browser.Notification?.requestPermission()
      if (state() === 'prompt') await within(PERSON_ANSWERS_WITHIN_MS, ask).catch(() => {})
      return state()
    },
    async subscribe(scope, vapid) {
      const now = state()
      if (now !== 'granted') return err(now === 'denied' || now === 'prompt' ? 'denied' : 'absent')
      if (!workers) return err('absent')
      try {
        const subscription = await within(SUBSCRIBE_WITHIN_MS, async () => {
          const made = await workers.register(trustedScript(SCRIPT), { scope, updateViaCache: 'none' })
          await activated(made)
          return subscribeWith(made, vapid)
        })
        const address = addressOf(subscription)
        return address ? ok(address) : err('failed')
      } catch (fault) {
        if (fault === 'no_answer') return err('no_answer')
        return err(state() === 'denied' ? 'denied' : 'failed')
      }
    },
    async find(scope, vapid) {
      const registration = await registered(scope)
      if (!registration || registration === 'no_answer') return registration
      const found = await answer(() => registration.pushManager.getSubscription())
      if (found === 'no_answer') return found
      return found && (vapid === null || isOfKey(found, vapid)) ? addressOf(found) : null
    },
    async end(scope) {
      const registration = await registered(scope)
      if (!registration || registration === 'no_answer') return
      const subscription = await answer(async () => registration.pushManager?.getSubscription())
      if (subscription && subscription !== 'no_answer') await answer(() => subscription.unsubscribe())
      await answer(() => registration.unregister())
    },
    scopes: async () => (await registrations()).map(pathOf),
    async clear() {
      for (const registration of await registrations()) {
        const shown = await answer(async () => registration.getNotifications?.())
        if (shown && shown !== 'no_answer') for (const notification of shown) notification.close()
      }
    },
    onNudge(listener) {
      const hear = ({ data }: MessageEvent<unknown>): void => {
        if (typeof data !== 'object' || data === null || !('nudged' in data)) return
        if (typeof data.nudged === 'string' && URL.canParse(data.nudged))
          listener(new URL(data.nudged).pathname)
      }
      workers?.addEventListener('message', hear)
      return () => workers?.removeEventListener('message', hear)
    },
  }
}
