/** The end-to-end specs and the engines they run in: the system's Chromium, Firefox and WebKitGTK, and Playwright's WebKit where it is installed. */
import { existsSync } from 'node:fs'
import { defineConfig, devices, webkit } from '@playwright/test'

/** Chromium without its own windows and bars, where the system has it: the same engine for half the time of the machine. */
const SHELL = '/usr/bin/chromium-headless-shell'
const FULL = '/usr/bin/chromium'

/**
 * Chromium heeds only the last `--disable-features`: Playwright's own list, which ours would put out of force, and ours.
 * A spare renderer is a process started beside every page and hardly ever used.
 */
const WITHOUT = [
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades'],
  ...['HttpsFirstBalancedModeAutoEnable', 'LensOverlay', 'MediaRouter', 'PaintHolding', 'OptimizationHints'],
  ...['ThirdPartyStoragePartitioning', 'AvoidCorsURLLoaderRestartOnRedirect', 'NetworkTimeServiceQuerying'],
  ...['AimEnabled', 'PreconnectToSearch', 'SpareRendererForSitePerProcess', 'WebRtcHideLocalIpsWithMdns'],
]

const phone = { viewport: { width: 390, height: 844 } } as const
const chromium = {
  ...phone,
  browserName: 'chromium' as const,
  // A worker that stores every file of the app costs three times what a pairing does. Specs that are about it, and the plain chat, allow it.
  serviceWorkers: 'block' as const,
  launchOptions: {
    executablePath: process.env.CHROMIUM ?? (existsSync(SHELL) ? SHELL : FULL),
    args: ['--no-sandbox', `--disable-features=${WITHOUT.join(',')}`, '--disable-background-networking'],
  },
}
const hasPlaywrightWebKit = existsSync(webkit.executablePath())

const NETWORK_LAB = 'connection/network-lab.e2e.ts'
/** Pages that sleep, servers that are gone for a minute: hardly any work, and long. */
const WAITING = ['connection/background.e2e.ts']

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '*.e2e.ts',
  // Two that work, one for each core, and two that mostly wait: for a page that is frozen, a network that is cut, another engine.
  workers: 4,
  fullyParallel: true,
  forbidOnly: process.env.CI !== undefined,
  retries: process.env.CI === undefined ? 0 : 1,
  // Limits, not waits: on a machine that is loaded four times over everything takes four times as long.
  timeout: 180_000,
  expect: { timeout: 30_000, toHaveScreenshot: { pathTemplate: '{testDir}/../pictures/{arg}{ext}' } },
  reporter: [['list'], ['json', { outputFile: 'test-results/report.json' }]],
  // A trace of what holds is made for nothing, and slows everything by a half.
  use: { trace: 'on-first-retry', actionTimeout: 30_000 },
  projects: [
    {
      name: 'chromium',
      use: chromium,
      workers: 2,
      testIgnore: ['engines/{firefox,ios-shim,webkitgtk}*.e2e.ts', ...WAITING, NETWORK_LAB],
    },
    { name: 'waiting', use: chromium, workers: 1, testMatch: WAITING },
    // Labs share the machine's two cores with two browsers each: one at a time.
    { name: 'netlab', testMatch: NETWORK_LAB, workers: 1 },
    { name: 'firefox', use: chromium, workers: 1, testMatch: 'engines/firefox*.e2e.ts' },
    { name: 'webkitgtk', use: phone, workers: 1, testMatch: 'engines/webkitgtk*.e2e.ts' },
    // Once more in a page as awkward as Safari on an iPhone: the tests whose ways lead over what is awkward there.
    {
      name: 'ios',
      use: { ...chromium, serviceWorkers: 'allow' },
      workers: 1,
      testIgnore: ['engines/firefox*.e2e.ts', 'engines/webkitgtk*.e2e.ts', NETWORK_LAB],
      grep: /@ios/,
    },
    ...(hasPlaywrightWebKit
      ? [
          {
            name: 'webkit',
            use: { ...devices['iPhone 14'], browserName: 'webkit' as const },
            testMatch: 'chat/chat.e2e.ts',
          },
        ]
      : []),
  ],
})
