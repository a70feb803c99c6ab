/** A menu beside what opened it: arrow keys move, Escape closes, and the focus goes back. */
import type { ComponentChildren, RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { besideOf, MENU_EDGE_PX, type Rectangle } from './menu-place.ts'
import './menu.css'

export interface MenuItem {
  readonly label: string
  readonly icon: ComponentChildren
  readonly danger?: boolean
  readonly act: () => void
}

interface MenuProps {
  readonly label: string
  readonly at: { readonly x: number; readonly y: number }
  /** `at` is the menu's first corner, as under a pointer; else its last, as under a button at the screen's edge. */
  readonly fromStart?: boolean
  /** The rectangle that the menu must not cover (client coordinates): it opens below, above or beside it. */
  readonly beside?: Rectangle | undefined
  /** A row of small choices above the items: a group of buttons, each an item of the menu. */
  readonly children?: ComponentChildren
  readonly items: readonly MenuItem[]
  readonly onClose: () => void
}

function place(element: HTMLElement, { at, fromStart = false, beside }: MenuProps): void {
  // Unlike a client rectangle, these sizes do not change while the menu's opening animation scales it.
  const { offsetWidth: width, offsetHeight: height } = element
  const toRight = (document.dir === 'rtl') !== fromStart
  const left = Math.min(
    Math.max(MENU_EDGE_PX, toRight ? at.x : at.x - width),
    window.innerWidth - width - MENU_EDGE_PX,
  )
  const top = Math.max(MENU_EDGE_PX, Math.min(at.y, window.innerHeight - height - MENU_EDGE_PX))
  const screen = { width: window.innerWidth, height: window.innerHeight }
  const corner = beside ? besideOf({ left, top }, { width, height }, beside, screen) : { left, top }
  element.style.left = `${corner.left}px`
  element.style.top = `${corner.top}px`
}

/** Keeps the menu inside the window, also when the device is rotated or the text grows. */
function usePlaced(menu: RefObject<HTMLElement | null>, props: MenuProps): void {
  const placeNow = (): void => {
    if (menu.current) place(menu.current, props)
  }
  useLayoutEffect(placeNow)
  useLayoutEffect(() => {
    const observer = new ResizeObserver(placeNow)
    for (const element of [menu.current, document.documentElement]) if (element) observer.observe(element)
    return () => observer.disconnect()
  })
}

/** Focuses the first item, closes on a press outside, and gives the focus back at the end. */
export function useFocusInside(menu: RefObject<HTMLElement | null>, onClose: () => void): void {
  useLayoutEffect(() => {
    const before = document.activeElement
    menu.current?.querySelector<HTMLElement>('[role^=menuitem]')?.focus()
    const outside = (event: Event): void => {
      if (event.target instanceof Node && !menu.current?.contains(event.target)) onClose()
    }
    document.addEventListener('pointerdown', outside, true)
    return () => {
      document.removeEventListener('pointerdown', outside, true)
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
}

/** A row of choices inside a menu. */
const ROW = '[role=group]'

/** Moves the focus. Up and down, a row of choices counts as one item; across, only the row's own choices count. */
function moveFocus(menu: HTMLElement | null, step: number, across: boolean): void {
  const active = document.activeElement
  const row = active?.closest(ROW)
  const all = [...(menu?.querySelectorAll<HTMLButtonElement>('button[role^=menuitem]') ?? [])]
  const stops = all.filter((button) => {
    const own = button.closest(ROW)
    if (across) return own !== null && own === row
    return own === null || button === active || (own !== row && button === own.firstElementChild)
  })
  if (!(active instanceof HTMLButtonElement) || stops.length === 0) return
  stops[(stops.indexOf(active) + step + stops.length) % stops.length]?.focus()
}

/** Handles keys in a menu: arrows move, Escape and Tab close. */
export function menuKeys(menu: HTMLElement | null, event: KeyboardEvent, onClose: () => void): void {
  const rtl = document.dir === 'rtl'
  if (event.key === 'Escape' || event.key === 'Tab') onClose()
  else if (event.key === 'ArrowDown') moveFocus(menu, 1, false)
  else if (event.key === 'ArrowUp') moveFocus(menu, -1, false)
  else if (event.key === 'ArrowRight') moveFocus(menu, rtl ? -1 : 1, true)
  else if (event.key === 'ArrowLeft') moveFocus(menu, rtl ? 1 : -1, true)
  else return
  event.preventDefault()
  event.stopPropagation()
}

/** The items of a menu; a hairline precedes the first one that cannot be undone. */
export function MenuItems(props: { readonly items: readonly MenuItem[]; readonly onClose: () => void }) {
  return props.items.map((item, at) => (
    <button
      key={item.label}
      type="button"
      role="menuitem"
      data-kind={item.danger ? 'danger' : 'normal'}
      data-first={item.danger === true && at > 0 && !props.items[at - 1]?.danger}
      onClick={() => {
        props.onClose()
        item.act()
      }}
    >
      {item.icon}
      {item.label}
    </button>
  ))
}

export function Menu(props: MenuProps) {
  const menu = useRef<HTMLDivElement>(null)
  usePlaced(menu, props)
  useFocusInside(menu, props.onClose)
  return (
    <div
      ref={menu}
      class="menu"
      role="menu"
      tabIndex={-1}
      aria-label={props.label}
      onKeyDown={(event) => menuKeys(menu.current, event, props.onClose)}
    >
      {props.children}
      <MenuItems items={props.items} onClose={props.onClose} />
    </div>
  )
}
