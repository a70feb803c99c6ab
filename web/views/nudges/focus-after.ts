/** Where the focus goes when the part of a screen that holds it goes away: without this it would be nowhere, and the keyboard would begin anew at the top. */
import type { RefObject } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import { isDesk } from '../../ui/navigation/view-transition.ts'

const screenOf = (part: Element | null): Element | null => part?.closest('.screen') ?? null

/** In a chat at a desk where the person writes; else the screen's heading, since a field would bring up the keyboard of a phone. */
function focusScreen(screen: Element | null): void {
  const field = isDesk() ? screen?.querySelector<HTMLElement>('.composer textarea') : null
  const heading = screen?.querySelector<HTMLElement>('h1')
  if (heading) heading.tabIndex = -1
  const next = field ?? heading
  next?.focus({ preventScroll: true })
}

/** For a part that goes away while it may hold the focus. */
export function useFocusAfter(part: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = part.current
    // It is still in the document here.
    return () => {
      if (element?.contains(document.activeElement)) focusScreen(screenOf(element))
    }
  }, [])
}

/** For what stands in a sheet: the sheet gives the focus back to what opened it, which may be gone by then. */
export function useFocusAfterSheet(part: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const screen = screenOf(part.current)
    return () =>
      queueMicrotask(() => {
        if (document.activeElement === document.body) focusScreen(screen)
      })
  }, [])
}
