/** A page that a test can hide, freeze, show and disconnect. */
import type { Edge, EdgeKind, Page } from './page.ts'

export interface FakePage extends Page {
  /** Reports the event to the app, and changes the page's state to match. */
  readonly edge: (kind: EdgeKind) => void
  /** Opens a link to the page while it is open. */
  readonly arrive: (fragment: string) => void
}

/** `phone`: whether the screen is one of a phone. */
export function createFakePage(origin: string, openedWith = '', phone = true): FakePage {
  let fragment = openedWith
  const listeners = new Set<(edge: Edge) => void>()
  let arrived = (): void => {}
  let visible = true
  let online = true
  return {
    origin,
    onEdge(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    edge(kind) {
      if (kind === 'hidden') visible = false
      if (kind === 'visible') visible = true
      if (kind === 'online' || kind === 'offline') online = kind === 'online'
      for (const listener of [...listeners]) listener({ kind })
    },
    visible: () => visible,
    looked: () => visible,
    online: () => online,
    standalone: () => true,
    onPhone: () => phone,
    browserKind: () => ({ kind: 'other' }),
    takeFragment() {
      const taken = fragment
      fragment = ''
      return taken
    },
    onArrival(listener) {
      arrived = listener
    },
    arrive(next) {
      fragment = next
      arrived()
    },
    copy: async () => true,
    paste: async () => null,
    canShare: false,
    share: async () => {},
    saveFile: async () => {},
    cameraAsks: async () => false,
    scan: async () => ({ ok: false, error: 'no_camera' }),
    setBadge() {},
    reload() {},
    promptInstall: async () => {},
    audit: async () => [],
    eraseBrowserStores: async () => [],
  }
}
