/** `bun run bench [name]`: prints one line for each figure, `name value unit`; fails when a budget is exceeded. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { benchAddress } from './address.ts'
import { benchConnect } from './connect.ts'
import { benchFeel } from './feel.ts'
import { benchLighthouse } from './lighthouse.ts'
import { benchOutbox } from './outbox.ts'
import { benchReconnect } from './reconnect.ts'
import { benchRelay } from './relay.ts'
import { benchRing } from './ring.ts'
import { benchScreens } from './screens.ts'
import { benchSealed } from './sealed.ts'
import { FIRST_LOAD_BUDGET_KB, measureSize } from './size.ts'
import { benchSockets } from './sockets.ts'
import { benchVault } from './vault.ts'

const BENCHES: Readonly<Record<string, () => Promise<readonly string[]>>> = {
  size: async () => [`first-load ${measureSize().first} kB`],
  relay: benchRelay,
  ring: benchRing,
  sockets: benchSockets,
  connect: benchConnect,
  reconnect: benchReconnect,
  address: benchAddress,
  sealed: benchSealed,
  outbox: benchOutbox,
  feel: benchFeel,
  screens: benchScreens,
  lighthouse: benchLighthouse,
  vault: benchVault,
}
const BUDGETS: Readonly<Record<string, number>> = {
  'first-load': FIRST_LOAD_BUDGET_KB,
  'relay-cpu-over-bare': 1.3,
  // A ring is two key agreements and a call over TLS; far more would let rings slow everybody else.
  'ring-cpu-over-call': 10,
  'memory-per-idle-socket': 3.5,
  'heap-growth-after-100000': 1.5,
  'connect-over-bare': 1.5,
  'handshake-over-bare': 0.7,
  'first-paint-over-bare': 1.5,
  // The browser counts tasks above 50 ms only; what it never counts stands here as 50.
  'longest-task-at-start': 50,
  'open-talk-of-5000-over-50': 1.3,
  'typing-dropped-over-bare': 1.2,
  'lighthouse-performance-missing': 0,
  'lighthouse-accessibility-missing': 0,
  'lighthouse-best-practices-missing': 0,
  'lighthouse-seo-missing': 0,
  'message-over-bare': 2,
  // 90 % of a bare channel's throughput.
  'bulk-time-over-bare': 1.11,
}
const RAISED = 'BENCH_FILES_RAISED'

const [name] = process.argv.slice(2)
const chosen = Object.keys(BENCHES).filter((bench) => name === undefined || bench === name)
if (chosen.length === 0) {
  console.error(`There is no bench "${name}"; there are ${Object.keys(BENCHES).join(', ')}.`)
  process.exit(2)
}
if (process.env[RAISED] === undefined) {
  // Ten thousand sockets need as many open files on the client side too.
  const again = `ulimit -n 40000 2>/dev/null; exec bun bench/run.ts ${name ?? ''}`
  process.exit(
    spawnSync('sh', ['-c', again], { stdio: 'inherit', env: { ...process.env, [RAISED]: '1' } }).status ?? 1,
  )
}
if (!existsSync('dist/index.html')) spawnSync('bun', ['run', 'build'], { stdio: 'inherit' })
let over = 0
for (const bench of chosen)
  for (const line of await (BENCHES[bench]?.() ?? [])) {
    const [figure = '', value] = line.split(' ')
    const budget = BUDGETS[figure]
    const passed = budget !== undefined && Number(value) > budget
    if (passed) over += 1
    console.log(passed ? `${line} (over its budget of ${budget})` : line)
  }
process.exit(over === 0 ? 0 : 1)
