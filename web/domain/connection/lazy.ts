/** Loads what chooses the live sessions, and the connection room (signaling, links, handshake, ML-KEM) when one goes live. */
import { lazy } from '../../platform/lazy.ts'

export const lazyLiveSessions = lazy(() => import('./live-sessions.ts'))
export const lazyStartSession = lazy(() => import('./start-session.ts'))
