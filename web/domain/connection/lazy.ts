/** Loads the connection room (signaling, links, handshake, ML-KEM) when a session goes live. */
import { lazy } from '../../platform/lazy.ts'

export const lazyStartSession = lazy(() => import('./start-session.ts'))
