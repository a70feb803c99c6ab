/** Decides whether a call comes from our own page, a listed one, or another site's. */

export interface OwnOrigins {
  /** The public address of this server; null accepts any host as our own. */
  readonly publicOrigin: string | null
  /** The origins that the operator listed; null when any may call. */
  readonly corsOrigins: readonly string[] | null
}

/** Our own origins, for a server called as `host`. Behind a TLS proxy requests arrive over http, so both schemes count. */
export const ownOrigins = (publicOrigin: string | null, host: string): readonly (string | null)[] => [
  publicOrigin,
  `https://${host}`,
  `http://${host}`,
]

/** Whether another site's page makes this call. Browsers send Origin with every POST and Sec-Fetch-Site with a GET; other clients send neither. */
export function isForeign(own: OwnOrigins, request: Request, host: string): boolean {
  const origin = request.headers.get('Origin')
  if (origin === null) return request.headers.get('Sec-Fetch-Site') === 'cross-site'
  return !ownOrigins(own.publicOrigin, host).includes(origin) && own.corsOrigins?.includes(origin) !== true
}
