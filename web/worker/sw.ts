/** The service worker: serves the built files from the cache, leaves everything else to the server, and updates only when asked. */
import { createHandlerBoundToURL, type PrecacheEntry, precacheAndRoute } from 'workbox-precaching'
import { isReservedPath } from '../../protocol/reserved-paths.ts'

declare const self: {
  readonly __WB_MANIFEST: (PrecacheEntry | string)[]
  readonly location: Location
  readonly skipWaiting: () => Promise<void>
  readonly addEventListener: (type: string, listener: (event: never) => void) => void
}

interface MessageEventLike {
  readonly data: unknown
  readonly waitUntil: (done: Promise<unknown>) => void
}
interface FetchEventLike {
  readonly request: Request
  readonly respondWith: (response: Promise<Response>) => void
}

precacheAndRoute(self.__WB_MANIFEST, { cleanURLs: false, ignoreURLParametersMatching: [/^v$/] })

const shell = createHandlerBoundToURL('/index.html')

/** Answers every navigation with the app shell, also offline, except the server's own paths. */
self.addEventListener('fetch', (event: FetchEventLike) => {
  const { request } = event
  const url = new URL(request.url)
  const isPage = request.mode === 'navigate' && url.origin === self.location.origin
  if (!isPage || isReservedPath(url.pathname)) return
  event.respondWith(shell({ request, url, event: event as never }))
})

/** Activates the new build only after the person chose to update. */
self.addEventListener('message', (event: MessageEventLike) => {
  const { data } = event
  if (typeof data === 'object' && data !== null && 'type' in data && data.type === 'SKIP_WAITING')
    event.waitUntil(self.skipWaiting())
})
