/** The contracts that only a browser's own parts can keep, run in a page: each is asked for by name and answers what it gave. */
import { createSystemClock } from '../../../web/platform/clock.ts'
import { passkeyContract } from '../../../web/platform/device/passkey.contract.ts'
import { createBrowserPasskeys } from '../../../web/platform/device/passkey.ts'
import { depotContract, FILLS_UP, fillUp } from '../../../web/platform/files/depot.contract.ts'
import { openIndexedDbDepot } from '../../../web/platform/files/depot-indexeddb.ts'
import { openOpfsDepot } from '../../../web/platform/files/depot-opfs.ts'
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

export type ContractOf =
  | 'page'
  | 'single-tab lock'
  | 'passkeys'
  | 'peer connection'
  | 'opfs depot'
  | 'indexeddb depot'

async function keepDepotContract(open: typeof openOpfsDepot, name: string): Promise<unknown> {
  const opened = async () => {
    const depot = await open()
    if (!depot) throw new Error('this browser has none')
    return depot
  }
  const depot = await opened()
  const names = await depot.names()
  for (const left of names.ok ? names.value : []) await depot.remove(left)
  return name === FILLS_UP ? fillUp(depot) : depotContract[name]?.run(depot, opened)
}

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
    case 'opfs depot':
      return keepDepotContract(openOpfsDepot, name)
    case 'indexeddb depot':
      return keepDepotContract(openIndexedDbDepot, name)
    default:
      return of satisfies never
  }
}
Object.assign(globalThis, { keepContract })
// The same script in a worker, for what only a worker has: each answer is what `keepContract` gives.
if (typeof document === 'undefined')
  addEventListener('message', ({ data: [of, name] }: MessageEvent<readonly [ContractOf, string]>) => {
    keepContract(of, name).then(
      (given) => postMessage({ given }),
      (fault: unknown) => postMessage({ fault: String(fault) }),
    )
  })
