/** The headers that make a browser strict with us: what may run, what may be reached, what may be asked for. */
export interface HeaderOptions {
  /** Behind TLS, ours or a proxy's. */
  readonly https: boolean
}

const CSP = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "media-src 'self' blob:",
  "worker-src 'self'",
  "manifest-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types inviso',
]
/** What the app never asks for is off; the camera is for scanning, the clipboard for codes. */
const PERMISSIONS = [
  'accelerometer',
  'autoplay',
  'browsing-topics',
  'display-capture',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'serial',
  'usb',
]
  .map((feature) => `${feature}=()`)
  .concat('camera=(self)', 'clipboard-read=(self)', 'clipboard-write=(self)')
  .join(', ')

/** `host` as the browser called us: `'self'` reaches its own wss in every engine only when it is named. */
export function securityHeaders({ https }: HeaderOptions, host: string): Readonly<Record<string, string>> {
  const safeHost = /^[\w.\-:[\]]+$/.test(host) ? host : ''
  // On a developer's own machine another server is one on another port.
  const local =
    /^(localhost|127\.0\.0\.1)(:|$)/.test(host) && !https ? ' http://localhost:* ws://localhost:*' : ''
  const own = safeHost ? ` wss://${safeHost}${https ? '' : ` ws://${safeHost}`}` : ''
  const csp = [...CSP, `connect-src 'self'${own}${local} https: wss:`].join('; ')
  return {
    'Content-Security-Policy': csp,
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': PERMISSIONS,
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    ...(https ? { 'Strict-Transport-Security': 'max-age=63072000; includeSubDomains' } : {}),
  }
}

/** Who may call from another page: anybody, or those that the operator named. Null when this origin may not. */
export function corsHeaders(
  allowed: readonly string[] | null,
  origin: string | null,
): Readonly<Record<string, string>> | null {
  if (origin === null) return {}
  if (allowed !== null && !allowed.includes(origin)) return null
  return {
    'Access-Control-Allow-Origin': allowed === null ? '*' : origin,
    'Access-Control-Allow-Methods': 'GET, POST, DELETE',
    'Access-Control-Allow-Headers': 'Content-Type',
    'Access-Control-Expose-Headers': 'Retry-After',
    'Access-Control-Max-Age': '86400',
    ...(allowed === null ? {} : { Vary: 'Origin' }),
  }
}
