/** Peer connections, loaded with the first live session. One for all sessions, since it keeps a warm connection. */
import { type Lazy, lazy } from '../lazy.ts'
import type { Rtc } from './rtc.types.ts'

export const lazyRtc: Lazy<Rtc> = lazy(async () => (await import('./rtc.ts')).createBrowserRtc())
