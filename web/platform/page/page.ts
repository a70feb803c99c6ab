/** The page and its device: visibility, address, clipboard, sharing, badge, and erasing the browser's stores. */
import type { Clock } from '../clock.ts'
import type { StoreCount } from '../storage/browser-stores.ts'
import { lazyBrowserStores, lazyLaunches, lazyQrScanner, lazySaveFile } from './lazy.ts'
import type { Scan } from './qr-scanner.ts'

export type EdgeKind =
  | 'hidden'
  | 'visible'
  | 'pagehide'
  | 'pageshow'
  | 'blur'
  | 'focus'
  | 'freeze'
  | 'resume'
  | 'online'
  | 'offline'
  | 'touch'
  | 'clock_jump'
export interface Edge {
  readonly kind: EdgeKind
}

export type BrowserKind =
  | { readonly kind: 'ios-safari'; readonly version: number }
  | { readonly kind: 'ios-other' }
  | { readonly kind: 'promptable' }
  | { readonly kind: 'other' }

declare global {
  var launchFragment: string | undefined
}

export interface Page {
  readonly origin: string
  readonly onEdge: (listener: (edge: Edge) => void) => () => void
  readonly visible: () => boolean
  /** Whether the page is visible and focused, as a passkey prompt requires. */
  readonly looked: () => boolean
  readonly online: () => boolean
  readonly standalone: () => boolean
  /** Whether this is a phone or tablet: a touch screen, or a narrow one. */
  readonly onPhone: () => boolean
  readonly browserKind: () => BrowserKind
  /** Returns the fragment of the last opened link, already removed from the address bar and history; empty on later calls. */
  readonly takeFragment: () => string
  /** Calls the listener when a link opens the page while it is open; `takeFragment` then returns its fragment. */
  readonly onArrival: (listener: () => void) => void
  readonly copy: (text: string) => Promise<boolean>
  readonly paste: () => Promise<string | null>
  readonly canShare: boolean
  readonly share: (data: {
    readonly title: string
    readonly text: string
    readonly url: string
  }) => Promise<void>
  readonly saveFile: (name: string, text: string) => Promise<void>
  readonly scan: Scan
  readonly cameraAsks: () => Promise<boolean>
  readonly setBadge: (count: number) => void
  readonly reload: () => void
  readonly promptInstall: () => Promise<void>
  /** How much of each kind of store this origin still has. */
  readonly audit: () => Promise<readonly StoreCount[]>
  /** Empties caches, workers, storages, databases and the badge; answers the names of what could not be emptied. */
  readonly eraseBrowserStores: () => Promise<readonly string[]>
}

/** A jump of the wall clock beyond this between two ticks means that the device slept. */
const JUMP_MS = 5_000
const TICK_MS = 1_000
/** A first touch after this idle time counts as a return: iOS sometimes sends no other event. */
const IDLE_MS = 30_000

type NavigatorExtras = { readonly standalone?: boolean }
interface InstallEvent extends Event {
  readonly prompt: () => Promise<unknown>
}

/** Safari 26 reports an old OS number in its user agent; only `Version/NN` is reliable. */
export function browserKindOf(userAgent: string, touchPoints: number, promptable: boolean): BrowserKind {
  const ios = /iPhone|iPad|iPod/.test(userAgent) || (userAgent.includes('Macintosh') && touchPoints > 1)
  if (!ios) return { kind: promptable ? 'promptable' : 'other' }
  const version = /Version\/(\d+)/.exec(userAgent)?.[1]
  const other = /CriOS|FxiOS|EdgiOS|OPiOS|GSA\/|FBAN|FBAV|Instagram|Line\//.test(userAgent)
  return version && !other ? { kind: 'ios-safari', version: Number(version) } : { kind: 'ios-other' }
}

function listenForEdges(clock: Clock, listener: (edge: Edge) => void): () => void {
  const stops: (() => void)[] = []
  const on = (target: EventTarget, type: string, act: () => void): void => {
    target.addEventListener(type, act, { capture: true, passive: true })
    stops.push(() => target.removeEventListener(type, act, { capture: true }))
  }
  const tell = (kind: EdgeKind) => () => listener({ kind })
  on(document, 'visibilitychange', () =>
    listener({ kind: document.visibilityState === 'hidden' ? 'hidden' : 'visible' }),
  )
  for (const kind of ['pagehide', 'pageshow', 'blur', 'focus', 'online', 'offline'] as const) {
    // Not captured: only the window's own focus counts, and focus between fields does not bubble to the window.
    const act = tell(kind)
    window.addEventListener(kind, act)
    stops.push(() => window.removeEventListener(kind, act))
  }
  for (const kind of ['freeze', 'resume'] as const) on(document, kind, tell(kind))
  let touchedAt = clock.now()
  on(document, 'pointerdown', () => {
    if (clock.now() - touchedAt > IDLE_MS) listener({ kind: 'touch' })
    touchedAt = clock.now()
  })
  let last = clock.now()
  let cancel = (): void => {}
  const tick = (): void => {
    const now = clock.now()
    // Browsers throttle a hidden page's timers, which is not sleep; its return has events of its own.
    const slept = document.visibilityState !== 'hidden' && Math.abs(now - last) > JUMP_MS + TICK_MS
    if (slept) listener({ kind: 'clock_jump' })
    last = now
    cancel = clock.after(TICK_MS, tick)
  }
  tick()
  stops.push(() => cancel())
  return () => {
    for (const stop of stops) stop()
  }
}

/** Removes the fragment from the address; empty when there is none. */
function takeHash(): string {
  const { hash, pathname } = location
  if (hash) history.replaceState(history.state, '', pathname)
  return hash
}

export function createBrowserPage(clock: Clock): Page {
  // Read before the fragment is taken: the launch that opened this window reports it once more.
  const openedWith = location.hash || globalThis.launchFragment
  let installEvent: InstallEvent | null = null
  window.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    installEvent = event as InstallEvent
  })
  const matches = (mode: string): boolean => matchMedia(`(display-mode: ${mode})`).matches
  return {
    origin: location.origin,
    onEdge: (listener) => listenForEdges(clock, listener),
    visible: () => document.visibilityState !== 'hidden',
    looked: () => document.visibilityState === 'visible' && document.hasFocus(),
    online: () => navigator.onLine !== false,
    standalone: () =>
      (navigator as NavigatorExtras).standalone === true ||
      ['standalone', 'fullscreen', 'minimal-ui'].some(matches),
    onPhone: () => matchMedia('(pointer: coarse), (max-width: 500px)').matches,
    browserKind: () => browserKindOf(navigator.userAgent, navigator.maxTouchPoints, installEvent !== null),
    takeFragment() {
      const hash = takeHash()
      // The page's first script already removed it from the address.
      const early = globalThis.launchFragment ?? ''
      globalThis.launchFragment = undefined
      return hash || early
    },
    onArrival(listener) {
      window.addEventListener('arrival', listener)
      if (!('launchQueue' in globalThis)) return
      // The queue keeps launches until they are read; when this part fails to load, links open a new page.
      lazyLaunches.load().then(
        ({ followLaunches }) =>
          followLaunches(clock, openedWith, (fragment) => {
            globalThis.launchFragment = fragment
            listener()
          }),
        () => {},
      )
    },
    async copy(text) {
      try {
        await navigator.clipboard.writeText(text)
        return true
      } catch {
        return false
      }
    },
    async paste() {
      try {
        return await navigator.clipboard.readText()
      } catch {
        return null
      }
    },
    canShare: typeof navigator.share === 'function',
    async share(data) {
      // Closing the share sheet is not an error.
      await navigator.share(data).catch(() => {})
    },
    saveFile: async (name, text) => (await lazySaveFile.load()).saveFile(name, text),
    cameraAsks: async () => (await lazyQrScanner.load()).cameraAsks(),
    scan: async (video, found) => (await lazyQrScanner.load()).scan(video, found),
    reload: () => location.replace('/'),
    setBadge(count) {
      if (!('setAppBadge' in navigator)) return
      navigator.setAppBadge(count).catch(() => {})
    },
    async promptInstall() {
      await installEvent?.prompt()
      installEvent = null
    },
    audit: async () => (await lazyBrowserStores.load()).countStores(),
    eraseBrowserStores: async () => (await lazyBrowserStores.load()).emptyStores(),
  }
}
