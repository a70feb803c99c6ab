/** Decides where a push may go: to four vendors' push services and the operator's additions, and nowhere else. */
import { ENDPOINT_CHARS_MAX } from '../../protocol/limits.ts'

/** Whose push service it is, as far as the log may say: never a host. */
export type PushService = 'apple' | 'google' | 'mozilla' | 'microsoft' | 'other'

/** Google's is one host; the others' hosts end in these names. */
const GOOGLE_HOST = 'fcm.googleapis.com'
const VENDOR_ENDINGS: Readonly<Record<string, PushService>> = {
  '.push.apple.com': 'apple',
  '.push.services.mozilla.com': 'mozilla',
  '.notify.windows.com': 'microsoft',
}
/** Printable ASCII without what parsers read differently: no userinfo, backslash or fragment. */
const PLAIN_URL = /^https:\/\/[a-z0-9.-]+(:\d+)?\/[\x21-\x7e]*$/
const ODD_CHARACTERS = /[\\#@]/
/** One segment or more, none of them empty, of what vendors use; so that one subscription has no second spelling. */
const PLAIN_PATH = /^(\/[\w.~:=+,@!$&'()*-]+)+$/
/** Microsoft's endpoints name the subscription by this one parameter. */
const WINDOWS_QUERY = /^\?token=[\w%.~-]+$/
/** One label of a DNS name (RFC 1123 section 2.1), in lower case. */
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/
const LABELS_MIN = 3

/** The vendor whose push service has this URL; `other` for the operator's additions. */
export function serviceOf({ hostname }: URL): PushService {
  if (hostname === GOOGLE_HOST) return 'google'
  const ending = Object.keys(VENDOR_ENDINGS).find((known) => hostname.endsWith(known))
  return (ending && VENDOR_ENDINGS[ending]) || 'other'
}

/** Whether path and query are such as vendors make them. */
function isPlain(url: URL): boolean {
  if (serviceOf(url) !== 'microsoft') return PLAIN_PATH.test(url.pathname) && !url.href.includes('?')
  return !url.pathname.includes('%') && !url.pathname.includes('//') && WINDOWS_QUERY.test(url.search)
}

const isVendor = (url: URL): boolean => {
  const labels = url.hostname.split('.')
  return (
    url.port === '' &&
    labels.length >= LABELS_MIN &&
    labels.every((label) => LABEL.test(label)) &&
    !/^\d+$/.test(labels.at(-1) ?? '') &&
    serviceOf(url) !== 'other' &&
    isPlain(url)
  )
}

/**
 * Returns the URL to send a push to; null when none may go there. `added`: the operator's origins, taken as they are, private addresses too.
 * What a parser would have to mend is refused. The addresses behind the names are not looked up: TLS must prove the name.
 */
export function pushUrl(text: string, added: readonly string[]): URL | null {
  if (text.length > ENDPOINT_CHARS_MAX || !PLAIN_URL.test(text) || ODD_CHARACTERS.test(text)) return null
  const url = URL.canParse(text) ? new URL(text) : null
  if (url?.href !== text) return null
  return added.includes(url.origin) || isVendor(url) ? url : null
}
