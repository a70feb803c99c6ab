/** Names one phone's subscription whatever way its endpoint is spelled, so that no spelling escapes its limits. */
import { serviceOf } from './push-hosts.ts'

/**
 * Returns the vendor and what names the subscription there: Microsoft's token, else the last segment of the path, since a vendor may have
 * several hosts and paths for one. An endpoint of an added origin is named by its decoded path without empty segments; its query is left out.
 */
export function endpointName(url: URL): string {
  const service = serviceOf(url)
  if (service === 'microsoft') return `${service} ${url.searchParams.get('token')}`
  const segments = url.pathname.split('/').filter((segment) => segment !== '')
  if (service !== 'other') return `${service} ${segments.at(-1)}`
  return `${url.origin} ${segments.map(decodedOrAsIs).join('/')}`
}

function decodedOrAsIs(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
