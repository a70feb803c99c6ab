/** Runs Lighthouse on the served app with its default throttled phone. Prints the points missing from a hundred. */
import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createTestServer } from '../tests/harness/networks/test-server.ts'
import { temporaryFolder } from '../tests/harness/temporary-folder.ts'
import { median } from './processes.ts'

/** Not a dependency, since it brings a hundred packages and only this bench needs it. */
const LIGHTHOUSE = 'lighthouse@13.5.0'
const ROUNDS = 3
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const

interface Report {
  readonly categories: Readonly<Record<string, { readonly score: number }>>
  readonly audits: Readonly<Record<string, { readonly numericValue?: number }>>
}

function run(url: string, path: string): Report {
  const { status, stderr } = spawnSync(
    'bunx',
    [
      ...[LIGHTHOUSE, url, '--quiet', '--output=json', `--output-path=${path}`],
      `--only-categories=${CATEGORIES.join(',')}`,
      '--chrome-flags=--headless=new --no-sandbox --disable-background-networking',
    ],
    {
      env: { ...process.env, CHROME_PATH: process.env.CHROMIUM ?? '/usr/bin/chromium' },
      encoding: 'utf8',
    },
  )
  if (status !== 0) throw new Error(`Lighthouse did not run: ${stderr}`)
  return JSON.parse(readFileSync(path, 'utf8')) as Report
}

export async function benchLighthouse(): Promise<readonly string[]> {
  const server = await createTestServer()
  await server.start()
  const folder = temporaryFolder('lighthouse')
  try {
    const reports = Array.from({ length: ROUNDS }, (_, round) =>
      run(server.url, join(folder, `${round}.json`)),
    )
    const timing = (audit: string): string =>
      median(reports.map(({ audits }) => audits[audit]?.numericValue ?? Number.NaN)).toFixed(0)
    return [
      ...CATEGORIES.map((category) => {
        const score = median(reports.map(({ categories }) => categories[category]?.score ?? 0))
        return `lighthouse-${category}-missing ${Math.round(100 - score * 100)} points`
      }),
      `lighthouse-first-paint ${timing('first-contentful-paint')} ms`,
      `lighthouse-largest-paint ${timing('largest-contentful-paint')} ms`,
      `lighthouse-blocked ${timing('total-blocking-time')} ms`,
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
    await server.dispose()
  }
}
