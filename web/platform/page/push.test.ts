/** The browser's push over a browser that does as it is told, and the fake: both keep the contract. */
import { expect, test } from 'bun:test'
import { base64urlToBytes } from '../../../base/bytes.ts'
import { createFakeClock } from '../clock.fake.ts'
import type { BrowserKind } from './page.ts'
import { pushContract, VAPID } from './push.contract.ts'
import { createFakePush } from './push.fake.ts'
import { createBrowserPush, type PushBrowser } from './push.ts'

const ORIGIN = 'https://chat.example'

/** A browser with workers and push, as far as the part under test uses them. `silent`: subscriptions are never answered. `busy`: nor is any question about what is there. `ignored`: the person leaves the question alone. */
function createBrowser(
  options: {
    readonly silent?: boolean
    readonly busy?: 'registration' | 'subscription' | 'refuses'
    readonly ignored?: boolean
    readonly answer?: NotificationPermission
  } = {},
) {
  let permission: NotificationPermission = 'default'
  let made = 0
  const scopes = new Map<string, object>([['/', { scope: `${ORIGIN}/` }]])
  const closed: string[] = []
  const hearing = new Set<(event: { data: unknown }) => void>()
  const registrationAt = (scope: string) => {
    let living: object | null = null
    return {
      scope: ORIGIN + scope,
      active: {},
      unregister: async () => scopes.delete(scope),
      getNotifications: async () => [{ close: () => void closed.push(scope) }],
      pushManager: {
        async getSubscription() {
          if (options.busy === 'refuses') throw new DOMException('not now', 'AbortError')
          return options.busy === 'subscription' ? new Promise<never>(() => {}) : living
        },
        subscribe({ applicationServerKey }: { applicationServerKey: Uint8Array }) {
          if (options.silent) return new Promise(() => {})
          made += 1
          const endpoint = `https://push.example/${made}`
          living ??= {
            toJSON: () => ({ endpoint, keys: { p256dh: 'p', auth: 'a' } }),
            options: { applicationServerKey: applicationServerKey.slice().buffer },
            async unsubscribe() {
              living = null
            },
          }
          return Promise.resolve(living)
        },
      },
    }
  }
  const browser = {
    navigator: {
      serviceWorker: {
        async register(_: string, { scope }: { scope: string }) {
          const known = scopes.get(scope) ?? registrationAt(scope)
          scopes.set(scope, known)
          return known
        },
        // As browsers do: the registration with the longest scope that fits.
        getRegistration: async (path: string) =>
          options.busy === 'registration'
            ? new Promise<never>(() => {})
            : (scopes.get(path) ?? scopes.get('/')),
        getRegistrations: async () => [...scopes.values()],
        addEventListener: (_: string, listener: never) => void hearing.add(listener),
        removeEventListener: (_: string, listener: never) => void hearing.delete(listener),
      },
    },
    Notification: {
      get permission() {
        return permission
      },
      async requestPermission() {
        if (options.ignored) return new Promise<never>(() => {})
        permission = options.answer ?? 'granted'
        return permission
      },
    },
    PushManager: {},
  }
  const say = (data: unknown): void => {
    for (const listener of hearing) listener({ data })
  }
  return { browser: browser as unknown as PushBrowser, say, closed }
}

Object.assign(globalThis, { location: { origin: ORIGIN } })
const clock = createFakeClock()
const open = (browser: PushBrowser, installed = true, kind: BrowserKind = { kind: 'other' }) =>
  createBrowserPush(clock, { standalone: () => installed, browserKind: () => kind }, browser)

for (const [name, { run, gives }] of Object.entries(pushContract)) {
  test(`the browser’s push ${name}`, async () => {
    expect(await run(open(createBrowser().browser))).toEqual(gives)
  })
  test(`the fake push ${name}`, async () => {
    expect(await run(createFakePush())).toEqual(gives)
  })
}

test('where nothing exists (Lockdown Mode) everything answers, and nothing is thrown', async () => {
  const push = open({ navigator: {} })
  expect([push.state(), await push.ask(), await push.scopes()]).toEqual(['absent', 'absent', []])
  expect(await push.subscribe('/nudge/a/', VAPID)).toEqual({ ok: false, error: 'absent' })
  expect(await push.find('/nudge/a/', VAPID)).toBeNull()
  await push.end('/nudge/a/')
  await push.clear()
  push.onNudge(() => {})()
})

test('a tab on an iPhone says that the installed app can; the installed app in Lockdown Mode has none', () => {
  const iphone = { kind: 'ios-safari', version: 26 } as const
  expect(open({ navigator: {} }, false, iphone).state()).toBe('not_installed')
  expect(open({ navigator: {} }, true, iphone).state()).toBe('absent')
})

test('a person who says no is asked once', async () => {
  const push = open(createBrowser({ answer: 'denied' }).browser)
  expect([await push.ask(), push.state()]).toEqual(['denied', 'denied'])
  expect(await push.subscribe('/nudge/a/', VAPID)).toEqual({ ok: false, error: 'denied' })
})

test('a question that the person leaves alone is given up after a minute', async () => {
  const push = open(createBrowser({ ignored: true }).browser)
  let answered = false
  const asked = push.ask().finally(() => {
    answered = true
  })
  clock.advance(59_999)
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve()
  expect(answered).toBe(false)
  clock.advance(1)
  expect(await asked).toBe('prompt')
})

test('a browser that does not say in time what is there, or refuses to, is not taken to have nothing', async () => {
  for (const busy of ['registration', 'subscription', 'refuses'] as const) {
    const { browser } = createBrowser({ busy })
    await browser.navigator.serviceWorker?.register('/nudge.js', { scope: '/nudge/a/' })
    const asked = open(browser).find('/nudge/a/', null)
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve()
    clock.advance(5_000)
    expect([busy, await asked]).toEqual([busy, 'no_answer'])
  }
})

test('a subscription that is never answered ends after a bounded wait', async () => {
  const push = open(createBrowser({ silent: true }).browser)
  await push.ask()
  const asked = push.subscribe('/nudge/a/', VAPID)
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve()
  clock.advance(20_000)
  expect(await asked).toEqual({ ok: false, error: 'no_answer' })
})

test('the worker’s word names the scope that rang; anything else is no word of it', () => {
  const { browser, say } = createBrowser()
  const heard: string[] = []
  const stop = open(browser).onNudge((scope) => heard.push(scope))
  for (const data of [{ nudged: `${ORIGIN}/nudge/a/` }, { nudged: 7 }, { nudged: '::' }, 'x', null]) say(data)
  stop()
  say({ nudged: `${ORIGIN}/nudge/b/` })
  expect(heard).toEqual(['/nudge/a/'])
  expect(base64urlToBytes(VAPID)).toHaveLength(65)
})

test('what nudges have shown is closed under each of their scopes', async () => {
  const { browser, closed } = createBrowser()
  const push = open(browser)
  await push.ask()
  for (const scope of ['/nudge/a/', '/nudge/b/']) await push.subscribe(scope, VAPID)
  await push.clear()
  expect(closed).toEqual(['/nudge/a/', '/nudge/b/'])
})
