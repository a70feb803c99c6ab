/** Whose page asks: our own, one that the operator named, or another site's. */

export interface OwnOrigins {
  /** The address that people know; null when each host that we are called by is our own. */
  readonly publicOrigin: string | null
  /** The pages that the operator named; null when any may call. */
  readonly corsOrigins: readonly string[] | null
}

/** Our own pages, of a server that was called as `host`. Behind a proxy that ends TLS that is by http, whatever the page came by. */
export const ownOrigins = (publicOrigin: string | null, host: string): readonly (string | null)[] => [
  publicOrigin,
  `https://${host}`,
  `http://${host}`,
]

/** A browser names the page in every POST, and says of a GET whether it crosses sites; what is no browser says neither. */
export function isForeign(own: OwnOrigins, request: Request, host: string): boolean {
  const origin = request.headers.get('Origin')
  if (origin === null) return request.headers.get('Sec-Fetch-Site') === 'cross-site'
  return !ownOrigins(own.publicOrigin, host).includes(origin) && own.corsOrigins?.includes(origin) !== true
}
