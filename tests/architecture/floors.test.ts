/** Checks the architecture: imports go down without cycles, each package has one owner, and files, functions and folders stay small. */
import { expect, test } from 'bun:test'
import { dirname, join } from 'node:path'
import { FOLDERS } from './folders.ts'
import { product, readSource, type Source, sourceFiles } from './sources.ts'

/** Most lines of a file; a longer one should be split. */
const FILE_LINES_MAX = 250
/** Most lines of a function; a longer one tends to hide state that belongs in a type. */
const FUNCTION_LINES_MAX = 80
/** Most files of a folder; in a fuller one it is hard to find a file by its name. */
const FOLDER_FILES_MAX = 15

/** The nearest enclosing folder with a row in the table; undefined for files outside all. */
function folderOf(file: string): string | undefined {
  for (let folder = dirname(file); folder !== '.'; folder = dirname(folder))
    if (FOLDERS[folder]) return folder
  return undefined
}

const allows = (names: readonly string[], entry: string): boolean =>
  names.some((name) => (name.endsWith('/*') ? `${entry}/`.startsWith(name.slice(0, -1)) : name === entry))

/** The faults of one file's imports. */
function faultsOf({ file, imports }: Source): string[] {
  const name = folderOf(file)
  const entry = name ? FOLDERS[name] : undefined
  if (!name || !entry) return []
  return imports.flatMap(({ target, file: to, kind }) => {
    if (to === null)
      return entry.packages.some((allowed) => allowed.test(target))
        ? []
        : [`${file} imports the package ${target}`]
    const there = folderOf(to)
    if (there === name || there === 'base' || there === 'protocol')
      return there === 'protocol' && name === 'base' ? [`${file} imports ${to}`] : []
    const only = there ? entry.only?.[there] : undefined
    const fits = only === undefined || (only === 'types' ? kind === 'type' : only.test(to))
    return there && allows(entry.folders, there) && fits ? [] : [`${file} imports ${to}`]
  })
}

const faultsIn = (file: string, text: string): string[] => faultsOf(readSource(file, text))

test('imports go down, and each package is imported only by its owner', () => {
  expect(product.flatMap(faultsOf)).toEqual([])
})

test('an upward import is found', () => {
  expect(faultsIn('web/ui/theme/x.ts', "import { a } from '../../domain/app/app.ts'")).toHaveLength(1)
  expect(faultsIn('server/http/x.ts', "import { a } from '../signal/hub.ts'")).toHaveLength(1)
  expect(faultsIn('web/log/x.ts', "const a = await import('../views/app/Root.tsx')")).toHaveLength(1)
  expect(faultsIn('server/core/x.ts', "import { a } from '@simplewebauthn/server'")).toHaveLength(1)
  expect(faultsIn('protocol/x.ts', "import 'preact'")).toHaveLength(1)
  expect(faultsIn('web/views/chat/x.tsx', "import type { C } from '../../platform/clock.ts'")).toHaveLength(1)
  expect(faultsIn('web/domain/connection/x.ts', "import { c } from '../conversation/draft.ts'")).toHaveLength(
    1,
  )
  expect(faultsIn('web/domain/connection/x.ts', "import type { c } from '../conversation/draft.ts'")).toEqual(
    [],
  )
})

/** Finds the cycles of a graph, each as its members sorted by name. */
function circlesIn(arrows: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const reach = (from: string): ReadonlySet<string> => {
    const seen = new Set<string>()
    const next = [...(arrows.get(from) ?? [])]
    for (let at = next.pop(); at !== undefined; at = next.pop()) {
      if (seen.has(at)) continue
      seen.add(at)
      next.push(...(arrows.get(at) ?? []))
    }
    return seen
  }
  const reached = new Map([...arrows.keys()].map((name) => [name, reach(name)]))
  const circles = [...reached].map(([name, seen]) =>
    seen.has(name)
      ? [...seen]
          .filter((other) => reached.get(other)?.has(name))
          .sort()
          .join(' ↔ ')
      : '',
  )
  return [...new Set(circles)].filter(Boolean)
}

const arrowsOf = (sources: readonly Source[], nameOf: (file: string) => string | undefined) => {
  const arrows = new Map<string, Set<string>>()
  for (const { file, imports } of sources)
    for (const { file: to } of imports) {
      const [a, b] = [nameOf(file), to === null ? undefined : nameOf(to)]
      if (a && b && (a !== b || file === to)) arrows.set(a, (arrows.get(a) ?? new Set()).add(b))
    }
  return arrows
}

test('no files import one another in a circle, not even for a type', () => {
  // A lazy door names the modules behind it, which is not an import.
  const doors = product.map((source) =>
    isDoor(source.file)
      ? { ...source, imports: source.imports.filter(({ kind }) => kind === 'static') }
      : source,
  )
  expect(circlesIn(arrowsOf(doors, (file) => file))).toEqual([])
})

test('no folders import one another in a circle', () => {
  expect(circlesIn(arrowsOf(product, folderOf))).toEqual([])
})

test('a circle is found', () => {
  const circle = [
    readSource('web/log/a.ts', "import type { B } from './b.ts'"),
    readSource('web/log/b.ts', "import { a } from './a.ts'"),
  ]
  expect(circlesIn(arrowsOf(circle, (file) => file))).toEqual(['web/log/a.ts ↔ web/log/b.ts'])
})

const isDoor = (file: string): boolean =>
  /\/lazy\.ts$|\.worker\.ts$/.test(file) || file === 'web/i18n/languages.ts'

/** Dynamic imports outside of the doors. */
const strayLoads = ({ file, imports }: Source): string[] =>
  imports
    .filter(
      ({ kind, into }) =>
        kind === 'dynamic' &&
        !isDoor(file) &&
        !(/^web\/views\//.test(file) && (into === 'lazyView' || into === 'quietView')),
    )
    .map(({ target }) => `${file} loads ${target}`)

test('lazy code is loaded only through a folder’s lazy.ts', () => {
  expect(product.filter(({ file }) => file.startsWith('web/')).flatMap(strayLoads)).toEqual([])
  expect(strayLoads(readSource('web/log/x.ts', "const a = () => import('./log.ts')"))).toHaveLength(1)
  expect(strayLoads(readSource('web/log/lazy.ts', "const a = () => import('./log.ts')"))).toEqual([])
})

test('the first load contains no lazily loaded module', () => {
  const byFile = new Map(product.map((source) => [source.file, source]))
  const closure = new Set<string>()
  const next = ['web/main.ts']
  for (let at = next.pop(); at !== undefined; at = next.pop()) {
    if (closure.has(at)) continue
    closure.add(at)
    for (const { file, kind } of byFile.get(at)?.imports ?? []) if (file && kind === 'static') next.push(file)
  }
  const behind = product.flatMap(({ imports }) =>
    imports.flatMap(({ kind, file }) => (kind === 'dynamic' && file ? [file] : [])),
  )
  expect(closure.size).toBeGreaterThan(20)
  expect(behind.filter((file) => closure.has(file)).map((file) => `the first load brings ${file}`)).toEqual(
    [],
  )
})

test('logic receives clock and randomness as arguments', () => {
  const may = /^(web\/platform|web\/views|web\/main|server\/app\.ts|server\/log\.ts)/
  const secret = product.filter(
    ({ file, text }) => !may.test(file) && /Date\.now\(\)|Math\.random\(|new Date\(\)/.test(text),
  )
  expect(secret.map(({ file }) => file)).toEqual([])
})

test('no file, function or folder has outgrown its bound, and none is called utils', () => {
  // Translations are data: a language is one file of any length.
  const counted = product.filter(({ file }) => !file.startsWith('web/i18n/translations/'))
  const files = counted.filter(({ text }) => text.split('\n').length > FILE_LINES_MAX + 1)
  const functions = product.flatMap(({ file, functions: made }) =>
    made.filter(({ lines }) => lines > FUNCTION_LINES_MAX).map(({ name }) => `${file}: ${name} is too long`),
  )
  const folders = new Map<string, number>()
  for (const { file } of counted)
    if (!/\.fake\.tsx?$/.test(file)) folders.set(dirname(file), (folders.get(dirname(file)) ?? 0) + 1)
  const full = [...folders].filter(([, count]) => count > FOLDER_FILES_MAX)
  const grown = [
    ...files.map(({ file }) => `${file} is too long`),
    ...functions,
    ...full.map(([folder]) => `${folder} is too full`),
  ]
  expect(grown).toEqual([])
  expect(sourceFiles.filter((file) => /(^|\/)(utils?|helpers?|common|index)\.tsx?$/.test(file))).toEqual([
    join('server', 'index.ts'),
  ])
})

test('only one folder uses crypto.subtle', () => {
  const named = product.filter(({ text }) => text.includes('crypto.subtle.')).map(({ file }) => file)
  expect(named.filter((file) => !file.startsWith('web/crypto/'))).toEqual([])
})

test('every file opens with a sentence that says what it is', () => {
  expect(product.filter(({ text }) => !text.startsWith('/** ')).map(({ file }) => file)).toEqual([])
})
