/** The floors of the house: imports go down, each package has its keeper, and nobody reads the clock behind the clock's back. */
import { expect, test } from 'bun:test'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

interface Floor {
  readonly own: readonly string[]
  readonly packages: readonly RegExp[]
}
const none: readonly RegExp[] = []
const FLOORS: Readonly<Record<string, Floor>> = {
  protocol: { own: [], packages: [/^valibot$/] },
  'web/ui': { own: [], packages: [/^preact(\/|$)/, /^@preact\/signals$/, /^lucide-preact$/, /^uqr$/] },
  'web/i18n': { own: ['protocol'], packages: [/^@preact\/signals$/] },
  'web/platform': {
    own: ['protocol'],
    packages: [
      /^idb-keyval$/,
      /^workbox-window$/,
      /^zxing-wasm\//,
      /^hash-wasm$/,
      /^@noble\/hashes\//,
      /^@simplewebauthn\/browser$/,
    ],
  },
  'web/crypto': { own: ['protocol'], packages: [/^@noble\/(curves|post-quantum)\//] },
  'web/transport': { own: ['protocol', 'web/platform'], packages: [/^valibot$/] },
  'web/vault': { own: ['protocol', 'web/platform', 'web/crypto'], packages: [/^valibot$/] },
  'web/domain': {
    own: ['protocol', 'web/platform', 'web/crypto', 'web/transport', 'web/vault'],
    packages: [/^@preact\/signals$/, /^valibot$/],
  },
  'web/views': {
    own: ['protocol', 'web/ui', 'web/i18n', 'web/domain'],
    packages: [/^preact(\/|$)/, /^@preact\/signals$/, /^lucide-preact$/],
  },
  'server/core': { own: ['protocol'], packages: none },
  'server/store': { own: ['protocol'], packages: [/^drizzle-orm/, /^bun:sqlite$/, /^node:/] },
  'server/bus': { own: ['protocol'], packages: none },
  'server/signal': {
    own: ['protocol', 'server/core', 'server/store', 'server/bus'],
    packages: [/^valibot$/, /^node:crypto$/],
  },
  'server/http': {
    own: ['protocol', 'server/core', 'server/store', 'server/bus'],
    packages: [/^valibot$/, /^node:/, /^@simplewebauthn\/server(\/helpers)?$/],
  },
}
/** Past this a file is asking to be two. */
const FILE_LINES_MAX = 250

const floorOf = (file: string): string | undefined =>
  Object.keys(FLOORS).find((folder) => file === folder || file.startsWith(`${folder}/`))

/** What is wrong with one file's imports; empty when nothing is. */
function faultsOf(file: string, source: string): string[] {
  const name = floorOf(file)
  const floor = name ? FLOORS[name] : undefined
  if (!name || !floor) return []
  const found = [...source.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, target = '']) => target)
  return found.flatMap((target) => {
    if (!target.startsWith('.'))
      return floor.packages.some((allowed) => allowed.test(target))
        ? []
        : [`${file} imports the package ${target}`]
    const to = floorOf(normalize(join(dirname(file), target)))
    return to === name || (to && floor.own.includes(to)) ? [] : [`${file} imports ${target}`]
  })
}

const sources = ['protocol', 'web', 'server'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name)),
)
const isTest = (file: string): boolean => /\.(test|contract|fuzz\.test)\.tsx?$/.test(file)
const product = sources.filter((file) => !isTest(file))

test('imports go down and packages stay with their keepers', () => {
  expect(product.flatMap((file) => faultsOf(file, readFileSync(file, 'utf8')))).toEqual([])
})

test('an import that goes up is found', () => {
  expect(faultsOf('web/ui/x.ts', "import { a } from '../domain/app.ts'")).toHaveLength(1)
  expect(faultsOf('server/http/x.ts', "import { a } from '../signal/hub.ts'")).toHaveLength(1)
  expect(faultsOf('web/domain/x.ts', "const a = await import('../views/Root.tsx')")).toHaveLength(1)
  expect(faultsOf('server/core/x.ts', "import { a } from '@simplewebauthn/server'")).toHaveLength(1)
  expect(faultsOf('protocol/x.ts', "import 'preact'")).toHaveLength(1)
  expect(faultsOf('web/views/x.tsx', "import type { C } from '../platform/clock.ts'")).toHaveLength(1)
})

test('logic is given its clock and its chance', () => {
  const may = /^(web\/platform|web\/views|web\/main|server\/app\.ts|server\/log\.ts)/
  const secret = product.filter(
    (file) => !may.test(file) && /Date\.now\(\)|Math\.random\(|new Date\(\)/.test(readFileSync(file, 'utf8')),
  )
  expect(secret).toEqual([])
})

test('no file has outgrown its room, and none is called utils', () => {
  // Sentences are data: a language is one file, however much it says.
  const rooms = product.filter((file) => !file.startsWith('web/i18n/'))
  const long = rooms.filter((file) => readFileSync(file, 'utf8').split('\n').length > FILE_LINES_MAX + 1)
  expect(long).toEqual([])
  expect(sources.filter((file) => /(^|\/)(utils?|helpers?|common|index)\.tsx?$/.test(file))).toEqual([
    'server/index.ts',
  ])
})

test('crypto.subtle has one keeper', () => {
  const named = product.filter((file) => readFileSync(file, 'utf8').includes('crypto.subtle.'))
  expect(named).toEqual(['web/crypto/suite.ts'])
})

test('every file opens by saying what it is', () => {
  expect(product.filter((file) => !readFileSync(file, 'utf8').startsWith('/** '))).toEqual([])
})
