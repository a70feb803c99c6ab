/** Drives the system's WebKitGTK through Playwright: MiniBrowser under Xvfb, with an adapter from its inspector protocol to Playwright's. */
import { type ChildProcess, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { webkit } from '@playwright/test'
import x11 from 'x11'
import { freePort } from '../networks/test-server.ts'
import { asPerson, type Person } from '../people/person.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const MINI_BROWSER = '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser'
const START_TRIES = 150
const RESIZE_WITHIN_MS = 30_000
const TRY_EVERY_MS = 100
const WINDOW_MIN_PX = 50
const VIEWABLE = 2

export interface WebKit {
  readonly page: Person
  readonly close: () => Promise<void>
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Resizes all windows. No window manager runs, so they take the size given. */
function resizeWindows(display: string, width: number, height: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const client = x11.createClient({ display }, (fault: unknown, found: X11Display) => {
      if (fault) return reject(fault)
      const { client: X } = found
      X.QueryTree(found.screen[0].root, (_: unknown, tree: { children: number[] }) => {
        for (const window of tree.children)
          X.GetWindowAttributes(window, (_a: unknown, attributes: { mapState: number }) =>
            X.GetGeometry(window, (_g: unknown, geometry: { width: number }) => {
              if (attributes?.mapState !== VIEWABLE || geometry.width <= WINDOW_MIN_PX) return
              X.ResizeWindow(window, width, height)
              X.MoveWindow(window, 0, 0)
            }),
          )
        // Answers come in order, so this one shows that the resize was sent.
        X.GetGeometry(found.screen[0].root, () =>
          setTimeout(() => {
            X.terminate()
            resolve()
          }, TRY_EVERY_MS),
        )
      })
    })
    client.on('error', reject)
  })
}
interface X11Display {
  readonly screen: readonly [{ readonly root: number }]
  readonly client: {
    QueryTree(window: number, done: (fault: unknown, tree: { children: number[] }) => void): void
    GetWindowAttributes(
      window: number,
      done: (fault: unknown, attributes: { mapState: number }) => void,
    ): void
    GetGeometry(window: number, done: (fault: unknown, geometry: { width: number }) => void): void
    ResizeWindow(window: number, width: number, height: number): void
    MoveWindow(window: number, x: number, y: number): void
    terminate(): void
  }
}

const runs = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode === null && signalCode === null
const exited = async (child: ChildProcess): Promise<unknown> =>
  runs(child) && new Promise((resolve) => child.once('exit', resolve))

/** Processes left by failed tests, ended together with their worker. */
const leftRunning = new Set<() => void>()
process.once('exit', () => {
  for (const end of leftRunning) end()
})

/** Starts a browser of this size. `home` holds its storage: the same folder again restarts the same browser. */
export async function launchWebKit(options: {
  readonly width: number
  readonly height: number
  readonly home?: string
}): Promise<WebKit> {
  const { width, height } = options
  const home = options.home ?? temporaryFolder('webkit')
  const screen = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  )
  const announced = screen.stdio[3] as Readable
  const display = `:${await new Promise<string>((resolve) => announced.once('data', (data) => resolve(String(data).trim())))}`
  const port = await freePort()
  const browser = spawn(MINI_BROWSER, ['--full-screen', 'about:blank'], {
    detached: true,
    stdio: 'ignore',
    env: {
      ...process.env,
      DISPLAY: display,
      GDK_BACKEND: 'x11',
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
      WEBKIT_INSPECTOR_HTTP_SERVER: `127.0.0.1:${port}`,
      HOME: home,
      XDG_DATA_HOME: join(home, 'data'),
      XDG_CACHE_HOME: join(home, 'cache'),
      XDG_CONFIG_HOME: join(home, 'config'),
    },
  })
  const end = (): void => {
    leftRunning.delete(end)
    if (browser.pid && runs(browser)) process.kill(-browser.pid, 'SIGTERM')
    screen.kill()
  }
  leftRunning.add(end)
  const targets = async () => {
    const html = await fetch(`http://127.0.0.1:${port}/`).then((answer) => answer.text())
    return [...html.matchAll(/'\/socket\/(\d+)\/(\d+)\/WebPage'/g)].map(([, one, two]) => ({
      title: '',
      url: '',
      webSocketDebuggerUrl: `ws://127.0.0.1:${port}/socket/${one}/${two}/WebPage`,
    }))
  }
  for (let tries = 0; tries < START_TRIES; tries += 1) {
    if ((await targets().catch(() => [])).length > 0) break
    await pause(TRY_EVERY_MS)
  }
  const list = createServer(async (_, answer) => {
    answer.setHeader('content-type', 'application/json')
    answer.end(JSON.stringify(await targets().catch(() => [])))
  })
  await new Promise<void>((resolve) => list.listen(0, '127.0.0.1', resolve))
  const address = list.address()
  const driven = await webkit.connectOverCDP(
    `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
  )
  const page = driven.contexts()[0]?.pages()[0]
  if (!page) throw new Error('WebKitGTK showed no page')
  // Its first page may still be loading, and that load would cancel the next one.
  await page.waitForLoadState().catch(() => {})
  // A window that is not shown yet ignores a resize, so repeat it until the page has the width.
  const until = Date.now() + RESIZE_WITHIN_MS
  for (let wide = 0; wide !== width; wide = await page.evaluate(() => window.innerWidth).catch(() => 0)) {
    if (Date.now() > until) throw new Error(`WebKitGTK stayed ${wide} px wide`)
    await resizeWindows(display, width, height)
  }
  return {
    page: asPerson(page),
    async close() {
      await driven.close().catch(() => {})
      list.closeAllConnections()
      list.close()
      const gone = exited(browser)
      end()
      await gone
      if (!options.home) rmSync(home, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
