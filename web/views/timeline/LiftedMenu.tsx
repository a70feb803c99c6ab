/** The touch menu of a message: the message is lifted, with reactions above and actions below it, and everything else is dimmed. */
import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { chatPhrases } from '../../i18n/phrases/chat.ts'
import { type MenuItem, MenuItems, menuKeys, useFocusInside } from '../../ui/controls/Menu.tsx'
import './lifted-menu.css'

/** Attributes of a message that its copy has not: what names it for tests and jumps, and what moves it into its place. */
const NOT_LIFTED = ['data-testid', 'data-key', 'data-fresh']

/** Draws a copy of the bubble inside `slot`, with the ancestors that its style depends on. */
function drawAgain(slot: HTMLElement, bubble: HTMLElement): void {
  const line = bubble.closest('article')
  const copy = bubble.cloneNode(true)
  if (!(copy instanceof HTMLElement)) return
  for (const { name, value } of line?.attributes ?? [])
    if (name.startsWith('data-') && !NOT_LIFTED.includes(name)) slot.setAttribute(name, value)
  // A test that counts what is sent counts the message alone.
  for (const named of copy.querySelectorAll('[data-testid]')) named.removeAttribute('data-testid')
  copy.style.width = `${bubble.getBoundingClientRect().width}px`
  slot.replaceChildren(copy)
}

/** Places the column where the bubble was; moves it up when the menu does not fit below. */
function placeColumn(column: HTMLElement, slot: HTMLElement, bubble: HTMLElement): void {
  const shade = column.parentElement
  if (!shade) return
  column.style.marginTop = '0px'
  const { paddingTop, paddingBottom } = getComputedStyle(shade)
  const room = shade.clientHeight - Number.parseFloat(paddingTop) - Number.parseFloat(paddingBottom)
  // Layout sizes and offsets, since the opening animation scales the drawn ones.
  const wanted =
    bubble.getBoundingClientRect().top - Number.parseFloat(paddingTop) - slot.offsetTop + column.offsetTop
  column.style.marginTop = `${Math.max(0, Math.min(wanted, room - column.offsetHeight))}px`
  slot.toggleAttribute('data-cut', slot.scrollHeight > slot.clientHeight + 1)
}

export function LiftedMenu(props: {
  readonly bubble: HTMLElement
  readonly items: readonly MenuItem[]
  /** Choices for the row above; false for none. */
  readonly reactions: ComponentChildren
  readonly onClose: () => void
}) {
  const { bubble, items, reactions, onClose } = props
  const column = useRef<HTMLDivElement>(null)
  const slot = useRef<HTMLDivElement>(null)
  useFocusInside(column, onClose)
  useLayoutEffect(() => {
    if (slot.current) drawAgain(slot.current, bubble)
    // The copy may lie higher: the message is seen once.
    bubble.style.opacity = '0'
    const place = (): void => {
      if (column.current && slot.current) placeColumn(column.current, slot.current, bubble)
    }
    place()
    const observer = new ResizeObserver(place)
    observer.observe(document.documentElement)
    // Lifting the finger takes the focus away; keys must still go to the menu.
    const onKey = (event: KeyboardEvent): void => menuKeys(column.current, event, onClose)
    document.addEventListener('keydown', onKey, true)
    return () => {
      bubble.style.opacity = ''
      observer.disconnect()
      document.removeEventListener('keydown', onKey, true)
    }
  }, [])
  return (
    <div class="lift">
      <div
        ref={column}
        class="lift-column"
        role="menu"
        tabIndex={-1}
        aria-label={chatPhrases.message}
        data-own={bubble.closest('article')?.dataset.own}
      >
        {reactions && (
          // biome-ignore lint/a11y/useSemanticElements: a menu may not contain a fieldset
          <div class="lift-reactions" role="group" aria-label={chatPhrases.reactions}>
            {reactions}
          </div>
        )}
        <div ref={slot} class="bubble-line lift-bubble" aria-hidden="true" inert />
        <div class="menu lift-menu">
          <MenuItems items={items} onClose={onClose} />
        </div>
      </div>
    </div>
  )
}
