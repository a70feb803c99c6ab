/** A menu beside what opened it: arrow keys move, Escape closes, focus goes back. */
import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import './menu.css'

export interface MenuItem {
  readonly label: string
  readonly icon: ComponentChildren
  readonly danger?: boolean
  readonly act: () => void
}

const EDGE_PX = 12

export function Menu(props: {
  readonly label: string
  readonly at: { readonly x: number; readonly y: number }
  /** Its corner there is the first one, as under a pointer, not the last, as under a button at the edge. */
  readonly fromStart?: boolean
  /** A row of small choices above the items: a group of buttons, each an item of the menu. */
  readonly children?: ComponentChildren
  readonly items: readonly MenuItem[]
  readonly onClose: () => void
}) {
  const menu = useRef<HTMLDivElement>(null)
  const place = (): void => {
    const element = menu.current
    if (!element) return
    // Its own size, not the one that it has while it grows.
    const { offsetWidth: width, offsetHeight: height } = element
    const toRight = (document.dir === 'rtl') !== (props.fromStart ?? false)
    const left = Math.min(
      Math.max(EDGE_PX, toRight ? props.at.x : props.at.x - width),
      window.innerWidth - width - EDGE_PX,
    )
    const top = Math.min(props.at.y, window.innerHeight - height - EDGE_PX)
    element.style.left = `${left}px`
    element.style.top = `${Math.max(EDGE_PX, top)}px`
  }
  useLayoutEffect(place)
  // Turned or with larger text, it still fits.
  useLayoutEffect(() => {
    const observer = new ResizeObserver(place)
    for (const one of [menu.current, document.documentElement]) if (one) observer.observe(one)
    return () => observer.disconnect()
  })
  useLayoutEffect(() => {
    const before = document.activeElement
    menu.current?.querySelector('button')?.focus()
    const outside = (event: Event): void => {
      if (event.target instanceof Node && !menu.current?.contains(event.target)) props.onClose()
    }
    document.addEventListener('pointerdown', outside, true)
    return () => {
      document.removeEventListener('pointerdown', outside, true)
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  /** Up and down, a row counts as one; across, only what is in it. */
  const move = (step: number, across: boolean): void => {
    const active = document.activeElement
    const row = active?.closest('[role=group]')
    const all = [...(menu.current?.querySelectorAll('button') ?? [])]
    const stops = all.filter((button) => {
      const own = button.closest('[role=group]')
      if (across) return own !== null && own === row
      return own === null || button === active || (own !== row && button === own.firstElementChild)
    })
    if (!(active instanceof HTMLButtonElement) || stops.length === 0) return
    stops[(stops.indexOf(active) + step + stops.length) % stops.length]?.focus()
  }
  return (
    <div
      ref={menu}
      class="menu"
      role="menu"
      tabIndex={-1}
      aria-label={props.label}
      onKeyDown={(event) => {
        if (event.key === 'Escape' || event.key === 'Tab') props.onClose()
        else if (event.key === 'ArrowDown') move(1, false)
        else if (event.key === 'ArrowUp') move(-1, false)
        else if (event.key === 'ArrowRight') move(document.dir === 'rtl' ? -1 : 1, true)
        else if (event.key === 'ArrowLeft') move(document.dir === 'rtl' ? 1 : -1, true)
        else return
        event.preventDefault()
        event.stopPropagation()
      }}
    >
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
