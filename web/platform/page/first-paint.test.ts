/** The page's first script removes an invite's secret from the address bar before anything else runs. */
import { expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { createContext, runInContext } from 'node:vm'

/** `later`: fragments of links that open while the page is open. */
function run(hash: string, { pathname = '/', later = [] as readonly string[] } = {}) {
  const addresses: string[] = []
  const kept: unknown[] = []
  const location = { hash, pathname }
  let change = (): void => {}
  const context: Record<string, unknown> = {
    location,
    Event: class {},
    addEventListener(_: string, listener: () => void) {
      change = listener
    },
    dispatchEvent: () => kept.push(context.launchFragment),
    history: { state: null, replaceState: (_: unknown, __: string, to: string) => addresses.push(to) },
    localStorage: {
      getItem() {
        // Everything that reads the page runs after the address is clean.
        expect(addresses.length).toBe(hash === '' && pathname === '/' ? 0 : 1)
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
  for (const fragment of later) {
    location.hash = fragment
    change()
  }
  return { addresses, kept }
}

test('the fragment is removed from the address first and kept for the app', () => {
  expect(run('#j=482913&s=secret')).toEqual({ addresses: ['/'], kept: ['#j=482913&s=secret'] })
})

test('a page without a fragment keeps its address', () => {
  expect(run('')).toEqual({ addresses: [], kept: [] })
})

test('a link that opens the page while it is open leaves the address at once, and the app is told', () => {
  const later = ['#j=482913&s=secret', '', '#j=482913&s=secret']
  expect(run('', { later })).toEqual({ addresses: ['/', '/'], kept: [later[0], later[2]] })
})

test('a link whose # was encoded went to the server: its code is used, its secret is not', () => {
  for (const pathname of ['/%23j=482913&s=secret', '/%23j=482913%26s%3Dsecret'])
    expect(run('', { pathname })).toEqual({ addresses: ['/'], kept: ['#j=482913&s'] })
})
