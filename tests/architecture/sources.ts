/** Every source file of the product with its imports and functions, parsed once for the architecture tests. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { parseSync } from 'vite'

export interface Source {
  /** Path from the project's root. */
  readonly file: string
  readonly text: string
  readonly imports: readonly Import[]
  readonly functions: readonly { readonly name: string; readonly lines: number }[]
}

export interface Import {
  /** As written, without a query: `./kv.ts`, `preact/hooks`. */
  readonly target: string
  /** Path from the project's root; null for a package. */
  readonly file: string | null
  readonly kind: 'static' | 'type' | 'dynamic'
  /** The function that receives the dynamic import as an argument, such as `lazyView`. */
  readonly into: string | null
}

interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [key: string]: unknown
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'
const childrenOf = (node: Node): readonly Node[] => Object.values(node).flat().filter(isNode)
const nameOf = (value: unknown): string => {
  if (!isNode(value)) return ''
  return String(value.name ?? value.value ?? '')
}

function importsIn(file: string, node: Node, into: string | null): Import[] {
  const made = (source: unknown, kind: Import['kind']): Import[] => {
    const target = nameOf(source).split('?')[0] ?? ''
    return [
      { target, kind, into, file: target.startsWith('.') ? normalize(join(dirname(file), target)) : null },
    ]
  }
  const named = (node.specifiers ?? []) as readonly Node[]
  const onlyTypes =
    node.importKind === 'type' ||
    node.exportKind === 'type' ||
    (named.length > 0 && named.every(({ importKind, exportKind }) => (importKind ?? exportKind) === 'type'))
  switch (node.type) {
    case 'ImportDeclaration':
      return made(node.source, onlyTypes ? 'type' : 'static')
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      if (node.source) return made(node.source, onlyTypes ? 'type' : 'static')
      break
    case 'ImportExpression':
      return made(node.source, 'dynamic')
    case 'TSImportType':
      return made(node.source ?? node.argument, 'type')
    case 'CallExpression':
      into = nameOf(node.callee)
      break
  }
  return childrenOf(node).flatMap((child) => importsIn(file, child, into))
}

const lineAt = (text: string, at: number): number => text.slice(0, at).split('\n').length

function functionsIn(text: string, node: Node, name: string): { name: string; lines: number }[] {
  const own = /^(ArrowFunctionExpression|FunctionExpression|FunctionDeclaration)$/.test(node.type)
    ? [
        {
          name: nameOf(node.id) || name || 'a function without a name',
          lines: lineAt(text, node.end) - lineAt(text, node.start) + 1,
        },
      ]
    : []
  const given = nameOf(node.id ?? node.key)
  return [...own, ...childrenOf(node).flatMap((child) => functionsIn(text, child, given))]
}

/** Reads one file's text; throws when it cannot be parsed. */
export function readSource(file: string, text: string): Source {
  const { program, errors } = parseSync(file, text)
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`)
  const root = program as unknown as Node
  return { file, text, imports: importsIn(file, root, null), functions: functionsIn(text, root, '') }
}

const isTest = (file: string): boolean => /\.(test|contract|fuzz\.test)\.tsx?$/.test(file)
const all = ['base', 'protocol', 'web', 'server'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name)),
)

export const sourceFiles: readonly string[] = all
/** All source files except tests: the product and its fakes. */
export const product: readonly Source[] = all
  .filter((file) => !isTest(file))
  .map((file) => readSource(file, readFileSync(file, 'utf8')))
