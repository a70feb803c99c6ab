/** The privacy cover: shown in the same task in which the person leaves the page, removed on return. */
import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Edge, Page } from '../../platform/page/page.ts'

export interface Cover {
  readonly shown: ReadonlySignal<boolean>
  readonly lift: () => void
  readonly coverNow: () => void
  readonly onEdge: (edge: Edge) => void
}

/** `onBlur`: whether the person chose the cover whenever the window loses the focus; on a phone it always appears then. */
export function createCover(page: Page, onBlur: () => boolean): Cover {
  const shown = signal(!page.visible())
  const lift = (): void => {
    if (page.visible()) shown.value = false
  }
  return {
    shown: computed(() => shown.value),
    lift,
    coverNow() {
      shown.value = true
    },
    onEdge(edge) {
      switch (edge.kind) {
        case 'hidden':
        case 'pagehide':
        case 'freeze':
          shown.value = true
          return
        case 'blur':
          // A phone is about to show its app switcher; on a desktop another window merely has the focus.
          if (page.onPhone() || onBlur()) shown.value = true
          return
        case 'visible':
        case 'pageshow':
        case 'focus':
        case 'resume':
          return lift()
        default:
          return
      }
    },
  }
}
