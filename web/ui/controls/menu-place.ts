/** Computes where a menu opens: inside the window, without covering its element. */

export interface Rectangle {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** Free space between the menu and the window's edge. */
export const MENU_EDGE_PX = 12

/** Free space between the menu and its element. */
const GAP_PX = 8

/** Returns the place nearest to `wanted` that does not cover `beside`; `wanted` when there is none. Pixels. */
export function besideOf(
  wanted: { readonly left: number; readonly top: number },
  size: { readonly width: number; readonly height: number },
  beside: Rectangle,
  window: { readonly width: number; readonly height: number },
): { readonly left: number; readonly top: number } {
  const { left, top } = wanted
  const meets =
    left < beside.right &&
    left + size.width > beside.left &&
    top < beside.bottom &&
    top + size.height > beside.top
  const below = beside.bottom + GAP_PX
  const above = beside.top - GAP_PX - size.height
  const after = beside.right + GAP_PX
  const before = beside.left - GAP_PX - size.width
  if (!meets) return wanted
  if (below + size.height <= window.height - MENU_EDGE_PX) return { left, top: below }
  if (above >= MENU_EDGE_PX) return { left, top: above }
  if (after + size.width <= window.width - MENU_EDGE_PX) return { left: after, top }
  return before >= MENU_EDGE_PX ? { left: before, top } : wanted
}
