/** A push service on loopback that answers as a test asks, and a `fetch` that reaches it under any push service's name. */

export interface PushReceived {
  readonly url: string
  readonly headers: Headers
  readonly body: Uint8Array
}

/** Starts it. `answer` gets each push; it may answer late, or with a body that never ends. */
export function startPushService(answer: (push: PushReceived) => Response | Promise<Response>) {
  const received: PushReceived[] = []
  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    // A push service that does not answer must not be cut off by this one.
    idleTimeout: 60,
    async fetch(request) {
      const { pathname, search } = new URL(request.url)
      const body = new Uint8Array(await request.arrayBuffer())
      const push = { url: pathname + search, headers: request.headers, body }
      received.push(push)
      return answer(push)
    },
  })
  return {
    received,
    /** The real `fetch`, to this service instead of the URL's host; the host is then in the header `X-Host`. */
    fetch(url: URL, init: RequestInit): Promise<Response> {
      const headers = new Headers(init.headers)
      headers.set('X-Host', url.host)
      return fetch(`${server.url.origin}${url.pathname}${url.search}`, { ...init, headers })
    },
    stop: () => server.stop(true),
  }
}
