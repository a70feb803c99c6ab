/** The page's first script removes an invite's secret from the address bar before anything else runs. */
import { expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { createContext, runInContext } from 'node:vm'

function run(hash: string): { readonly addresses: readonly string[]; readonly kept: unknown } {
  const addresses: string[] = []
  const context: Record<string, unknown> = {
    location: { hash, pathname: '/' },
    history: { state: null, replaceState: (_: unknown, __: string, to: string) => addresses.push(to) },
    localStorage: {
      getItem() {
        // What reads anything of the page comes after the address is clean.
        expect(hash === '' || addresses.length === 1).toBe(true)
        return null
      },
    },
    document: {
      documentElement: { toggleAttribute() {}, dataset: {}, style: {} },
      querySelectorAll: () => [],
    },
  }
  createContext(context)
  runInContext(readFileSync('public/first-paint.js', 'utf8'), context)
  return { addresses, kept: context.launchFragment }
}

test('the fragment is removed from the address first and kept for the app', () => {
  expect(run('#j=482913&s=secret')).toEqual({ addresses: ['/'], kept: '#j=482913&s=secret' })
})

test('a page without a fragment keeps its address', () => {
  expect(run('')).toEqual({ addresses: [], kept: undefined })
})
