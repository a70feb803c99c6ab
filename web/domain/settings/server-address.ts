/** The address of a server as a person types it, and whether an Inviso server answers there. Loaded when a person chooses one. */
import { err, ok, type Result } from '../../../base/result.ts'
import type { Rest } from '../../transport/api/rest.ts'
import type { ServerFailure } from './server-choice.ts'

/** URL.canParse exists only from Safari 17. */
function urlOf(text: string): URL | null {
  try {
    return new URL(text)
  } catch {
    return null
  }
}

/** Reads what a person types: `chat.example`, `https://chat.example/`, `localhost:8080`. Null when it is not an address, or neither https nor on this device. */
export function addressToOrigin(address: string): string | null {
  const text = address.trim()
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text)
  const onThisDevice = /^(localhost|127\.0\.0\.1|\[::1\])(:|\/|$)/i.test(text)
  const candidate = hasScheme ? text : `${onThisDevice ? 'http' : 'https'}://${text}`
  // Chromium accepts a space as part of a host name.
  const url = /\s/.test(text) ? null : urlOf(candidate)
  if (!url) return null
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  if (url.username || url.password || (url.pathname !== '/' && url.pathname !== '')) return null
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && local)) return null
  return url.origin
}

/** The origin of the server at `address`, once it has answered as an Inviso server. */
export async function probeAddress(
  address: string,
  rest: Pick<Rest, 'probe'>,
): Promise<Result<string, ServerFailure>> {
  const chosen = addressToOrigin(address)
  if (!chosen) return err({ code: 'server_address_malformed' })
  const probed = await rest.probe(chosen)
  if (probed.ok) return ok(chosen)
  return err({ code: probed.error === 'not_inviso' ? 'server_not_inviso' : 'server_unreachable' })
}
