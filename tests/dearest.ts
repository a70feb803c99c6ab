/** The slowest files of the unit tests and the end-to-end tests. */
import { existsSync, readFileSync } from 'node:fs'

export interface FileCost {
  readonly file: string
  /** Seconds of one worker; several workers run at once. */
  readonly seconds: number
  readonly tests: number
}

interface Suite {
  readonly file?: string
  readonly specs?: readonly {
    readonly file: string
    readonly tests: readonly {
      readonly projectName: string
      readonly results: readonly { readonly duration: number }[]
    }[]
  }[]
  readonly suites?: readonly Suite[]
}
export interface PlaywrightReport {
  readonly suites: readonly Suite[]
  readonly stats: { readonly expected: number; readonly unexpected: number; readonly flaky: number }
}

/** Reads Bun's JUnit report: one suite for each file, with a nested suite for each `describe`. */
export function costsOfUnit(xml: string): readonly FileCost[] {
  return [
    ...xml.matchAll(/^ {2}<testsuite name="[^"]*" file="([^"]*)" tests="(\d+)".*? time="([\d.]+)"/gm),
  ].map(([, file = '', tests, seconds]) => ({ file, seconds: Number(seconds), tests: Number(tests) }))
}

/** Reads Playwright's JSON report; a file that two projects run counts for each. */
export function costsOfEndToEnd(report: PlaywrightReport): readonly FileCost[] {
  const costs = new Map<string, { seconds: number; tests: number }>()
  const walk = (suite: Suite): void => {
    for (const { file, tests } of suite.specs ?? [])
      for (const { projectName, results } of tests) {
        const name = `tests/e2e/${file}${projectName === 'ios' ? ' (ios)' : ''}`
        const cost = costs.get(name) ?? { seconds: 0, tests: 0 }
        const ms = results.reduce((sum, { duration }) => sum + duration, 0)
        costs.set(name, { seconds: cost.seconds + ms / 1_000, tests: cost.tests + 1 })
      }
    suite.suites?.forEach(walk)
  }
  report.suites.forEach(walk)
  return [...costs].map(([file, cost]) => ({ file, ...cost }))
}

export const readReport = (path: string): PlaywrightReport | null =>
  existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as PlaywrightReport) : null

/** Formats the slowest `count` files, slowest first, one line each. */
export function dearest(costs: readonly FileCost[], count: number): string {
  return [...costs]
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, count)
    .map(
      ({ file, seconds, tests }) =>
        `${seconds.toFixed(1).padStart(7)} s ${String(tests).padStart(4)} tests  ${file}`,
    )
    .join('\n')
}
