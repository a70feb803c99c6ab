/** Which scripts may become a worker. */
import { expect, test } from 'bun:test'
import { trustedScript } from './trusted-script.ts'

Object.assign(globalThis, { location: { origin: 'https://chat.example' } })

test('the two service workers and the files of the build are taken, by path or by address', () => {
  for (const url of ['/sw.js', '/nudge.js', '/assets/argon2.worker-1a2B3c4D.js'])
    expect([trustedScript(url), trustedScript(`https://chat.example${url}`)]).toEqual([url, url])
})

test('no other script is: of another origin, another name, beside or below the build', () => {
  const others = [
    'https://evil.example/nudge.js',
    '//evil.example/nudge.js',
    'https://chat.example.evil/sw.js',
  ]
  for (const url of [
    ...others,
    '/nudge.js?x',
    '/nudge/a/nudge.js',
    '/assets/../x.js',
    'data:text/javascript,1',
    '',
  ])
    expect(() => trustedScript(url)).toThrow('not a script of this app')
})
