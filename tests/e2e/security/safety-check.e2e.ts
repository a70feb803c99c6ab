/** Verification: how two people rule out a man in the middle, and how long it lasts. */

import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium } from '@playwright/test'
import { encode } from 'uqr'
import { FULL_CHROMIUM } from '../../harness/browsers/chromium.ts'
import { connected, expect, openApp, type Person, pair, test } from '../../harness/people/person.ts'
import { temporaryFolder } from '../../harness/temporary-folder.ts'

const checkOf = (page: Person) => page.getByRole('dialog', { name: 'Safety check' })

test('by link both are verified without an extra tap, and stay so across reloads', async ({
  person,
  server,
}) => {
  const [anna, ben] = [await person(), await person()]
  await anna.invite()
  const link = await anna.inviteLink()
  expect(link).toMatch(new RegExp(`^${server.url}/#j=\\d{6}&s=[\\w-]{43}$`))
  await ben.goto('about:blank')
  await ben.goto(link)
  await connected(anna, ben)
  // The secret is removed from the address and history first.
  expect(ben.url()).toBe(`${server.url}/`)
  for (const page of [anna, ben]) await expect(page.chat.trust()).toHaveText('Verified')
  await anna.getByRole('button', { name: 'Details' }).click()
  await anna
    .getByRole('dialog', { name: 'Details' })
    .getByRole('button', { name: /^Verified/ })
    .click()
  await expect(checkOf(anna)).toContainText('Verified by the invite’s link')
  await checkOf(anna).getByRole('button', { name: 'Close', exact: true }).click()
  for (const page of [ben, anna]) {
    await page.reload()
    await page.enter(page === anna ? 'Anna' : '')
    await connected(anna, ben)
    for (const one of [anna, ben]) await expect(one.chat.trust()).toHaveText('Verified')
  }
  await ben.say('still you')
  await expect(anna.chat.messages()).toHaveText(['still you'])
})

test('by digits and words, with a typo, both are verified', async ({ person }) => {
  const [anna, ben] = [await person(), await person()]
  const code = await anna.invite({ words: true })
  const words = (await anna.getByTestId('join-words').textContent()) ?? ''
  expect(words).toMatch(/^[a-z-]+ [a-z-]+$/)
  await ben.join(code)
  const dialog = ben.getByRole('dialog', { name: 'Join' })
  const field = dialog.getByRole('textbox', { name: 'Words' })
  await expect(field).toBeFocused()
  const [first = '', second = ''] = words.split(' ')
  // Three letters suggest the word; the second word is typed with its last letter doubled.
  await field.fill(first.slice(0, 3))
  await dialog.getByRole('button', { name: first, exact: true }).click()
  await expect(field).toHaveValue(`${first} `)
  await field.fill(`${first} ${second}${second.slice(-1)}`)
  await dialog.getByRole('button', { name: 'Join' }).click()
  await connected(anna, ben)
  for (const page of [anna, ben]) await expect(page.chat.trust()).toHaveText('Verified')
})

test('an invite with words accepts its link too', async ({ person }) => {
  const [anna, ben] = [await person(), await person()]
  await anna.invite({ words: true })
  await ben.join(await anna.inviteLink())
  await connected(anna, ben)
  await expect(ben.chat.trust()).toHaveText('Verified')
})

test('by digits alone a chat shows Not verified; five matching pictures verify both permanently', async ({
  person,
}) => {
  const [anna, ben] = [await person(), await person()]
  await pair(anna, ben)
  for (const page of [anna, ben]) {
    await expect(page.chat.trust()).toContainText('Not verified')
    await page.getByRole('button', { name: 'Safety check' }).click()
  }
  const shown = async (page: Person): Promise<(string | null)[]> => {
    await expect(checkOf(page).getByRole('list', { name: 'Pictures' }).getByRole('listitem')).toHaveCount(5)
    return [
      await page.getByTestId('safety-pictures').textContent(),
      await page.getByTestId('safety-digits').textContent(),
    ]
  }
  const [his, hers] = [await shown(ben), await shown(anna)]
  expect(his).toEqual(hers)
  expect(his[1]).toMatch(/^\d{4} \d{4} \d{4}$/)
  for (const page of [anna, ben]) {
    await page.getByRole('button', { name: 'They match' }).click()
    await expect(checkOf(page)).toContainText('Verified by comparing pictures')
    await checkOf(page).getByRole('button', { name: 'Close', exact: true }).click()
    await expect(page.chat.trust()).toHaveText('Verified')
  }
  await anna.reload()
  await anna.enter('Anna')
  await connected(anna, ben)
  await expect(anna.chat.trust()).toHaveText('Verified')
})

test('an unverified chat stays unverified across a reload, and says so', async ({ person }) => {
  const [anna, ben] = [await person(), await person()]
  await pair(anna, ben)
  await ben.reload()
  await ben.enter()
  await connected(anna, ben)
  for (const page of [anna, ben]) await expect(page.chat.trust()).toContainText('Not verified')
})

test('returning to the foreground rekeys silently while people chat', async ({ person }) => {
  const [anna, ben] = [await person(), await person()]
  await pair(anna, ben)
  const resumes = async (page: Person) =>
    ((await page.stored.sessions()) as { sessions: { keys: { resumes: string[] } }[] }).sessions[0]?.keys
      .resumes
  for (let round = 0; round < 3; round += 1) {
    const before = await resumes(anna)
    // Longer than the minimum gap between two rekeys; time passes for both.
    for (const page of [ben, anna])
      await page.evaluate(() => {
        const store = globalThis as unknown as { shift?: number; realNow?: () => number }
        store.realNow ??= performance.now.bind(performance)
        store.shift = (store.shift ?? 0) + 40_000
        performance.now = () => (store.realNow?.() ?? 0) + (store.shift ?? 0)
      })
    await anna.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pageshow')))
    await expect.poll(() => resumes(anna)).not.toEqual(before)
    await anna.say(`a${round}`)
    await ben.say(`b${round}`)
    await expect(ben.chat.messages()).toHaveCount(2 * (round + 1))
    await expect(anna.chat.messages()).toHaveCount(2 * (round + 1))
  }
  await expect(anna.chat.status()).toHaveAttribute('data-state', 'connected')
  // Both hold the same single resume secret.
  await expect.poll(async () => (await resumes(anna))?.length).toBe(1)
  await expect.poll(() => resumes(ben)).toEqual(await resumes(anna))
})

test('a scanned QR code joins, verified', async ({ person, server, viewport }) => {
  const anna = await person()
  await anna.invite()
  const folder = temporaryFolder('camera')
  const file = join(folder, 'qr.y4m')
  writeFileSync(file, videoOf(await anna.inviteLink()))
  const browser = await launchWithCamera(file)
  const context = await browser.newContext({ viewport, permissions: ['camera'] })
  const ben = await openApp(context, server.url)
  await ben.getByRole('button', { name: 'Join', exact: true }).click()
  await ben.getByRole('button', { name: 'Scan QR code' }).click()
  await connected(anna, ben)
  await expect(ben.chat.trust()).toHaveText('Verified')
  await browser.close()
  rmSync(folder, { recursive: true })
})

test('a denied, missing or unusable camera says what to do instead', async ({ person, server, viewport }) => {
  const scan = async (page: Person): Promise<void> => {
    await page.getByRole('button', { name: 'Join', exact: true }).click()
    await page.getByRole('button', { name: 'Scan QR code' }).click()
  }
  const missing = await person()
  await scan(missing)
  await expect(missing.getByRole('alert').filter({ hasText: 'There is no camera here' })).toBeVisible()
  const folder = temporaryFolder('camera')
  const file = join(folder, 'qr.y4m')
  writeFileSync(file, videoOf('https://elsewhere.example/'))
  const browser = await launchWithCamera(file)
  const denied = await openApp(await browser.newContext({ viewport }), server.url)
  await denied.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'))
  })
  await scan(denied)
  // The app explains the reason before the system asks for permission.
  await expect(denied.getByText('No picture is kept or sent.')).toBeVisible()
  await expect(denied.locator('video')).toHaveCount(0)
  await denied.getByRole('button', { name: 'Use the camera' }).click()
  await expect(denied.getByRole('alert').filter({ hasText: 'The camera is not allowed' })).toBeVisible()
  const lockdown = await browser.newContext({ viewport, permissions: ['camera'] })
  await lockdown.addInitScript(() => {
    Reflect.deleteProperty(globalThis, 'WebAssembly')
  })
  const locked = await openApp(lockdown, server.url)
  await scan(locked)
  await expect(locked.getByRole('alert').filter({ hasText: 'cannot read QR codes' })).toBeVisible()
  const other = await openApp(await browser.newContext({ viewport, permissions: ['camera'] }), server.url)
  await scan(other)
  await expect(other.getByRole('alert').filter({ hasText: 'no Inviso invite' })).toBeVisible()
  await browser.close()
  rmSync(folder, { recursive: true })
})

test('a browser whose cryptography fails the self-test says so instead of chatting', async ({
  browser,
  person,
  server,
}) => {
  const context = await browser.newContext()
  await context.addInitScript(() => {
    const { digest } = SubtleCrypto.prototype
    SubtleCrypto.prototype.digest = async function (...args) {
      const made = new Uint8Array(await digest.apply(this, args))
      made[0] = (made[0] ?? 0) ^ 1
      return made.buffer
    }
  })
  const anna = await person()
  const broken = await openApp(context, server.url)
  await broken.join(await anna.invite())
  await expect(broken.getByText('lacks the encryption')).toBeVisible()
  await expect(broken.chat.status()).toHaveAttribute('data-state', 'offline')
  await expect(anna.chat.status()).not.toHaveAttribute('data-state', 'connected')
  await context.close()
})

test('a browser without X25519 in WebCrypto can still chat', async ({ browser, person, server }) => {
  const context = await browser.newContext()
  await context.addInitScript(() => {
    const { importKey } = SubtleCrypto.prototype
    SubtleCrypto.prototype.importKey = function (this: SubtleCrypto, ...args: never[]) {
      if ((args[2] as { name?: string } | undefined)?.name === 'X25519')
        return Promise.reject(new DOMException('no', 'NotSupportedError'))
      return (importKey as (...all: never[]) => Promise<CryptoKey>).apply(this, args)
    } as typeof importKey
  })
  const anna = await person()
  const old = await openApp(context, server.url)
  await anna.invite()
  await old.join(await anna.inviteLink())
  await connected(anna, old)
  await expect(old.chat.trust()).toHaveText('Verified')
  await context.close()
})

const launchWithCamera = (file: string): Promise<Browser> =>
  chromium.launch({
    executablePath: FULL_CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-features=WebRtcHideLocalIpsWithMdns',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${file}`,
    ],
  })

/** A short video of one QR code for a fake camera: 640 by 480, grey, uncompressed (YUV4MPEG2). */
function videoOf(text: string): Buffer {
  const [width, height, cell] = [640, 480, 6]
  const { data, size } = encode(text, { border: 4 })
  const left = Math.floor((width - size * cell) / 2)
  const top = Math.floor((height - size * cell) / 2)
  const grey = Buffer.alloc(width * height, 200)
  for (let y = 0; y < size * cell; y += 1)
    for (let x = 0; x < size * cell; x += 1) {
      const dark = data[Math.floor(y / cell)]?.[Math.floor(x / cell)]
      grey[(top + y) * width + left + x] = dark ? 20 : 235
    }
  const frame = Buffer.concat([Buffer.from('FRAME\n'), grey, Buffer.alloc((width * height) / 2, 128)])
  return Buffer.concat([
    Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`),
    ...Array.from({ length: 4 }, () => frame),
  ])
}
