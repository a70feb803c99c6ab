/** Cost of the vault: one Argon2id with the highest and lowest parameters, and the time from the passphrase to a full list of 200 sessions (the maximum) in a browser. */
import { chromium } from '@playwright/test'
import { argon2id } from 'hash-wasm'
import { createTestServer } from '../tests/harness/networks/test-server.ts'
import { openApp } from '../tests/harness/people/person.ts'
import { createSystemRandom } from '../web/platform/random.ts'
import { median } from './processes.ts'

const SESSIONS = 200
const ROUNDS = 5
const PASSPHRASE = 'a bench is no secret'

const random = createSystemRandom()
const argon2 = (m: number, t: number): Promise<Uint8Array> =>
  argon2id({
    password: random.bytes(16),
    salt: random.bytes(16),
    parallelism: 1,
    iterations: t,
    memorySize: m,
    hashLength: 32,
    outputType: 'binary',
  })

async function timed(act: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const started = performance.now()
    await act()
    times.push(performance.now() - started)
  }
  return median(times)
}

async function unlockToList(): Promise<number> {
  const server = await createTestServer({ RATE_LIMIT: 'off' })
  await server.start()
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  })
  const page = await openApp(await browser.newContext({ viewport: { width: 390, height: 844 } }), server.url)
  await page.invite({ name: 'Bench' })
  const { sessions } = (await page.stored.sessions()) as { sessions: readonly { id: string }[] }
  const [one] = sessions
  const many = Array.from({ length: SESSIONS }, (_, at) => ({
    ...one,
    id: `session-${String(at).padStart(4, '0')}`,
    name: `Session ${at}`,
    state: { kind: 'expired' },
    keys: null,
  }))
  await page.stored.putSessions({ version: 2, sessions: many })
  await page.reload()
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('switch', { name: 'App lock' }).click()
  const dialog = page.getByRole('dialog', { name: 'Set a passphrase' })
  await dialog.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE)
  await dialog.getByLabel('Passphrase again').fill(PASSPHRASE)
  await dialog.getByRole('button', { name: 'Turn on' }).click()
  await dialog.waitFor({ state: 'detached', timeout: 30_000 })
  await page.reload()
  await page.getByRole('textbox', { name: 'Passphrase' }).fill(PASSPHRASE)
  const ms = await page.evaluate(
    (rows) =>
      new Promise<number>((resolve) => {
        const started = performance.now()
        new MutationObserver((_, observer) => {
          if (document.querySelectorAll('li').length < rows) return
          observer.disconnect()
          requestAnimationFrame(() => resolve(performance.now() - started))
        }).observe(document, { childList: true, subtree: true })
        document.querySelector('form')?.requestSubmit()
      }),
    SESSIONS,
  )
  await browser.close()
  await server.dispose()
  return ms
}

export async function benchVault(): Promise<readonly string[]> {
  const [least, most] = [await timed(() => argon2(19_456, 2)), await timed(() => argon2(65_536, 3))]
  return [
    `argon2-19MiB-2 ${least.toFixed(0)} ms`,
    `argon2-64MiB-3 ${most.toFixed(0)} ms`,
    `unlock-to-list-of-${SESSIONS} ${(await unlockToList()).toFixed(0)} ms`,
  ]
}
