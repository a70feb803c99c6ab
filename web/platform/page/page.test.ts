/** The user agent decides which install instructions are shown. */
import { expect, test } from 'bun:test'
import { OPENED_WITH, pageContract } from './page.contract.ts'
import { createFakePage } from './page.fake.ts'
import { browserKindOf } from './page.ts'

const SAFARI_26 =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.4 Mobile/15E148 Safari/604.1'

test('Safari on iOS is recognised by its own version, not by the reported OS number', () => {
  expect(browserKindOf(SAFARI_26, 5, false)).toEqual({ kind: 'ios-safari', version: 26 })
  expect(browserKindOf(SAFARI_26.replace('Version/26.4', 'Version/17.2'), 5, false)).toEqual({
    kind: 'ios-safari',
    version: 17,
  })
})

test('an iPad that reports a Mac is recognised by its touch points', () => {
  const mac =
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15'
  expect(browserKindOf(mac, 5, false)).toEqual({ kind: 'ios-safari', version: 26 })
  expect(browserKindOf(mac, 0, false)).toEqual({ kind: 'other' })
})

test('other browsers on iOS cannot install, others can when they offer it', () => {
  expect(browserKindOf(SAFARI_26.replace('Version/26.4', 'CriOS/140.0'), 5, false)).toEqual({
    kind: 'ios-other',
  })
  expect(browserKindOf('Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0.0.0', 0, true)).toEqual({
    kind: 'promptable',
  })
})

for (const [name, { run, gives }] of Object.entries(pageContract))
  test(`the fake page ${name}`, async () => {
    const page = createFakePage('https://chat.example', OPENED_WITH)
    expect(await run({ page, cause: page.edge, arrive: page.arrive })).toEqual(gives)
  })
