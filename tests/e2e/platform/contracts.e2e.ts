/** The browser's page, tab lock, passkeys, peer connections and file stores keep the same contracts as their fakes. */
import { expect, type Page, test } from '@playwright/test'
import { pageScript } from '../../../bench/pages/page-script.ts'
import { passkeyContract } from '../../../web/platform/device/passkey.contract.ts'
import { depotContract, FILLS_UP, FULL } from '../../../web/platform/files/depot.contract.ts'
import { rtcContract } from '../../../web/platform/network/rtc.contract.ts'
import { pageContract } from '../../../web/platform/page/page.contract.ts'
import { singleTabLockContract } from '../../../web/platform/storage/single-tab-lock.contract.ts'
import type { ContractOf } from '../../harness/browsers/contracts-page.ts'
import { createAppLock } from '../../harness/people/app-lock.ts'

const ORIGIN = 'https://contracts.example'

let script = ''
test.beforeAll(() => {
  script = pageScript('tests/harness/browsers/contracts-page.ts')
})
// An empty page of a secure origin, without a server.
test.beforeEach(async ({ page }) => {
  await page.route(`${ORIGIN}/**`, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<title>.</title>' }),
  )
  await page.goto(ORIGIN)
  await page.evaluate(script)
})

const keep = (page: Page, of: ContractOf, name: string): Promise<unknown> =>
  page.evaluate(
    ([what, promise]) =>
      (
        globalThis as unknown as { keepContract: (...of: readonly string[]) => Promise<unknown> }
      ).keepContract(what, promise),
    [of, name] as const,
  )

for (const [name, { gives }] of Object.entries(pageContract))
  test(`the browser’s page ${name}`, async ({ page }) => {
    expect(await keep(page, 'page', name)).toEqual(gives)
  })

for (const [name, { gives }] of Object.entries(singleTabLockContract))
  test(`the browser’s lock ${name}`, async ({ page }) => {
    expect(await keep(page, 'single-tab lock', name)).toEqual(gives)
  })

for (const [name, { prf, gives }] of Object.entries(passkeyContract))
  test(`the browser’s passkeys ${name}`, async ({ page }) => {
    await createAppLock(page).addAuthenticator({ hasPrf: prf })
    expect(await keep(page, 'passkeys', name)).toEqual(gives)
  })

for (const [name, { gives }] of Object.entries(rtcContract))
  test(`the browser’s peer connection ${name}`, async ({ page }) => {
    expect(await keep(page, 'peer connection', name)).toEqual(gives)
  })

/** Runs a contract in a worker of the page, where files have synchronous handles; the worker is killed afterwards. */
const keepInWorker = (page: Page, of: ContractOf, name: string): Promise<unknown> =>
  page.evaluate(
    ([source, ...asked]) =>
      new Promise((resolve, reject) => {
        const worker = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })))
        worker.onmessage = ({ data }: MessageEvent<{ given?: unknown; fault?: string }>) => {
          worker.terminate()
          if (data.fault) reject(new Error(data.fault))
          else resolve(data.given)
        }
        worker.onerror = ({ message }) => reject(new Error(message))
        worker.postMessage(asked)
      }),
    [script, of, name] as const,
  )

for (const of of ['opfs depot', 'indexeddb depot'] as const)
  test(`the ${of} gives back, cuts, keeps and removes files`, async ({ page }) => {
    for (const [name, { gives }] of Object.entries(depotContract))
      expect.soft(await keepInWorker(page, of, name), name).toEqual(gives)
    // Chromium counts a database's bytes later than it takes them, so only files can be filled up here.
    if (of !== 'opfs depot') return
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('Storage.overrideQuotaForOrigin', { origin: ORIGIN, quotaSize: 3_000_000 })
    expect(await keepInWorker(page, of, FILLS_UP)).toEqual(FULL)
  })
