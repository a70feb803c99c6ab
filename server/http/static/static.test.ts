/** The files of the app: best encoding, right caching, one shell for every path, and nothing outside the folder. */
import { afterAll, expect, test } from 'bun:test'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { precompress } from './precompress.ts'
import { createStatics } from './static.ts'

const dist = mkdtempSync(join(tmpdir(), 'inviso-static-'))
afterAll(() => rmSync(dist, { recursive: true, force: true }))
mkdirSync(join(dist, 'assets'))
writeFileSync(join(dist, 'index.html'), `<!doctype html>${'shell '.repeat(100)}`)
writeFileSync(join(dist, 'assets', 'app-1234.js'), 'export const a = 1\n'.repeat(100))
writeFileSync(join(dist, 'version.json'), '{"name":"inviso","build":"abc"}')
for (const worker of ['sw.js', 'nudge.js']) writeFileSync(join(dist, worker), 'self')
await precompress(dist)
const statics = createStatics(dist)
const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  statics.serve(new Request(`http://localhost${path}`, { headers, method }), path)

test('the best encoding that the browser accepts is sent', async () => {
  expect(get('/assets/app-1234.js', { 'Accept-Encoding': 'gzip, br' })?.headers.get('Content-Encoding')).toBe(
    'br',
  )
  expect(
    get('/assets/app-1234.js', { 'Accept-Encoding': 'gzip, br;q=0' })?.headers.get('Content-Encoding'),
  ).toBe('gzip')
  const plain = get('/assets/app-1234.js')
  expect(plain?.headers.get('Content-Encoding')).toBeNull()
  expect(await plain?.text()).toContain('export const a')
})

test('hashed files are cached for ever; the shell, the workers and the version are always revalidated', () => {
  expect(get('/assets/app-1234.js')?.headers.get('Cache-Control')).toContain('immutable')
  for (const path of ['/', '/index.html', '/sw.js', '/nudge.js', '/version.json'])
    expect(get(path)?.headers.get('Cache-Control')).toBe('no-cache')
})

test('an unchanged file is not sent again', () => {
  const etag = get('/')?.headers.get('ETag') ?? ''
  expect(get('/', { 'If-None-Match': etag })?.status).toBe(304)
  expect(get('/', { 'If-None-Match': '"other"' })?.status).toBe(200)
})

test('every path of the app returns the shell, a missing file 404, and nothing outside is served', () => {
  expect(get('/some/place')?.headers.get('Content-Type')).toContain('text/html')
  for (const path of ['/missing.js', '/../package.json', '/%2e%2e/package.json', '/assets/app-1234.js.br'])
    expect(get(path)).toBeNull()
})

test('HEAD has the headers and no body', async () => {
  const answer = get('/', {}, 'HEAD')
  expect(Number(answer?.headers.get('Content-Length'))).toBeGreaterThan(100)
  expect(await answer?.text()).toBe('')
})

test('the served build is named', () => {
  expect(statics.build).toBe('abc')
  expect(createStatics('no-such-folder').build).toBe('dev')
})
