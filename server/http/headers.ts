/** The security headers: what may run, what may be reached, and which permissions may be requested. */
export interface HeaderOptions {
  /** Whether people reach the server over TLS, ours or a proxy's. */
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
/** Permissions that the app never uses are off; the camera is for scanning, the clipboard for codes, the location to send it. */
const PERMISSIONS = [
  'accelerometer',
  'autoplay',
  'browsing-topics',
  'display-capture',
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
  .concat('camera=(self)', 'clipboard-read=(self)', 'clipboard-write=(self)', 'geolocation=(self)')
  .join(', ')

/** Returns the headers. `host`: as in the request, since not every engine lets `'self'` include wss of the same host. */
export function securityHeaders({ https }: HeaderOptions, host: string): Readonly<Record<string, string>> {
  const safeHost = /^[\w.\-:[\]]+$/.test(host) ? host : ''
  // On a developer's machine another server is another port of the same host.
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

/** Returns the CORS headers for a calling origin: any, or those that the operator listed. Null when it may not call. */
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
