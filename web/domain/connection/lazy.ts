/** The door of the connection room: signaling, links, handshake and ML-KEM, loaded when a session goes live. */
import { lazy } from '../../platform/lazy.ts'

export const lazyStartSession = lazy(() => import('./start-session.ts'))
