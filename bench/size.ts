/** Sizes of the first load and of the lazy chunks: `bun run size` after a build. Fails when the first load exceeds its budget. */
import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

/** JavaScript and CSS of the first load, gzip. */
export const FIRST_LOAD_BUDGET_KB = 45
/** The Argon2id worker, gzip: the algorithm alone is 11 kB, the whole package 85 kB. */
const ARGON2_WORKER_BUDGET_KB = 20

const kb = (bytes: number): number => Math.round(bytes / 100) / 10
const gzipped = (file: string): number => gzipSync(readFileSync(`dist${file}`), { level: 9 }).length

export function measureSize(): {
  readonly first: number
  readonly lazy: readonly { file: string; kb: number }[]
} {
  const html = readFileSync('dist/index.html', 'utf8')
  const eager = [...html.matchAll(/(?:src|href)="(\/[^"]+\.(?:js|css))"/g)].map(([, file = '']) => file)
  const all = readdirSync('dist/assets').filter((file) => /\.(js|css)$/.test(file))
  const lazy = all
    .map((file) => `/assets/${file}`)
    .filter((file) => !eager.includes(file))
    .map((file) => ({ file, kb: kb(gzipped(file)) }))
  return { first: kb(eager.reduce((sum, file) => sum + gzipped(file), 0)), lazy }
}

if (import.meta.main) {
  const { first, lazy } = measureSize()
  console.log(`first-load ${first} kB`)
  for (const { file, kb: size } of lazy)
    console.log(`lazy${file.replace('/assets', '').replace(/-[\w-]{8}\./, '.')} ${size} kB`)
  const worker = lazy.find(({ file }) => file.includes('argon2.worker'))
  if (!worker || worker.kb > ARGON2_WORKER_BUDGET_KB) {
    console.error(`The worker of Argon2id is ${worker?.kb} kB; its budget is ${ARGON2_WORKER_BUDGET_KB} kB.`)
    process.exit(1)
  }
  if (first > FIRST_LOAD_BUDGET_KB) {
    console.error(`The first load is ${first} kB; its budget is ${FIRST_LOAD_BUDGET_KB} kB.`)
    process.exit(1)
  }
}
