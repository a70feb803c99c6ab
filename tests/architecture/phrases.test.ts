/** Checks phrases and layout: all texts are in web/i18n and used, none is read before the language is known, and CSS names no left or right. */
import { expect, test } from 'bun:test'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'vite'
import { english } from '../harness/english.ts'

/** Names that are the same in every language. */
const NAMES = ['Inviso']
/** Attributes and props whose text a person sees or hears. */
const SHOWN = /^(aria-label|aria-description|title|placeholder|alt|label|hint|text|closeName|name)$/
/** Elements whose `name` is for the browser, not for a person. */
const NAMED_FOR_THE_BROWSER = ['input', 'Choice', 'meta']

interface Node {
  readonly type: string
  readonly [key: string]: unknown
}
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
const childrenOf = (node: Node): Node[] => Object.values(node).flat().filter(isNode)
const parse = (file: string, source: string): Node => {
  const { program, errors } = parseSync(file, source)
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`)
  return program as unknown as Node
}

const hasWords = (text: string): boolean => /\p{L}{2}/u.test(text) && !NAMES.includes(text.trim())
/** The literal texts that an expression can evaluate to. */
function textsOf(node: unknown): string[] {
  if (!isNode(node)) return []
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string' ? [node.value] : []
    case 'TemplateLiteral':
      return (node.quasis as { value: { raw: string } }[]).map(({ value }) => value.raw)
    case 'ConditionalExpression':
      return [...textsOf(node.consequent), ...textsOf(node.alternate)]
    case 'LogicalExpression':
    case 'BinaryExpression':
      return node.operator === '===' || node.operator === '!=='
        ? []
        : [...textsOf(node.left), ...textsOf(node.right)]
    case 'JSXExpressionContainer':
    case 'ParenthesizedExpression':
      return textsOf(node.expression)
    case 'JSXText':
      return [String(node.value)]
    default:
      return []
  }
}
const nameOf = (node: unknown): string => (isNode(node) ? String(node.name ?? '') : '')

/** Finds visible texts that are written into a component. */
function hardCoded(node: Node): string[] {
  const inner = childrenOf(node).flatMap(hardCoded)
  if (node.type === 'JSXElement' || node.type === 'JSXFragment')
    return [...(node.children as Node[]).flatMap(textsOf).filter(hasWords), ...inner]
  if (node.type !== 'JSXOpeningElement') return inner
  const element = nameOf(node.name)
  const shown = (node.attributes as Node[]).filter((attribute) => {
    const name = nameOf(attribute.name)
    return SHOWN.test(name) && !(name === 'name' && NAMED_FOR_THE_BROWSER.includes(element))
  })
  return [...shown.flatMap(({ value }) => textsOf(value)).filter(hasWords), ...inner]
}

/** Finds phrases read while a file loads, before the language is known. */
function readTooEarly(node: Node, names: ReadonlySet<string>): string[] {
  if (/Function/.test(node.type)) return []
  const object = node.type === 'MemberExpression' ? nameOf(node.object) : ''
  const own = names.has(object) ? [`${object}.${nameOf(node.property)}`] : []
  return [...own, ...childrenOf(node).flatMap((child) => readTooEarly(child, names))]
}
/** The names under which a file imports the phrases. */
function phraseNames(source: string): Set<string> {
  const imports = [
    ...source.matchAll(/import \{ (\w+)(?: as (\w+))? \} from '[^']*i18n\/phrases\/[\w-]+\.ts'/g),
  ]
  return new Set(imports.map(([, name = '', as]) => as ?? name))
}

const filesIn = (folder: string, ends: RegExp): { readonly file: string; readonly source: string }[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ends.test(entry.name) && !entry.name.includes('.test.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ file, source: readFileSync(file, 'utf8') }))
const product = filesIn('web', /\.tsx?$/).filter(({ file }) => !file.startsWith('web/i18n/'))
const screens = product.filter(({ file }) => /^web\/(views|ui)\//.test(file))

test('no visible text is hard-coded in a component', () => {
  const found = screens.flatMap(({ file, source }) =>
    hardCoded(parse(file, source)).map((text) => `${file}: ${text.trim()}`),
  )
  expect(found).toEqual([])
})

test('hard-coded visible text is found', () => {
  const found = (source: string) => hardCoded(parse('x.tsx', source))
  expect(found('const a = <p>Hello there</p>')).toEqual(['Hello there'])
  expect(found('const a = <p>{b ? "Hello" : c}</p>')).toEqual(['Hello'])
  expect(found('const a = <button aria-label="Close">{x === "open"}</button>')).toEqual(['Close'])
  expect(found('const a = <TextField label={b ? "One" : "Two"} placeholder="three" />')).toHaveLength(3)
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the source of a template
  expect(found('const a = <IconButton name={`Options for ${b}`} />')).toEqual(['Options for '])
  expect(found('const a = <Choice name="expires" label={phrases.x}>Inviso</Choice>')).toEqual([])
})

test('no phrase is read before the language is known', () => {
  const early = product.flatMap(({ file, source }) =>
    readTooEarly(parse(file, source), phraseNames(source)).map((name) => `${file}: ${name}`),
  )
  expect(early).toEqual([])
  const names = new Set(['phrases'])
  expect(readTooEarly(parse('x.ts', 'const a = { b: phrases.join }'), names)).toEqual(['phrases.join'])
  expect(readTooEarly(parse('x.ts', 'const a = () => phrases.join'), names)).toEqual([])
})

test('screens read only the current language', () => {
  const allowed = /i18n\/(phrases\/[\w-]+|languages|names)\.ts'/
  const read = product.flatMap(({ file, source }) =>
    [...source.matchAll(/from '[^']*i18n\/[^']*'/g)]
      .filter(([text]) => !allowed.test(text))
      .map(([text]) => `${file}: ${text}`),
  )
  expect(read).toEqual([])
})

/** Timeout for thousands of searches through all sources on a busy machine. */
const EVERY_PHRASE_MS = 60_000
test(
  'every phrase is used',
  () => {
    const sources = product.map(({ source }) => source).join('\n')
    const mentions = (key: string): boolean => new RegExp(`[.'"\\s{,]${key}\\b`).test(sources)
    const unused = Object.entries(english).flatMap(([part, sentences]) =>
      Object.entries(sentences).flatMap(([key, value]) => {
        const called = new RegExp(`(${part}|words|w)\\.${key}\\b|[\\[{,?:] '?${key}\\b|'${key}'`)
        if (!called.test(sources)) return [`${part}.${key}`]
        const inner = typeof value === 'object' && !Array.isArray(value) ? Object.keys(value) : []
        return inner
          .filter((name) => !/^\d+$/.test(name) && !mentions(name))
          .map((name) => `${part}.${key}.${name}`)
      }),
    )
    expect(unused).toEqual([])
  },
  EVERY_PHRASE_MS,
)

test('CSS uses logical sides, not left and right', () => {
  const sided =
    /(margin|padding|border)-(left|right)\b|(^|[\s;{])(left|right)\s*:|float:\s*(left|right)|text-align:\s*(left|right)/
  const found = filesIn('web', /\.css$/).flatMap(({ file, source }) =>
    source
      .split('\n')
      .filter((line) => sided.test(line) || isLopsided(line))
      .map((line) => `${file}: ${line.trim()}`),
  )
  expect(found).toEqual([])
  expect(isLopsided('  padding: 10px 4px 10px 14px;')).toBe(true)
  expect(isLopsided('  inset: auto 0 calc(96px + var(--safe-bottom)) 0;')).toBe(false)
})

/** Whether a four-value shorthand has different left and right values. Safe-area insets are exempt: they do not depend on the language. */
function isLopsided(line: string): boolean {
  const [, values = ''] = /^\s*(?:margin|padding|inset|border-width):\s*(.+);/.exec(line) ?? []
  const four = values.match(/[\w-]+\([^()]*(?:\([^()]*\)[^()]*)*\)|[^\s]+/g) ?? []
  return four.length === 4 && four[1] !== four[3] && !values.includes('--safe-left')
}
