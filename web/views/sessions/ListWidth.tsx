/** The line between list and chat: it is drawn with the mouse, or moved by the arrow keys, and stays where it was put. */
import { useRef } from 'preact/hooks'
import { LIST_WIDTH } from '../../domain/settings/settings-store.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { useKept } from '../use-kept.ts'
import { useView } from '../view-context.ts'

/** One press of an arrow key. */
const STEP_PX = 16

const within = (width: number): number =>
  Math.round(Math.min(LIST_WIDTH.max, Math.max(LIST_WIDTH.min, width)))

export function ListWidth() {
  const { preferences } = useView().app
  const keep = useKept()
  const line = useRef<HTMLDivElement>(null)
  const width = preferences.listWidth.value
  /** While it is drawn only the page changes; the choice is stored when it is let go. */
  const drawn = useRef<number | null>(null)
  const toward = (): number => (document.dir === 'rtl' ? -1 : 1)
  const show = (next: number): void =>
    line.current?.closest<HTMLElement>('.shell')?.style.setProperty('--list', `${next}px`)
  const store = (next: number): void => void keep(preferences.setListWidth(within(next)))
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? STEP_PX : event.key === 'ArrowLeft' ? -STEP_PX : 0
    if (step === 0) return
    event.preventDefault()
    event.stopPropagation()
    store(width + step * toward())
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a line that is moved; an hr takes no focus and has no value
    <div
      ref={line}
      class="list-width"
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={phrases.listWidth}
      aria-valuenow={width}
      aria-valuemin={LIST_WIDTH.min}
      aria-valuemax={LIST_WIDTH.max}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        drawn.current = width
      }}
      onPointerMove={(event) => {
        const list = line.current?.closest('.pane')?.getBoundingClientRect()
        if (drawn.current === null || !list) return
        drawn.current = within(toward() === 1 ? event.clientX - list.left : list.right - event.clientX)
        show(drawn.current)
      }}
      onPointerUp={() => {
        if (drawn.current !== null && drawn.current !== width) store(drawn.current)
        drawn.current = null
      }}
      onPointerCancel={() => {
        drawn.current = null
        show(width)
      }}
    />
  )
}
