/** Sheets and questions over the screen, on the browser's own dialog: focus stays inside, Escape and the backdrop close. */
import { X } from 'lucide-preact'
import type { ComponentChildren, RefObject } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { IconButton } from './Controls.tsx'
import './forms.css'
import './sheet.css'

/** Dragged further than this, a sheet closes. */
const CLOSE_AFTER_PX = 110

/** Shown as a modal while it is rendered; the focus goes back to where it was. */
function useModal(): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const element = dialog.current
    const before = document.activeElement
    element?.showModal()
    return () => {
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
  /** What the sheet shows now; another page of it begins at its top. */
  readonly page?: string
  readonly children: ComponentChildren
}) {
  const dialog = useModal()
  const body = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (body.current) body.current.scrollTop = 0
    if (dialog.current) dialog.current.scrollTop = 0
  }, [props.page])
  const grip = useRef<number | null>(null)
  const moved = (y: number): number => (grip.current === null ? 0 : Math.max(0, y - grip.current))
  return (
    <dialog
      ref={dialog}
      class="sheet"
      aria-label={props.title}
      onCancel={(event) => {
        event.preventDefault()
        props.onClose()
      }}
      // The backdrop is the dialog itself; Escape does the same for the keyboard (onCancel).
      onPointerUp={(event) => {
        if (event.target === dialog.current && grip.current === null) props.onClose()
      }}
    >
      <div
        class="sheet-head"
        onPointerDown={(event) => {
          if (event.target instanceof Element && event.target.closest('button')) return
          grip.current = event.clientY
          event.currentTarget.setPointerCapture(event.pointerId)
        }}
        onPointerMove={(event) => dialog.current?.style.setProperty('--dragged', `${moved(event.clientY)}px`)}
        onPointerUp={(event) => {
          const far = moved(event.clientY) > CLOSE_AFTER_PX
          grip.current = null
          if (far) props.onClose()
          else dialog.current?.style.setProperty('--dragged', '0px')
        }}
        onPointerCancel={() => {
          grip.current = null
          dialog.current?.style.setProperty('--dragged', '0px')
        }}
      >
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
export function Question(props: {
  readonly title: string
  readonly text?: string
  readonly alert?: boolean
  readonly onClose: () => void
  readonly children: ComponentChildren
}) {
  const dialog = useModal()
  return (
    <dialog
      ref={dialog}
      class="confirm"
      role={props.alert ? 'alertdialog' : undefined}
      aria-label={props.title}
      onCancel={(event) => {
        event.preventDefault()
        props.onClose()
      }}
    >
      <h2>{props.title}</h2>
      {props.text && <p>{props.text}</p>}
      {props.children}
    </dialog>
  )
}
