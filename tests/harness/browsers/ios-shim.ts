/** Imitates quirks of Safari on an iPhone in Chromium, as far as a script can. Runs in the page, before the app. */
import type { BrowserContext } from '@playwright/test'

const shim = (): void => {
  if ('shimmed' in globalThis) return
  Object.assign(globalThis, { shimmed: true })
  const set = (target: object, name: string, descriptor: PropertyDescriptor): void => {
    Object.defineProperty(target, name, { configurable: true, ...descriptor })
  }
  // A message that is too long is dropped silently instead of refused.
  const SEND_MAX_BYTES = 65_536
  const send = RTCDataChannel.prototype.send as (this: RTCDataChannel, data: ArrayBufferView) => void
  RTCDataChannel.prototype.send = function (this: RTCDataChannel, data: unknown) {
    const bytes = typeof data === 'string' ? data.length : ((data as ArrayBuffer).byteLength ?? 0)
    if (bytes <= SEND_MAX_BYTES) send.call(this, data as ArrayBufferView)
  } as RTCDataChannel['send']
  // The database handle dies once.
  const transaction = IDBDatabase.prototype.transaction
  let dying = true
  IDBDatabase.prototype.transaction = function (...asked: Parameters<typeof transaction>) {
    if (dying) {
      dying = false
      throw new DOMException(
        'Connection to Indexed Database server lost. Refresh the page to try again',
        'UnknownError',
      )
    }
    return transaction.apply(this, asked)
  }
  if ('PublicKeyCredential' in globalThis)
    set(PublicKeyCredential.prototype, 'toJSON', {
      value() {
        throw new TypeError('toJSON')
      },
    })
  // Runs from the Home Screen, but the media query does not match.
  set(navigator, 'standalone', { value: true })
  for (const name of ['requestIdleCallback', 'BarcodeDetector', 'Notification'])
    Reflect.deleteProperty(globalThis, name)
  Reflect.deleteProperty(Navigator.prototype, 'vibrate')
  // Missing in the oldest supported Safari.
  for (const name of ['canParse', 'parse']) Reflect.deleteProperty(URL, name)
  // A page with an opaque origin has neither.
  if ('StorageManager' in globalThis) Reflect.deleteProperty(StorageManager.prototype, 'estimate')
  if ('Permissions' in globalThis)
    Permissions.prototype.query = async () => ({ state: 'prompt' }) as PermissionStatus
  // The viewport reports its old height for a while after a change.
  if (visualViewport) {
    const real = Object.getOwnPropertyDescriptor(VisualViewport.prototype, 'height')
    const STALE_MS = 250
    let [told, changedAt] = [Number(real?.get?.call(visualViewport)), 0]
    set(visualViewport, 'height', {
      get() {
        const now = Number(real?.get?.call(visualViewport))
        if (now !== told && changedAt === 0) changedAt = performance.now()
        if (now !== told && performance.now() - changedAt > STALE_MS) [told, changedAt] = [now, 0]
        return told
      },
    })
  }
  // A new service worker takes over without an event.
  navigator.serviceWorker?.addEventListener('controllerchange', (event) => event.stopImmediatePropagation())
}

export const shimIos = (context: BrowserContext): Promise<unknown> => context.addInitScript(shim)
