/** The worker that shows a nudge. It imports nothing, keeps nothing and answers no fetch, so an update of the app never waits for it. */

interface Waiting {
  readonly waitUntil: (work: Promise<unknown>) => void
}
interface PushEventLike extends Waiting {
  readonly data: { readonly json: () => unknown } | null
}
interface ClickEventLike extends Waiting {
  readonly notification: { readonly close: () => void }
}
interface WindowLike {
  readonly focus: () => Promise<unknown>
  readonly postMessage: (message: unknown) => void
}
interface NudgeWorker {
  readonly addEventListener: (type: string, listener: (event: never) => void) => void
  readonly skipWaiting: () => Promise<void>
  readonly registration: {
    readonly scope: string
    readonly showNotification: (title: string, options: Readonly<Record<string, string>>) => Promise<void>
  }
  readonly clients: {
    readonly matchAll: (options: {
      readonly type: 'window'
      readonly includeUncontrolled: true
    }) => Promise<readonly WindowLike[]>
    readonly openWindow: (url: string) => Promise<unknown>
  }
  readonly navigator: { readonly setAppBadge?: (count: number) => Promise<void> }
}

/** The longest words that are shown (characters): whatever came in a push, it fits a lock screen. */
const TITLE_CHARS_MAX = 40
const BODY_CHARS_MAX = 100
/** One notification at most, whichever sessions ring. */
const TAG = 'nudge'

const worker = self as unknown as NudgeWorker

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
const textOf = (value: unknown, most: number): string =>
  typeof value === 'string' ? value.slice(0, most) : ''

/** Reads what the push says. Empty fields for missing or broken data. */
function saidIn({ data }: PushEventLike): Readonly<Record<string, unknown>> {
  try {
    return fieldsOf(fieldsOf(data?.json()).notification)
  } catch {
    return {}
  }
}

/** Shows a notification for every push, also while the app is in front: an iPhone ends a subscription after three silent ones. */
async function show(event: PushEventLike): Promise<void> {
  const said = saidIn(event)
  const rtl = said.dir === 'rtl'
  await worker.registration.showNotification(textOf(said.title, TITLE_CHARS_MAX) || 'Inviso', {
    body: textOf(said.body, BODY_CHARS_MAX),
    lang: textOf(said.lang, 8),
    dir: rtl ? 'rtl' : 'ltr',
    tag: TAG,
  })
  const windows = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true })
  // An open page learns that it came; Diagnostics waits for that.
  for (const open of windows) open.postMessage({ nudged: worker.registration.scope })
  // Something waits; the app sets the true count when it opens. Without a badge the notification is enough.
  await worker.navigator.setAppBadge?.(1).catch(() => {})
}

/** Focuses the app where it is open, else opens its start, which names no session. */
async function open(event: ClickEventLike): Promise<void> {
  event.notification.close()
  const [first] = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true })
  await (first ? first.focus() : worker.clients.openWindow('/'))
}

worker.addEventListener('install', () => void worker.skipWaiting())
worker.addEventListener('push', (event: PushEventLike) => event.waitUntil(show(event)))
worker.addEventListener('notificationclick', (event: ClickEventLike) => event.waitUntil(open(event)))
