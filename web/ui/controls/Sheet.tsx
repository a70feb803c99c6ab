/** Sheets and questions over the screen, on the browser's own dialog: focus stays inside, Escape and the backdrop close. */
import { X } from 'lucide-preact'
import type { ComponentChildren, RefObject } from 'preact'
import { useContext, useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { createSheetDrag, type SheetDrag } from '../gestures/sheet-drag.ts'
import { LayerContext } from '../navigation/layer-context.ts'
import { IconButton } from './Button.tsx'
import './sheet.css'

/** Shown as a modal while it is rendered; the focus goes back to where it was. */
function useModal(onClose: () => void): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null)
  const latest = useRef(onClose)
  latest.current = onClose
  // Before the effects of what is inside: a field cannot take the focus in a dialog that is not open yet.
  useLayoutEffect(() => {
    const element = dialog.current
    const before = document.activeElement
    element?.showModal()
    // The system's back gesture may close a dialog without a cancel event.
    const closed = (): void => latest.current()
    element?.addEventListener('close', closed)
    return () => {
      element?.removeEventListener('close', closed)
      element?.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  return dialog
}

export function Sheet(props: {
  readonly title: string
  readonly closeName: string
  readonly onClose: () => void
  /** Names the page that the sheet shows; a change scrolls it to the top. */
  readonly page?: string
  /** The sheet already has its own step in the history. */
  readonly isPlace?: boolean
  readonly children: ComponentChildren
}) {
  const dialog = useModal(props.onClose)
  const head = useRef<HTMLDivElement>(null)
  const body = useRef<HTMLDivElement>(null)
  const drag = useRef<SheetDrag | null>(null)
  const close = useRef(props.onClose)
  close.current = props.onClose
  const layer = useContext(LayerContext)
  useEffect(() => (props.isPlace ? undefined : layer(() => close.current())), [])
  useLayoutEffect(() => {
    if (!dialog.current || !head.current || !body.current) return undefined
    const parts = { sheet: dialog.current, head: head.current, body: body.current }
    drag.current = createSheetDrag({ ...parts, onClose: () => close.current() })
    return drag.current.stop
  }, [])
  useLayoutEffect(() => {
    drag.current?.reset()
    if (body.current) body.current.scrollTop = 0
    if (dialog.current) dialog.current.scrollTop = 0
  }, [props.page])
  /** Whether the press began beside the sheet; the backdrop is the dialog element itself. */
  const beside = useRef(false)
  return (
    <dialog
      ref={dialog}
      class="sheet"
      aria-label={props.title}
      onCancel={(event) => {
        event.preventDefault()
        props.onClose()
      }}
      // Escape does the same for the keyboard (onCancel). Dragging a selection out of a field must not close it.
      onPointerDown={(event) => {
        beside.current = event.target === dialog.current
      }}
      onClick={(event) => {
        if (event.target === dialog.current && beside.current) props.onClose()
      }}
      onKeyDown={() => {
        beside.current = false
      }}
    >
      <div class="sheet-head" ref={head}>
        <h2>{props.title}</h2>
        <IconButton name={props.closeName} onPress={props.onClose}>
          <X aria-hidden="true" />
        </IconButton>
      </div>
      <div class="sheet-body" ref={body}>
        {props.children}
      </div>
    </dialog>
  )
}

/** A question that must be answered; Escape is the answer that changes nothing. */
export function Dialog(props: {
  readonly title: string
  readonly text?: string
  readonly alert?: boolean
  /** `alarm` covers the whole screen. */
  readonly kind?: 'confirm' | 'alarm'
  /** Stands above the title. */
  readonly icon?: ComponentChildren
  readonly onClose: () => void
  readonly children: ComponentChildren
}) {
  const dialog = useModal(props.onClose)
  const title = useRef<HTMLHeadingElement>(null)
  // What happened is read before anything can be pressed.
  useLayoutEffect(() => {
    if (props.kind === 'alarm') title.current?.focus()
  }, [])
  return (
    <dialog
      ref={dialog}
      class={props.kind ?? 'confirm'}
      role={props.alert ? 'alertdialog' : undefined}
      aria-label={props.title}
      onCancel={(event) => {
        event.preventDefault()
        props.onClose()
      }}
    >
      {props.icon}
      <h2 ref={title} tabIndex={props.kind === 'alarm' ? -1 : undefined}>
        {props.title}
      </h2>
      {props.text && <p>{props.text}</p>}
      {props.children}
    </dialog>
  )
}
