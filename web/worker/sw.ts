/** The service worker: the built files from the cache, the server for everything else, and an update only when asked. */
import { createHandlerBoundToURL, type PrecacheEntry, precacheAndRoute } from 'workbox-precaching'

declare const self: {
  readonly __WB_MANIFEST: (PrecacheEntry | string)[]
  readonly location: Location
  readonly skipWaiting: () => Promise<void>
  readonly addEventListener: (type: string, listener: (event: never) => void) => void
}

interface MessageEventLike {
  readonly data: unknown
}
interface FetchEventLike {
  readonly request: Request
  readonly respondWith: (response: Promise<Response>) => void
}

precacheAndRoute(self.__WB_MANIFEST, { cleanURLs: false, ignoreURLParametersMatching: [/^v$/] })

const shell = createHandlerBoundToURL('/index.html')

/** Every page of the app is the one shell, also offline. What the server answers for itself is left to it. */
self.addEventListener('fetch', (event: FetchEventLike) => {
  const { request } = event
  const url = new URL(request.url)
  const isPage = request.mode === 'navigate' && url.origin === self.location.origin
  if (!isPage || /^\/+(api|healthz|version\.json|ws)(\/|$)/.test(url.pathname)) return
  event.respondWith(shell({ request, url, event: event as never }))
})

/** The person chose to update: only then does the new build take over. */
self.addEventListener('message', (event: MessageEventLike) => {
  const { data } = event
  if (typeof data === 'object' && data !== null && 'type' in data && data.type === 'SKIP_WAITING')
    void self.skipWaiting()
})
