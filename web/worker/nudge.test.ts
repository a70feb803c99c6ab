/** The worker that shows a nudge, run as the browser runs it: as a classic script. */
import { expect, test } from 'bun:test'

type Listener = (event: unknown) => void

const script = new Bun.Transpiler({ loader: 'ts', target: 'browser' }).transformSync(
  await Bun.file(new URL('./nudge.ts', import.meta.url)).text(),
)

function startWorker(windows: number) {
  const listeners = new Map<string, Listener>()
  const shown: { title: string; options: Record<string, string> }[] = []
  const did: string[] = []
  const window = {
    focus: async () => void did.push('focus'),
    postMessage: (message: unknown) => void did.push(JSON.stringify(message)),
  }
  const self = {
    addEventListener: (type: string, listener: Listener) => void listeners.set(type, listener),
    skipWaiting: async () => void did.push('skipWaiting'),
    registration: {
      scope: 'https://chat.example/nudge/abc/',
      showNotification: async (title: string, options: Record<string, string>) =>
        void shown.push({ title, options }),
    },
    clients: {
      matchAll: async () => Array.from({ length: windows }, () => window),
      openWindow: async (url: string) => void did.push(`open ${url}`),
    },
    navigator: {
      async setAppBadge(count: number) {
        did.push(`badge ${count}`)
        throw new Error('not allowed')
      },
    },
  }
  new Function('self', script)(self)
  const fire = async (type: string, event: object): Promise<void> => {
    let work: Promise<unknown> | null = null
    listeners.get(type)?.({ ...event, waitUntil: (promise: Promise<unknown>) => (work = promise) })
    await work
  }
  const push = (json: () => unknown) => fire('push', { data: { json } })
  return { listeners, shown, did, fire, push }
}

test('it shows the words of the push, in their language and direction, cut to a lock screen, and sets the badge', async () => {
  const { push, shown, did } = startWorker(1)
  const notification = { title: 'T'.repeat(90), body: 'ب'.repeat(200), lang: 'ar', dir: 'rtl', tag: 'other' }
  await push(() => ({ web_push: 8030, notification }))
  expect(shown).toEqual([
    { title: 'T'.repeat(40), options: { body: 'ب'.repeat(100), lang: 'ar', dir: 'rtl', tag: 'nudge' } },
  ])
  expect(did).toEqual(['{"nudged":"https://chat.example/nudge/abc/"}', 'badge 1'])
})

test('a push without data, with broken data or with other data shows one notification all the same', async () => {
  const { push, fire, shown } = startWorker(0)
  await fire('push', { data: null })
  await push(() => {
    throw new SyntaxError('no JSON')
  })
  for (const odd of [
    null,
    7,
    'x',
    [],
    { notification: 7 },
    { notification: { title: 7, body: {}, dir: 'up' } },
  ])
    await push(() => odd)
  expect(shown).toHaveLength(8)
  for (const { title, options } of shown) {
    expect(title).toBe('Inviso')
    expect(options).toEqual({ body: '', lang: '', dir: 'ltr', tag: 'nudge' })
  }
})

test('a tap focuses the app where it is open, and opens its start where it is not', async () => {
  const closed: string[] = []
  const notification = { close: () => void closed.push('closed') }
  const open = startWorker(2)
  await open.fire('notificationclick', { notification })
  expect(open.did).toEqual(['focus'])
  const shut = startWorker(0)
  await shut.fire('notificationclick', { notification })
  expect(shut.did).toEqual(['open /'])
  expect(closed).toHaveLength(2)
})

test('it takes over at once and listens to nothing else: no fetch', async () => {
  const { listeners, fire, did } = startWorker(0)
  expect([...listeners.keys()].sort()).toEqual(['install', 'notificationclick', 'push'])
  await fire('install', {})
  expect(did).toEqual(['skipWaiting'])
})
