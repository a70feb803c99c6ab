/** One session in the list: a tap enters it, a long press or its button opens the menu, a swipe shows Pin and Delete. */
import { Ellipsis, Pin } from 'lucide-preact'
import { useEffect, useMemo, useState } from 'preact/hooks'
import type { SessionRow as Session } from '../../domain/sessions/session.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { IconButton } from '../../ui/controls/Button.tsx'
import { cornerOf, longPress } from '../../ui/gestures/long-press.ts'
import type * as Actions from './SessionRowActions.tsx'

/** The row has slid back by then. */
const SHUT_AFTER_MS = 300

function Face({ row }: { readonly row: Session }) {
  return (
    <>
      <span class="avatar" data-state={row.state} aria-hidden="true">
        {[...row.name][0] ?? ''}
      </span>
      <span class="row-text">
        <span class="row-name" dir="auto">
          {row.name}
        </span>
        <span class="row-state" data-state={row.state}>
          {row.pinned && <Pin size={14} aria-label={phrases.pinned} />} {phrases.row[row.state]}
        </span>
      </span>
      <span class="row-side">
        <time>{phrases.activity(row.lastActivityAt, Date.now())}</time>
        {row.unread > 0 && (
          <span class="badge">
            <span aria-hidden="true">{row.unread}</span>
            <span class="hush">{phrases.unread(row.unread)}</span>
          </span>
        )}
      </span>
    </>
  )
}

export function SessionRow(props: {
  readonly row: Session
  readonly current: boolean
  /** Null until it is loaded; then a swipe works. */
  readonly actions: typeof Actions | null
  readonly onEnter: () => void
  readonly onMenu: (at: { readonly x: number; readonly y: number }) => void
  readonly onPin: () => void
  readonly onDelete: () => void
}) {
  const { row } = props
  const press = useMemo(() => longPress(props.onMenu), [row.id])
  /** What lies behind the row is on the page only while it can be seen: a reader and a keyboard have the menu. */
  const [behind, setBehind] = useState<Actions.Behind | null>(null)
  const { actions } = props
  const swipe = useMemo(() => actions?.createRowSwipe(setBehind), [actions, row.id])
  const { close = () => {}, ...hand } = swipe ?? {}
  useEffect(() => {
    if (behind !== 'shut') return undefined
    const timer = setTimeout(() => setBehind(null), SHUT_AFTER_MS)
    return () => clearTimeout(timer)
  }, [behind])
  return (
    <li class="row" data-current={props.current} data-swipe={behind ?? undefined} {...hand}>
      <div class="row-slide">
        <button type="button" class="row-main" onClick={props.onEnter} {...press}>
          <Face row={row} />
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
