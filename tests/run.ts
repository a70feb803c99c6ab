/** Runs all tests, then prints the slowest files and, in the last line, how many tests passed and failed. */

import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { costsOfEndToEnd, costsOfUnit, dearest, type FileCost, readReport } from './dearest.ts'
import { FULL_CHROMIUM } from './harness/browsers/chromium.ts'

const FOLDER = 'test-results'
const REPORT = `${FOLDER}/report.json`
const DEAREST = 20
/** Timeout of a unit test; Bun's default of five seconds is too short on a loaded machine. */
const UNIT_TIMEOUT_MS = 60_000
/** Random worlds end after this many schedules or after this time, whichever comes first. */
const WORLD_SCHEDULES = 10_000
const WORLD_MS = 600_000
/** Lowest priority: worlds use the CPU time that waiting browsers leave over. */
const LEFT_OVER = ['nice', '-n', '19']

let passed = 0
let failed = 0
const costs: FileCost[] = []
const count = (held: boolean): void => {
  if (held) passed += 1
  else failed += 1
}

/** Runs a command and resolves to whether it succeeded. A command beside others prints all its output at its end. */
function run(command: readonly string[], options: { readonly env?: object; readonly beside?: boolean } = {}) {
  const [file = '', ...args] = command
  const began = Date.now()
  return new Promise<boolean>((resolve) => {
    const child = spawn(file, args, {
      env: { ...process.env, ...options.env },
      stdio: ['ignore', options.beside ? 'pipe' : 'inherit', options.beside ? 'pipe' : 'inherit'],
    })
    let said = ''
    const hear = (chunk: Buffer): void => {
      said += chunk.toString()
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('error', (fault) => hear(Buffer.from(`${fault}\n`)))
    child.once('close', (code) => {
      const seconds = ((Date.now() - began) / 1_000).toFixed(1)
      console.log(`\n> ${command.join(' ')} (${seconds} s)${said === '' ? '' : `\n${said.trimEnd()}`}`)
      resolve(code === 0)
    })
  })
}

/** Runs steps that each count as one test. */
async function steps(...names: readonly string[]): Promise<void> {
  for (const name of names) count(await run(['bun', 'run', name], { beside: true }))
}

async function bunTests(name: string, command: readonly string[], env: object): Promise<void> {
  const junit = `${FOLDER}/${name}.xml`
  const held = await run([...command, '--reporter=junit', `--reporter-outfile=${junit}`], {
    env,
    beside: true,
  })
  const xml = existsSync(junit) ? readFileSync(junit, 'utf8') : ''
  const total = Number(/<testsuites[^>]* tests="(\d+)"/.exec(xml)?.[1] ?? 0)
  const failures = Number(/<testsuites[^>]* failures="(\d+)"/.exec(xml)?.[1] ?? 0)
  passed += total - failures
  failed += held ? failures : Math.max(1, failures)
  costs.push(...costsOfUnit(xml))
}
const bunTest = ['bun', 'test', '--only-failures', `--timeout=${UNIT_TIMEOUT_MS}`]

/** Runs all unit tests. Worlds get only two seconds here, since they also run beside the browsers. */
const unit = (): Promise<void> => bunTests('unit', bunTest, { WORLD_MS: '2000' })
const worlds = (): Promise<void> =>
  bunTests('worlds', [...LEFT_OVER, ...bunTest, 'tests/world'], {
    WORLD_SCHEDULES: String(WORLD_SCHEDULES),
    WORLD_MS: process.env.WORLD_MS ?? String(WORLD_MS),
  })

async function endToEnd(): Promise<void> {
  const held = await run(['bunx', 'playwright', 'test'])
  const report = readReport(REPORT)
  if (!report) {
    failed += 1
    return
  }
  const { expected, flaky, unexpected } = report.stats
  passed += expected + flaky
  failed += held ? unexpected : Math.max(1, unexpected)
  costs.push(...costsOfEndToEnd(report))
  if (flaky > 0) console.log(`${flaky} of them only at the second try.`)
}

/** Verifies the frozen vectors with a second implementation in another language. */
const golden = async (): Promise<void> =>
  count(
    (await run(['/usr/bin/python3', 'tests/golden/verify.py', 'tests/golden/vectors.json'], {
      beside: true,
    })) &&
      (await run(['/usr/bin/python3', 'tests/golden/verify_files.py', 'tests/golden/files.json'], {
        beside: true,
      })),
  )

/** System files that the end-to-end tests need, and the Debian packages that provide them. */
const NEEDED: readonly (readonly [file: string, name: string])[] = [
  [FULL_CHROMIUM, 'chromium'],
  [process.env.FIREFOX ?? '/usr/bin/firefox-esr', 'firefox-esr'],
  ['/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser', 'webkit2gtk-driver'],
  ['/usr/bin/Xvfb', 'xvfb'],
  ['/usr/bin/turnserver', 'coturn'],
  ['/usr/bin/openssl', 'openssl'],
  ['/usr/lib/python3/dist-packages/cryptography', 'python3-cryptography'],
]

rmSync(FOLDER, { recursive: true, force: true })
mkdirSync(FOLDER)
const began = Date.now()
// Unit tests use one core; types, lint and the build the other.
await Promise.all([unit(), steps('types', 'lint', 'dead', 'build', 'size')])
const missing = NEEDED.filter(([file]) => !existsSync(file)).map(([, name]) => name)
if (missing.length === 0) {
  await golden()
  await Promise.all([endToEnd(), worlds()])
} else {
  failed += 1
  console.log(`The end-to-end tests need what is not installed: apt-get install ${missing.join(' ')}`)
  await worlds()
}
console.log(`\nThe dearest files:\n${dearest(costs, DEAREST)}`)
console.log(`\n${((Date.now() - began) / 60_000).toFixed(1)} minutes`)
console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
