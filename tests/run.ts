/** Everything that proves the product, one step after another; the last line says how many tests passed and failed. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'

const REPORT = 'test-results/report.json'
const JUNIT = 'test-results/unit.xml'
let passed = 0
let failed = 0

function run(command: string, args: readonly string[]): boolean {
  console.log(`\n> ${[command, ...args].join(' ')}`)
  return spawnSync(command, args, { stdio: 'inherit' }).status === 0
}

/** A step that is one test: it holds or it does not. */
function step(name: string): void {
  if (run('bun', ['run', name])) passed += 1
  else failed += 1
}

/** Random worlds get this long, milliseconds: time for ten thousand schedules on two cores. */
const WORLD_MS = '300000'

function unit(): void {
  process.env.WORLD_MS ??= WORLD_MS
  const held = run('bun', ['test', '--only-failures', '--reporter=junit', `--reporter-outfile=${JUNIT}`])
  const xml = existsSync(JUNIT) ? readFileSync(JUNIT, 'utf8') : ''
  const total = Number(/<testsuites[^>]* tests="(\d+)"/.exec(xml)?.[1] ?? 0)
  const failures = Number(/<testsuites[^>]* failures="(\d+)"/.exec(xml)?.[1] ?? 0)
  passed += total - failures
  failed += held ? failures : Math.max(1, failures)
}

/** Once more in a page that is as awkward as Safari on an iPhone: what people do most. */
const SHIMMED = ['--project=chromium', 'tests/e2e/chat/chat.e2e.ts', 'tests/e2e/lock/app-lock.e2e.ts']

function endToEnd(...args: readonly string[]): void {
  rmSync(REPORT, { force: true })
  const held = run('bunx', ['playwright', 'test', ...args])
  if (!existsSync(REPORT)) {
    failed += 1
    return
  }
  const { stats } = JSON.parse(readFileSync(REPORT, 'utf8')) as {
    stats: { expected: number; unexpected: number; flaky: number }
  }
  passed += stats.expected + stats.flaky
  failed += held ? stats.unexpected : Math.max(1, stats.unexpected)
  if (stats.flaky > 0) console.log(`${stats.flaky} of them only at the second try.`)
}

/** The frozen vectors, recomputed by a second implementation in another language. */
function golden(): void {
  const held = run('/usr/bin/python3', ['tests/golden/verify.py', 'tests/golden/vectors.json'])
  if (held) passed += 1
  else failed += 1
}

/** What the end-to-end part needs of the system, and the Debian package that has it. */
const NEEDED: readonly (readonly [file: string, name: string])[] = [
  [process.env.CHROMIUM ?? '/usr/bin/chromium', 'chromium'],
  [process.env.FIREFOX ?? '/usr/bin/firefox-esr', 'firefox-esr'],
  ['/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser', 'webkit2gtk-driver'],
  ['/usr/bin/Xvfb', 'xvfb'],
  ['/usr/bin/turnserver', 'coturn'],
  ['/usr/bin/openssl', 'openssl'],
  ['/usr/lib/python3/dist-packages/cryptography', 'python3-cryptography'],
]

rmSync('test-results', { recursive: true, force: true })
mkdirSync('test-results')
for (const name of ['types', 'lint', 'dead']) step(name)
unit()
for (const name of ['build', 'size']) step(name)
const missing = NEEDED.filter(([file]) => !existsSync(file)).map(([, name]) => name)
if (missing.length === 0) {
  golden()
  endToEnd()
  process.env.SHIM = 'ios'
  endToEnd(...SHIMMED)
} else {
  failed += 1
  console.log(`The end-to-end tests need what is not installed: apt-get install ${missing.join(' ')}`)
}
console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
