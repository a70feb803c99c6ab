/** The core screens in Safari's engine: no CSP violation, no axe finding, and unchanged pictures. This WebKitGTK lacks WebRTC, so: the first run, Settings, the lock, and chat through the server. */

import { chromium, expect, type Page } from '@playwright/test'
import { CHROMIUM } from '../../harness/browsers/chromium.ts'
import { launchWebKit } from '../../harness/browsers/webkitgtk.ts'
import { openApp, test } from '../../harness/people/person.ts'
import { findAxeFaults } from '../../harness/pictures/axe.ts'
import { ENGLISH, WALKS } from '../../harness/pictures/screen-tour.ts'
import { comparePicture, type Mode, wear } from '../../harness/pictures/stable-page.ts'

const SIZE = { width: 390, height: 844 }
const KEPT: Readonly<Record<string, readonly Mode[]>> = {
  home: ['light'],
  invite: ['dark'],
  'join-wrong': ['light'],
  'chat-bare': ['light', 'dark'],
  settings: ['light'],
  appearance: ['largest'],
  locked: ['dark'],
}

test.describe.configure({ timeout: 600_000 })
for (const walk of ['beginnings', 'throughServer', 'settling'] as const)
  test(`${walk}: axe finds nothing, and the pictures match`, async ({ server }) => {
    const chrome = await chromium.launch({
      executablePath: CHROMIUM,
      args: ['--no-sandbox', '--disable-background-networking'],
    })
    const closing: (() => Promise<void>)[] = []
    const safaris = new Set<Page>()
    const faults: string[] = []
    await WALKS[walk]({
      ...ENGLISH,
      swipe: null,
      async open(kind) {
        // One of the two must have WebRTC; here that one is not Safari.
        if (walk === 'throughServer' && kind !== 'bare')
          return openApp(await chrome.newContext({ viewport: SIZE }), server.url)
        const { page, close } = await launchWebKit(SIZE)
        closing.push(close)
        safaris.add(page)
        page.on('console', (message) => {
          if (message.type() === 'error') faults.push(message.text())
        })
        await page.emulateMedia({ reducedMotion: 'reduce' })
        // The browser may cancel its first load, so try once more.
        await page.goto(server.url).catch(() => page.goto(server.url))
        await expect(page.getByRole('heading', { name: 'Sessions' })).toBeVisible()
        return page
      },
      async look(name, page) {
        if (!safaris.has(page)) return
        const kept = KEPT[name]
        // Of the other screens the tour in Chromium asks the same.
        if (!kept) return
        for (const mode of kept) {
          await wear(page, mode)
          await comparePicture(page, `${name}-${mode}-webkit`, 'device')
        }
        // A dialog may still be fading in: this engine paints slowly here.
        await expect.poll(() => findAxeFaults(page), { message: name, timeout: 15_000 }).toEqual([])
      },
    })
    const broken = faults.filter((text) => /policy|trusted/i.test(text) && !text.includes('Unrecognized'))
    expect(broken, 'the Content Security Policy').toEqual([])
    for (const close of closing) await close()
    await chrome.close()
  })
