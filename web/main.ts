/** The roof: builds the ports, creates the app, renders it. */
import { createApp } from './domain/app/create-app.ts'
import { createLanguageChoice } from './domain/settings/language-choice.ts'
import { speak } from './i18n/languages.ts'
import { phrases } from './i18n/phrases/app.ts'
import { openNudges } from './lazy.ts'
import { createSystemClock } from './platform/clock.ts'
import { lazyArgon2, lazyCapabilityProbes, lazyPasskeys, lazySounds } from './platform/device/lazy.ts'
import { lazyRtc } from './platform/network/lazy.ts'
import { createBrowserSockets } from './platform/network/socket.ts'
import { lazyServiceWorker } from './platform/page/lazy.ts'
import { createBrowserPage } from './platform/page/page.ts'
import { createSystemRandom } from './platform/random.ts'
import { openKv } from './platform/storage/indexeddb-kv.ts'
import { createMemoryKv } from './platform/storage/kv.ts'
import { createBrowserTabs } from './platform/storage/single-tab-lock.ts'
import { lazyPasskeyApi, lazyRest } from './transport/api/lazy.ts'
import { mountApp } from './views/app/mount.tsx'

declare const __BUILD__: string

const DATABASE = 'inviso'
/** English is shown to whoever waits longer for a language; it changes when the other has come. */
const LANGUAGE_WAIT_MS = 1_000

const clock = createSystemClock()
const random = createSystemRandom()
const page = createBrowserPage(clock)
let tellLost = (): void => {}
const kv = openKv(DATABASE, () => tellLost())
const language = createLanguageChoice(kv, speak)
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
    openRtc: lazyRtc.load,
    openProbes: async () => (await lazyCapabilityProbes.load()).createBrowserProbes(clock),
    rest: lazyRest(fetch.bind(globalThis), clock),
    openNudges,
    openWorker: async () => (await lazyServiceWorker.load()).createBrowserWorker({ clock, build: __BUILD__ }),
    tabs: createBrowserTabs(clock),
    argon2: lazyArgon2,
    passkeyApi: lazyPasskeyApi(location.origin, fetch.bind(globalThis)),
    openSounds: async () => (await lazySounds.load()).createBrowserSounds(),
    openPasskeys: async () => (await lazyPasskeys.load()).createBrowserPasskeys(random),
    build: __BUILD__,
    nameFor: (at, number) => phrases.sessionName(at, number),
  },
  createMemoryKv(),
)
const element = document.getElementById('app')
let shown = false
const show = (): void => {
  if (element && !shown) mountApp(app, language, element)
  shown = true
}
void language.ready.then(show)
clock.after(LANGUAGE_WAIT_MS, show)
