/** One session in the list: a tap enters it; a long press, a right click or its button opens the menu; a swipe shows Pin and Delete. */
import { Ellipsis } from 'lucide-preact'
import { useEffect, useMemo, useState } from 'preact/hooks'
import type { SessionRow as Session } from '../../domain/sessions/session.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { IconButton } from '../../ui/controls/Button.tsx'
import { cornerOf, longPress } from '../../ui/gestures/long-press.ts'
import { SessionFace } from './SessionFace.tsx'
import type * as Actions from './SessionRowActions.tsx'

/** The row has slid back by then. */
const SHUT_AFTER_MS = 400

type Point = { readonly x: number; readonly y: number }

/** The menu's place: under the pointer, or under the row when a key opened it. */
function placeOf({ clientX, clientY, currentTarget }: MouseEvent): Point {
  return clientX > 0 || clientY > 0 ? { x: clientX, y: clientY } : cornerOf(currentTarget as Element)
}

export function SessionRow(props: {
  readonly row: Session
  readonly now: number
  readonly hidden: boolean
  readonly current: boolean
  /** Null until it is loaded; then a swipe works. */
  readonly actions: typeof Actions | null
  readonly onEnter: () => void
  readonly onMenu: (at: Point) => void
  readonly onPin: () => void
  readonly onDelete: () => void
}) {
  const { row, now, hidden, actions } = props
  const press = useMemo(() => longPress(props.onMenu), [row.id])
  /** What lies behind the row is on the page only while it can be seen: a reader and a keyboard have the menu. */
  const [behind, setBehind] = useState<Actions.Behind | null>(null)
  const swipe = useMemo(() => actions?.createRowSwipe(setBehind), [actions, row.id])
  const { close = () => {}, ...hand } = swipe ?? {}
  useEffect(() => {
    if (behind !== 'shut') return undefined
    const timer = setTimeout(() => setBehind(null), SHUT_AFTER_MS)
    return () => clearTimeout(timer)
  }, [behind])
  return (
    <li
      class="row"
      data-state={row.state}
      data-unread={row.unread > 0}
      data-current={props.current}
      data-swipe={behind ?? undefined}
      {...hand}
    >
      <div class="row-slide">
        <button
          type="button"
          class="row-main"
          aria-current={props.current || undefined}
          onClick={props.onEnter}
          onContextMenu={(event) => {
            event.preventDefault()
            props.onMenu(placeOf(event))
          }}
          {...press}
        >
          <SessionFace row={row} now={now} hidden={hidden} />
        </button>
        <IconButton
          name={phrases.rowOptions(row.name)}
          hasMenu
          onPress={({ currentTarget }) => props.onMenu(cornerOf(currentTarget as Element))}
        >
          <Ellipsis aria-hidden="true" />
        </IconButton>
      </div>
      {behind && actions && (
        <actions.SessionRowActions row={row} onPin={props.onPin} onDelete={props.onDelete} onClose={close} />
      )}
    </li>
  )
}
