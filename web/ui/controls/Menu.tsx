/** A menu beside what opened it: arrow keys move, Escape closes, and the focus goes back. */
import type { ComponentChildren, RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
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
  /** A row of small choices above the items: a group of buttons, each an item of the menu. */
  readonly children?: ComponentChildren
  readonly items: readonly MenuItem[]
  readonly onClose: () => void
}

/** Free space between the menu and the window's edge. */
const EDGE_PX = 12

function place(element: HTMLElement, { at, fromStart = false }: MenuProps): void {
  // Unlike a client rectangle, these sizes do not change while the menu's opening animation scales it.
  const { offsetWidth: width, offsetHeight: height } = element
  const toRight = (document.dir === 'rtl') !== fromStart
  const left = Math.min(Math.max(EDGE_PX, toRight ? at.x : at.x - width), window.innerWidth - width - EDGE_PX)
  const top = Math.min(at.y, window.innerHeight - height - EDGE_PX)
  element.style.left = `${left}px`
  element.style.top = `${Math.max(EDGE_PX, top)}px`
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
function useFocusInside(menu: RefObject<HTMLElement | null>, onClose: () => void): void {
  useLayoutEffect(() => {
    const before = document.activeElement
    menu.current?.querySelector('button')?.focus()
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

/** Moves the focus. Up and down, a row of choices counts as one item; across, only the row's own choices count. */
function moveFocus(menu: HTMLElement | null, step: number, across: boolean): void {
  const active = document.activeElement
  const row = active?.closest('[role=group]')
  const all = [...(menu?.querySelectorAll('button') ?? [])]
  const stops = all.filter((button) => {
    const own = button.closest('[role=group]')
    if (across) return own !== null && own === row
    return own === null || button === active || (own !== row && button === own.firstElementChild)
  })
  if (!(active instanceof HTMLButtonElement) || stops.length === 0) return
  stops[(stops.indexOf(active) + step + stops.length) % stops.length]?.focus()
}

export function Menu(props: MenuProps) {
  const menu = useRef<HTMLDivElement>(null)
  usePlaced(menu, props)
  useFocusInside(menu, props.onClose)
  const onKeyDown = (event: KeyboardEvent): void => {
    const rtl = document.dir === 'rtl'
    if (event.key === 'Escape' || event.key === 'Tab') props.onClose()
    else if (event.key === 'ArrowDown') moveFocus(menu.current, 1, false)
    else if (event.key === 'ArrowUp') moveFocus(menu.current, -1, false)
    else if (event.key === 'ArrowRight') moveFocus(menu.current, rtl ? -1 : 1, true)
    else if (event.key === 'ArrowLeft') moveFocus(menu.current, rtl ? 1 : -1, true)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div ref={menu} class="menu" role="menu" tabIndex={-1} aria-label={props.label} onKeyDown={onKeyDown}>
      {props.children}
      {props.items.map((item) => (
        <button
          key={item.label}
          type="button"
          role="menuitem"
          data-kind={item.danger ? 'danger' : 'normal'}
          onClick={() => {
            props.onClose()
            item.act()
          }}
        >
          {item.icon}
          {item.label}
        </button>
      ))}
    </div>
  )
}
