/** The contracts that only a browser's own parts can keep, run in a page: each is asked for by name and answers what it gave. */
import { createSystemClock } from '../../../web/platform/clock.ts'
import { passkeyContract } from '../../../web/platform/device/passkey.contract.ts'
import { createBrowserPasskeys } from '../../../web/platform/device/passkey.ts'
import { rtcContract } from '../../../web/platform/network/rtc.contract.ts'
import { createBrowserRtc } from '../../../web/platform/network/rtc.ts'
import { OPENED_WITH, pageContract } from '../../../web/platform/page/page.contract.ts'
import { createBrowserPage, type EdgeKind } from '../../../web/platform/page/page.ts'
import { createSystemRandom } from '../../../web/platform/random.ts'
import { singleTabLockContract } from '../../../web/platform/storage/single-tab-lock.contract.ts'
import { createBrowserTabs } from '../../../web/platform/storage/single-tab-lock.ts'

const clock = createSystemClock()

/** As the browser does it: first what can be asked changes, then the event comes. */
function cause(kind: EdgeKind): void {
  if (kind === 'hidden' || kind === 'visible') {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => kind })
    document.dispatchEvent(new Event('visibilitychange'))
    return
  }
  if (kind === 'online' || kind === 'offline')
    Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => kind === 'online' })
  const target = kind === 'freeze' || kind === 'resume' ? document : window
  target.dispatchEvent(new Event(kind))
}

/** As public/first-paint.js does it in the app. */
function arrive(fragment: string): void {
  globalThis.launchFragment = fragment
  dispatchEvent(new Event('arrival'))
}

export type ContractOf = 'page' | 'single-tab lock' | 'passkeys' | 'peer connection'

async function keepContract(of: ContractOf, name: string): Promise<unknown> {
  switch (of) {
    case 'page':
      location.hash = OPENED_WITH
      return pageContract[name]?.run({ page: createBrowserPage(clock), cause, arrive })
    case 'single-tab lock':
      return singleTabLockContract[name]?.run(() => createBrowserTabs(clock))
    case 'passkeys':
      return passkeyContract[name]?.run(createBrowserPasskeys(createSystemRandom()))
    case 'peer connection':
      return rtcContract[name]?.run({ one: createBrowserRtc(), other: createBrowserRtc() })
    default:
      return of satisfies never
  }
}
Object.assign(globalThis, { keepContract })
