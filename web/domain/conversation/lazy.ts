/** Loads conversations (ledger, history, timeline) when a session is opened or goes live. */
import { lazy } from '../../platform/lazy.ts'

export const lazyConversations = lazy(() => import('./conversations.ts'))
