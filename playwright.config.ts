/** The end-to-end specs and the engines they run in: the system's Chromium, Firefox and WebKitGTK, and Playwright's WebKit where it is installed. */
import { existsSync } from 'node:fs'
import { defineConfig, devices, webkit } from '@playwright/test'
import { CHROMIUM } from './tests/harness/browsers/chromium.ts'

/**
 * Chromium honours only the last `--disable-features`, so this repeats Playwright's own list and adds ours.
 * A spare renderer is a process that Chromium starts beside every page and hardly ever uses. The app's own opener policy makes
 * Chromium start each page's process twice; that the header is sent is a test of the server.
 */
const WITHOUT = [
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades'],
  ...['HttpsFirstBalancedModeAutoEnable', 'LensOverlay', 'MediaRouter', 'PaintHolding', 'OptimizationHints'],
  ...['ThirdPartyStoragePartitioning', 'AvoidCorsURLLoaderRestartOnRedirect', 'NetworkTimeServiceQuerying'],
  ...['AimEnabled', 'PreconnectToSearch', 'SpareRendererForSitePerProcess', 'WebRtcHideLocalIpsWithMdns'],
  'CrossOriginOpenerPolicy',
]

const phone = { viewport: { width: 390, height: 844 } } as const
const chromium = {
  ...phone,
  browserName: 'chromium' as const,
  // Installing the service worker costs three times as much as a pairing. Specs about it, and the plain chat, allow it.
  serviceWorkers: 'block' as const,
  launchOptions: {
    executablePath: CHROMIUM,
    args: ['--no-sandbox', `--disable-features=${WITHOUT.join(',')}`, '--disable-background-networking'],
  },
}
const hasPlaywrightWebKit = existsSync(webkit.executablePath())

const NETWORK_LAB = 'connection/network-lab.e2e.ts'
/** Specs that mostly wait, for frozen pages and stopped servers: long, with little CPU. */
const WAITING = ['connection/background.e2e.ts']

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '*.e2e.ts',
  // Two workers that compute, one for each core, and two that mostly wait: for a frozen page, a cut network, another engine.
  workers: 4,
  fullyParallel: true,
  forbidOnly: process.env.CI !== undefined,
  retries: process.env.CI === undefined ? 0 : 1,
  // Limits, not waits: on a machine with four times the load everything takes four times as long.
  timeout: 180_000,
  expect: { timeout: 30_000, toHaveScreenshot: { pathTemplate: '{testDir}/../pictures/{arg}{ext}' } },
  reporter: [['list'], ['json', { outputFile: 'test-results/report.json' }]],
  // Traces of passing tests are useless and make the run half as slow again.
  use: { trace: 'on-first-retry', actionTimeout: 30_000 },
  projects: [
    {
      name: 'chromium',
      use: chromium,
      workers: 2,
      testIgnore: ['engines/{firefox,ios-shim,webkitgtk}*.e2e.ts', ...WAITING, NETWORK_LAB],
    },
    { name: 'waiting', use: chromium, workers: 1, testMatch: WAITING },
    // Each lab runs two browsers on the machine's two cores, so one lab at a time.
    { name: 'netlab', testMatch: NETWORK_LAB, workers: 1 },
    { name: 'firefox', use: chromium, workers: 1, testMatch: 'engines/firefox*.e2e.ts' },
    { name: 'webkitgtk', use: phone, workers: 1, testMatch: 'engines/webkitgtk*.e2e.ts' },
    // Runs the tests that touch quirks of Safari on an iPhone once more with those quirks imitated.
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
