/** The actions on a session in the list, by menu or swipe, with their confirmations; loaded after the list. */
import { Pencil, Pin, PinOff, Trash2 } from 'lucide-preact'
import { unreachable } from '../../../base/result.ts'
import type { SessionId, SessionRow } from '../../domain/sessions/session.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { Menu } from '../../ui/controls/Menu.tsx'
import { createSwipeOpen, type SwipeOpen } from '../../ui/gestures/swipe-open.ts'
import { useKept } from '../use-kept.ts'
import { useView } from '../view-context.ts'
import { DeleteDialog, RenameDialog } from './session-dialogs.tsx'
import './row-actions.css'

/** Both buttons side by side, each as wide as .row-actions makes it. */
const WIDTH_PX = 160

export type Behind = 'moving' | 'open' | 'shut'
export const createRowSwipe = (onChange: (behind: Behind) => void): SwipeOpen =>
  createSwipeOpen(() => WIDTH_PX, onChange)

interface Acts {
  readonly row: SessionRow
  readonly onPin: () => void
  readonly onDelete: () => void
  readonly onClose: () => void
}

/** The two buttons behind a row. */
export function SessionRowActions({ row, onPin, onDelete, onClose }: Acts) {
  const Mark = row.pinned ? PinOff : Pin
  const then = (act: () => void) => () => {
    onClose()
    act()
  }
  return (
    <div class="row-actions">
      <button type="button" onClick={then(onPin)}>
        <Mark aria-hidden="true" />
        {row.pinned ? phrases.unpin : phrases.pin}
      </button>
      <button type="button" data-kind="danger" onClick={then(onDelete)}>
        <Trash2 aria-hidden="true" />
        {phrases.remove}
      </button>
    </div>
  )
}

function SessionRowMenu(
  props: Acts & {
    readonly at: { readonly x: number; readonly y: number }
    readonly onRename: () => void
  },
) {
  const { row, at, onPin, onRename, onDelete, onClose } = props
  const Mark = row.pinned ? PinOff : Pin
  return (
    <Menu
      label={phrases.rowOptions(row.name)}
      at={at}
      onClose={onClose}
      items={[
        {
          label: row.pinned ? phrases.unpin : phrases.pin,
          icon: <Mark aria-hidden="true" />,
          act: onPin,
        },
        { label: phrases.rename, icon: <Pencil aria-hidden="true" />, act: onRename },
        { label: phrases.remove, icon: <Trash2 aria-hidden="true" />, danger: true, act: onDelete },
      ]}
    />
  )
}

/** The dialog that a row's menu or swipe opened; null for none. */
export type Open =
  | {
      readonly kind: 'menu'
      readonly row: SessionRow
      readonly at: { readonly x: number; readonly y: number }
    }
  | { readonly kind: 'rename' | 'delete'; readonly row: SessionRow }
  | null

/** Shows it. `current`: the session whose chat is open. */
export function RowDialog(props: {
  readonly open: NonNullable<Open>
  readonly current: SessionId | null
  readonly setOpen: (open: Open) => void
}) {
  const { open, current, setOpen } = props
  const { app, navigation } = useView()
  const keep = useKept()
  const row = app.sessions.rows.value.find(({ id }) => id === open.row.id) ?? open.row
  const close = (): void => setOpen(null)
  switch (open.kind) {
    case 'menu':
      return (
        <SessionRowMenu
          row={row}
          at={open.at}
          onClose={close}
          onPin={() => void keep(app.sessions.pin(row.id, !row.pinned))}
          onRename={() => setOpen({ kind: 'rename', row })}
          onDelete={() => setOpen({ kind: 'delete', row })}
        />
      )
    case 'rename':
      return <RenameDialog id={row.id} name={row.name} onClose={close} />
    case 'delete':
      return (
        <DeleteDialog
          id={row.id}
          onClose={close}
          // With two panes another chat may be open beside the list; keep it.
          onDeleted={() => row.id === current && navigation.reset()}
        />
      )
    default:
      return unreachable(open)
  }
}
