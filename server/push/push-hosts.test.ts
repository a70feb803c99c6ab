/** A push goes to four vendors and the operator's additions; every trick that would lead elsewhere is refused. */
import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { pushUrl, serviceOf } from './push-hosts.ts'

const TAKEN = {
  'https://web.push.apple.com/QGuQyavXutnMH': 'apple',
  'https://api.push.apple.com/x': 'apple',
  'https://fcm.googleapis.com/fcm/send/eEs:APA91b': 'google',
  'https://fcm.googleapis.com/wp/abc': 'google',
  'https://updates.push.services.mozilla.com/wpush/v2/gAAAA-_': 'mozilla',
  'https://wns2-par02p.notify.windows.com/w/?token=AwYAAAB%2f': 'microsoft',
}
const REFUSED = [
  'http://web.push.apple.com/x',
  'https://push.apple.com/x',
  'https://web.push.apple.com',
  'https://web.push.apple.com:8443/x',
  'https://web.push.apple.com:443/x',
  'https://web.push.apple.com./x',
  'https://WEB.push.apple.com/x',
  'https://evil.com/web.push.apple.com',
  'https://web.push.apple.com.evil.com/x',
  'https://evilpush.apple.com/x',
  'https://web.push.apple.com@evil.com/x',
  'https://u:p@web.push.apple.com/x',
  'https://evil.com\\@web.push.apple.com/x',
  'https://evil.com#.push.apple.com/x',
  'https://evil.com/#.push.apple.com',
  'https://evil.com?.push.apple.com/x',
  'https://127.0.0.1/x',
  'https://2130706433/x',
  'https://0x7f.1/x',
  'https://[::1]/x',
  'https://[::ffff:127.0.0.1]/x',
  'https://localhost/x',
  'https://169.254.169.254/latest/meta-data',
  'https://.push.apple.com/x',
  'https://a..push.apple.com/x',
  'https://-a.push.apple.com/x',
  'https://wéb.push.apple.com/x',
  'https://web.push。apple.com/x',
  'https://web%2epush.apple.com/x',
  ' https://web.push.apple.com/x',
  'https://web.push.apple.com/x\n',
  'https://web.push.apple.com/\tx',
  'ht\ntps://web.push.apple.com/x',
  'https:web.push.apple.com/x',
  'https:/web.push.apple.com/x',
  '//web.push.apple.com/x',
  'javascript:alert(1)',
  'file:///etc/passwd',
  'unix:/x',
  'https://web.push.apple.com/../x',
  'https://web.push.apple.com/a/%2e%2e/x',
  `https://web.push.apple.com/${'x'.repeat(1_024)}`,
  'https://fcm.googleapis.com.evil.com/x',
  'https://xfcm.googleapis.com/x',
  'https://storage.googleapis.com/x',
  'https://notify.windows.com/x',
  'https://web.push.apple.com/%61bc',
  'https://web.push.apple.com//abc',
  'https://web.push.apple.com/abc/',
  'https://web.push.apple.com/abc?x',
  'https://web.push.apple.com/abc?',
  'https://web.push.apple.com/abc;x',
  'https://web.push.apple.com/',
  'https://wns2-par02p.notify.windows.com/w/?token=Aw&x=1',
  'https://wns2-par02p.notify.windows.com//w/?token=Aw',
  'https://wns2-par02p.notify.windows.com/w/',
  '',
]

test('the endpoints of the four vendors are taken as they are', () => {
  for (const [text, service] of Object.entries(TAKEN)) {
    const url = pushUrl(text, [])
    expect([url?.href, url && serviceOf(url)]).toEqual([text, service as never])
  }
})

test('fifty-seven others are refused', () => {
  expect(REFUSED).toHaveLength(57)
  expect(REFUSED.filter((text) => pushUrl(text, []) !== null)).toEqual([])
})

test('of a thousand texts made of the same parts none leads to a host that is not a vendor’s', () => {
  const part = fc.constantFrom(
    ...['https://', 'http://', 'web', '.push.apple.com', 'fcm.googleapis.com', '.notify.windows.com'],
    ...['evil.com', '127.0.0.1', '[::1]', '.', '..', '/', '//', '\\', '@', '#', '?', ':', ':443', '%2e', '-'],
    ...['\t', '\n', ' ', 'é', '。', '０', 'A', 'x'],
  )
  const texts = fc.array(part, { maxLength: 8 }).map((parts) => `https://${parts.join('')}`)
  // Few of those are an endpoint at all: so also real ones, with one part put in somewhere.
  const nearly = fc
    .tuple(fc.constantFrom(...Object.keys(TAKEN)), fc.nat(), part)
    .map(([text, at, more]) => `${text.slice(0, at % text.length)}${more}${text.slice(at % text.length)}`)
  let taken = 0
  fc.assert(
    fc.property(fc.oneof(texts, nearly, fc.webUrl(), fc.string()), (text) => {
      const url = pushUrl(text, [])
      if (!url) return
      taken += 1
      // The parser of what is fetched, and a second look with other means.
      const host = new URL(text).hostname
      expect([url.href, new URL(text).port, new URL(text).protocol]).toEqual([text, '', 'https:'])
      expect(host).toMatch(
        /^(fcm\.googleapis\.com|[a-z0-9.-]+\.(push\.apple\.com|push\.services\.mozilla\.com|notify\.windows\.com))$/,
      )
    }),
    { numRuns: 1_000 },
  )
  expect(taken).toBeGreaterThan(0)
  expect(taken).toBeLessThan(1_000)
})

test('an origin that the operator added is taken with its port, and no other port of it', () => {
  const added = ['https://push.example.org:8443', 'https://localhost:4000']
  const url = pushUrl('https://push.example.org:8443/x', added)
  expect([url?.host, url && serviceOf(url)]).toEqual(['push.example.org:8443', 'other'])
  expect(pushUrl('https://localhost:4000/x', added)?.port).toBe('4000')
  for (const text of ['https://push.example.org/x', 'https://localhost:4001/x', 'https://localhost:4000'])
    expect(pushUrl(text, added)).toBeNull()
})
