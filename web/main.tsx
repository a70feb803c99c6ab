/** The roof: builds the ports, creates the app, renders it. */
import { createApp } from './domain/app.ts'
import { createLanguage } from './domain/language.ts'
import { speak } from './i18n/language.ts'
import { phrases } from './i18n/phrases.ts'
import { createWorkerArgon2, startArgon2Worker } from './platform/argon2.ts'
import { createSystemClock } from './platform/clock.ts'
import { createMemoryKv, openKv } from './platform/kv.ts'
import { createLateWorker } from './platform/late-worker.ts'
import { createBrowserPage } from './platform/page.ts'
import { createSystemRandom } from './platform/random.ts'
import type { Rtc } from './platform/rtc.ts'
import { createBrowserSockets } from './platform/socket.ts'
import { createBrowserTabs } from './platform/tabs.ts'
import { createLatePasskeyServer, createLateRest } from './transport/late-rest.ts'
import { renderRoot } from './views/render.tsx'

declare const __BUILD__: string

const DATABASE = 'inviso'
/** English is shown to whoever waits longer for a language; it changes when the other has come. */
const LANGUAGE_WAIT_MS = 1_000

const clock = createSystemClock()
const random = createSystemRandom()
const page = createBrowserPage(clock)
/** What only a live session needs comes later; one for all of them, since it keeps a warm connection. */
let rtc: Promise<Rtc> | null = null
const openRtc = (): Promise<Rtc> => {
  rtc ??= import('./platform/rtc.ts').then(({ createBrowserRtc }) => createBrowserRtc())
  rtc.catch(() => {
    rtc = null
  })
  return rtc
}
let tellLost = (): void => {}
const kv = openKv(DATABASE, () => tellLost())
const language = createLanguage(kv, speak)
window.addEventListener('languagechange', () => void speak(language.chosen.value))
const app = createApp(
  {
    clock,
    random,
    page,
    openKv(lost) {
      tellLost = lost
      return kv
    },
    sockets: createBrowserSockets(),
    openRtc,
    openProbes: async () => (await import('./platform/probes.ts')).createBrowserProbes(clock),
    rest: createLateRest(async () =>
      (await import('./transport/rest.ts')).createRest(fetch.bind(globalThis), clock),
    ),
    worker: createLateWorker(async () =>
      (await import('./platform/worker.ts')).createBrowserWorker({ clock, build: __BUILD__ }),
    ),
    tabs: createBrowserTabs(clock),
    argon2: createWorkerArgon2(startArgon2Worker),
    passkeyServer: createLatePasskeyServer(async () =>
      (await import('./transport/passkey-server.ts')).createPasskeyServer(
        location.origin,
        fetch.bind(globalThis),
      ),
    ),
    openPasskeys: async () => (await import('./platform/passkey.ts')).createBrowserPasskeys(random),
    build: __BUILD__,
    nameFor: (number) => phrases.sessionName(number),
  },
  createMemoryKv(),
)
const element = document.getElementById('app')
let shown = false
const show = (): void => {
  if (element && !shown) renderRoot(app, language, element)
  shown = true
}
void language.ready.then(show)
clock.after(LANGUAGE_WAIT_MS, show)
