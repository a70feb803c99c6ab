/** The glossary and the code use the same words. */
import { expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { product } from './sources.ts'

const glossary = readFileSync('docs/GLOSSARY.md', 'utf8')
const [words = '', givenUp = ''] = glossary.split('## Words that were given up')
const rowsOf = (text: string): readonly (readonly string[])[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('| ') && !/^\| (---|word|not )/.test(line))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    )

/** Names of types, functions and constants that a file of the product exports. */
const exported = product.flatMap(({ text }) =>
  [...text.matchAll(/^export (?:async )?(?:const|function|interface|type) (\w+)/gm)].map(
    ([, name = '']) => name,
  ),
)
/** `createLinkFailover` and `link-failover` as `link failover`, with a space at both ends. */
const spaced = (name: string): string =>
  ` ${name
    .replace(/[._-]/g, ' ')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()} `

test('each name in the glossary exists in the code', () => {
  const named = rowsOf(words).flatMap(([, , code = '']) =>
    [...code.matchAll(/`(\w+)`/g)].map(([, name = '']) => name),
  )
  expect(named.length).toBeGreaterThan(30)
  expect(named.filter((name) => !exported.includes(name))).toEqual([])
})

test('no word has two meanings', () => {
  const all = rowsOf(words).flatMap(([word = '']) => word.split(', ').map((one) => one.toLowerCase()))
  expect(all.filter((word, at) => all.indexOf(word) !== at)).toEqual([])
})

/** Names that a file declares, and names of properties in its types. */
const namesIn = (text: string): readonly string[] =>
  [...text.matchAll(/\b(?:const|let|function|type|interface) (\w+)|\breadonly (\w+)\??:/g)].map(
    ([, declared, property]) => declared ?? property ?? '',
  )
/** Stored under this name, so it stays. */
const STORED = ['pairing']

test('no name in the code uses a word that was given up', () => {
  const not = rowsOf(givenUp).flatMap(([cell = '']) =>
    [...cell.matchAll(/`([\w ]+)`/g)].map(([, word = '']) => word),
  )
  const uses = (name: string): boolean =>
    not.some((word) => spaced(name).includes(` ${word} `) || spaced(name).includes(` ${word}s `))
  const found = product.flatMap(({ file, text }) =>
    [basename(file).replace(/\.\w+$/, ''), ...namesIn(text)]
      .filter((name) => uses(name) && !STORED.includes(name))
      .map((name) => `${file}: ${name}`),
  )
  expect(not.length).toBeGreaterThan(8)
  expect(found).toEqual([])
  expect(namesIn('const lateLoad = 1\n  readonly talk?: string').filter(uses)).toEqual(['lateLoad', 'talk'])
})
