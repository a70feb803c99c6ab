/** Reloads the page when only that can load a part whose import failed. */
import { createContext } from 'preact'

/**
 * Firefox and Safari remember a failed import until the page is loaded anew (whatwg/html#6768).
 * Resolves to `no_server` when the server does not answer, for then a new page would be worse than this one,
 * and to `would_lose` when the person has to agree first; `agreed` says that they did.
 */
export type Reload = (agreed: boolean) => Promise<'reloading' | 'no_server' | 'would_lose'>

export const ReloadContext = createContext<Reload>(async () => 'no_server')
