/**
 * `bun docs/brand/make-pictures.ts`: the pictures of the README, taken from the product as it is built. The app speaks in the
 * system's own letters; Inter (Debian's fonts-inter) is nearer to those of a phone than what a bare machine has.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from '@playwright/test'
import { createTestServer } from '../../tests/harness/networks/test-server.ts'
import { connected, openApp, type Person } from '../../tests/harness/people/person.ts'

const PHONE = { width: 390, height: 844 } as const
/** Of the animation: two phones beside each other, pixels. */
const WIDE = { width: 640, height: 688 } as const
const FRAME_MS = 2_000
const WORD_BYTES = 4

interface Chunk {
  readonly type: string
  readonly data: Buffer
}
function chunksOf(png: Buffer): readonly Chunk[] {
  const found: Chunk[] = []
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at)
    found.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) })
    at += length + 12
  }
  return found
}
function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(WORD_BYTES), Buffer.alloc(WORD_BYTES)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(Bun.hash.crc32(body))
  return Buffer.concat([length, body, sum])
}
const words = (...values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * WORD_BYTES)
  for (const [at, value] of values.entries()) bytes.writeUInt32BE(value, at * WORD_BYTES)
  return bytes
}

/** Pictures of one size, one after another: an animated PNG, which everything shows that shows PNG. */
function animate(frames: readonly Buffer[]): Buffer {
  const [first] = frames
  if (!first) throw new Error('no frames')
  const parts = [
    first.subarray(0, 8),
    ...chunksOf(first)
      .slice(0, 1)
      .map((head) => chunk('IHDR', head.data)),
  ]
  parts.push(chunk('acTL', words(frames.length, 0)))
  let order = 0
  const next = (): number => {
    order += 1
    return order - 1
  }
  for (const [at, frame] of frames.entries()) {
    const times = Buffer.alloc(6)
    times.writeUInt16BE(FRAME_MS, 0)
    times.writeUInt16BE(1_000, 2)
    parts.push(chunk('fcTL', Buffer.concat([words(next(), WIDE.width, WIDE.height, 0, 0), times])))
    for (const { type, data } of chunksOf(frame)) {
      if (type !== 'IDAT') continue
      parts.push(at === 0 ? chunk('IDAT', data) : chunk('fdAT', Buffer.concat([words(next()), data])))
    }
  }
  return Buffer.concat([...parts, chunk('IEND', new Uint8Array())])
}

/** The two phones as they are now, in one picture. */
async function beside(stage: Person, phones: readonly Person[], says: string): Promise<Buffer> {
  const shots = await Promise.all(phones.map((phone) => phone.screenshot()))
  await stage.setContent(`<body style="margin:0;background:#e8e6f6;font:600 17px system-ui,sans-serif;color:#2a2370">
    <p style="margin:0;height:44px;display:grid;place-items:center">${says}</p>
    <div style="display:flex;gap:16px;justify-content:center">${shots
      .map(
        (shot) =>
          `<img style="width:292px;height:632px;border-radius:26px;box-shadow:0 4px 18px #0003" src="data:image/png;base64,${shot.toString('base64')}">`,
      )
      .join('')}</div>`)
  await stage.waitForFunction(() => [...document.images].every((image) => image.complete))
  return stage.screenshot()
}

async function flow(browser: Browser, url: string): Promise<void> {
  const open = async (options: object): Promise<Person> =>
    openApp(await browser.newContext({ viewport: PHONE, hasTouch: true, isMobile: true, ...options }), url)
  const [anna, ben] = [await open({}), await open({ colorScheme: 'dark' })]
  const stage = await (await browser.newContext({ viewport: WIDE })).newPage()
  const frames: Buffer[] = []
  const take = async (says: string): Promise<void> => {
    await anna.waitForTimeout(700)
    frames.push(await beside(stage, [anna, ben], says))
  }
  await take('Two phones, nothing in common yet')
  await anna.getByRole('button', { name: 'New session' }).click()
  await take('One begins a session')
  await anna.getByRole('textbox', { name: 'Name' }).fill('Ben')
  await anna.getByRole('button', { name: 'Create' }).click()
  const code = (await anna.getByTestId('join-code').textContent()) ?? ''
  await take('and reads six digits to the other')
  await ben.getByRole('button', { name: 'Join' }).click()
  await ben.getByRole('textbox', { name: 'Join code' }).fill(code.slice(0, 5))
  await take('who types them')
  await ben.getByRole('textbox', { name: 'Join code' }).fill(code)
  await connected(anna, ben)
  await take('Connected, from phone to phone')
  await anna.say('Are you at the station?')
  await ben.chat.messages().first().waitFor()
  await take('What is said goes sealed, past every server')
  await ben.say('Yes, platform 4. The train is late again.')
  await anna.chat.messages().nth(1).waitFor()
  await anna.say('Good, I bring coffee')
  await take('and each message says whether it arrived')
  await anna.chat.messages().nth(1).click({ button: 'right' })
  await take('Answer, react, take it back')
  await anna.getByRole('menu').getByRole('menuitemradio').nth(1).click()
  await anna
    .getByRole('button', { name: /Safety check/ })
    .first()
    .click()
  await ben
    .getByRole('button', { name: /Safety check/ })
    .first()
    .click()
  await anna.getByTestId('safety-pictures').waitFor()
  await take('The same five pictures: nobody stands between')
  await anna.screenshot({ path: 'docs/pictures/safety.png' })
  for (const page of [anna, ben]) await page.getByRole('button', { name: 'They match' }).click()
  for (const page of [anna, ben])
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
  await anna.getByText('Verified').first().waitFor()
  await take('Verified')
  await anna.screenshot({ path: 'docs/pictures/chat.png' })
  writeFileSync('docs/pictures/flow.png', animate(frames))
  console.log(
    `${frames.length} frames, ${Math.round(readFileSync('docs/pictures/flow.png').length / 1_000)} kB`,
  )
  const fresh = await open({})
  await fresh.invite()
  await fresh.waitForTimeout(700)
  await fresh.screenshot({ path: 'docs/pictures/invite.png' })
  await fresh.keyboard.press('Escape')
  await fresh.getByRole('button', { name: 'Settings' }).click()
  await fresh.waitForTimeout(700)
  await fresh.screenshot({ path: 'docs/pictures/settings.png' })
}

const fonts = mkdtempSync(join(tmpdir(), 'inviso-fonts-'))
const FONTS_FILE = join(fonts, 'fonts.conf')
writeFileSync(
  FONTS_FILE,
  `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><include>/etc/fonts/fonts.conf</include>${[
    'system-ui',
    '-apple-system',
    'sans-serif',
  ]
    .map(
      (family) =>
        `<match target="pattern"><test name="family"><string>${family}</string></test><edit name="family" mode="prepend" binding="strong"><string>Inter</string></edit></match>`,
    )
    .join('')}</fontconfig>`,
)

const server = await createTestServer({ RATE_LIMIT: 'off' })
await server.start()
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
  env: { ...process.env, FONTCONFIG_FILE: FONTS_FILE },
})
try {
  await flow(browser, server.url)
} finally {
  await browser.close()
  await server.dispose()
  rmSync(fonts, { recursive: true, force: true })
}
process.exit(0)
