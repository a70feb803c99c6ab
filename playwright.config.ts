/** The end-to-end specs and the engines they run in: the system's Chromium, Firefox and WebKitGTK, and Playwright's WebKit where it is installed. */
import { existsSync } from 'node:fs'
import { defineConfig, devices, webkit } from '@playwright/test'

/** Chromium without its own windows and bars, where the system has it: the same engine for half the time of the machine. */
const SHELL = '/usr/bin/chromium-headless-shell'
const FULL = '/usr/bin/chromium'

const phone = { viewport: { width: 390, height: 844 } } as const
const chromium = {
  ...phone,
  browserName: 'chromium' as const,
  launchOptions: {
    executablePath: process.env.CHROMIUM ?? (existsSync(SHELL) ? SHELL : FULL),
    args: [
      '--no-sandbox',
      '--disable-features=WebRtcHideLocalIpsWithMdns',
      '--disable-background-networking',
    ],
  },
}
const hasPlaywrightWebKit = existsSync(webkit.executablePath())

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '*.e2e.ts',
  workers: 2,
  fullyParallel: true,
  forbidOnly: process.env.CI !== undefined,
  retries: process.env.CI === undefined ? 0 : 1,
  timeout: 60_000,
  expect: { timeout: 15_000, toHaveScreenshot: { pathTemplate: '{testDir}/../pictures/{arg}{ext}' } },
  reporter: [['list'], ['json', { outputFile: 'test-results/report.json' }]],
  // A trace of what holds is made for nothing, and slows everything by a half.
  use: { trace: 'on-first-retry', actionTimeout: 15_000 },
  projects: [
    {
      name: 'chromium',
      use: chromium,
      testIgnore: ['engines/firefox.e2e.ts', 'engines/webkitgtk*.e2e.ts', 'connection/network-lab.e2e.ts'],
    },
    { name: 'firefox', use: chromium, testMatch: 'engines/firefox.e2e.ts' },
    { name: 'webkitgtk', use: phone, testMatch: 'engines/webkitgtk*.e2e.ts' },
    // Labs share the machine's two cores with two browsers each: one at a time.
    { name: 'netlab', testMatch: 'connection/network-lab.e2e.ts', workers: 1, timeout: 90_000 },
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
