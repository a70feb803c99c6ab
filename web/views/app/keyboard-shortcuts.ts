/** Keyboard shortcuts beyond the browser's own: arrows in the list, Escape, and a few more. */
import type { App } from '../../domain/app/app.ts'
import type { Navigation } from '../../ui/navigation/navigation.ts'
import type { Place } from '../view-context.ts'

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLTextAreaElement ||
  (target instanceof HTMLInputElement && !/^(radio|checkbox|range|button|submit)$/.test(target.type))

/** The row to which an arrow leads among `count` rows; from outside the list, the open row or the first. */
export function rowAfter(key: string, at: number, count: number, open: number): number | null {
  if (count === 0) return null
  if (key === 'ArrowDown') return at < 0 ? Math.max(0, open) : Math.min(count - 1, at + 1)
  if (key === 'ArrowUp') return at < 0 ? Math.max(0, open) : Math.max(0, at - 1)
  if (at < 0) return null
  return key === 'Home' ? 0 : key === 'End' ? count - 1 : null
}

const FINDER = '.find input'
const isFinder = (target: EventTarget | null): boolean => target instanceof Element && target.matches(FINDER)

/** Goes to the field that finds a session; false where there is none. */
function find(): boolean {
  const field = document.querySelector<HTMLInputElement>(FINDER)
  field?.select()
  field?.focus()
  return field !== null
}

/** Moves among the rows; false when the list does not use the key. */
function moveInList({ key, target }: KeyboardEvent): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>('.rows .row-main')]
  const element = target instanceof Element ? target : null
  const at = rows.findIndex((row) => row.parentElement?.contains(element))
  // In another part of the page the arrows scroll.
  if (at < 0 && element !== document.body && !isFinder(element)) return false
  const open = rows.findIndex((row) => row.closest('[data-current="true"]'))
  const next = rows[rowAfter(key, at, rows.length, open) ?? -1]
  next?.focus()
  return next !== undefined
}

export function listenForShortcuts(app: App, navigation: Navigation<Place>): () => void {
  const leave = (): boolean => {
    if (navigation.stack.value.length === 1) return false
    const opened = document.querySelector<HTMLElement>('.row[data-current="true"] .row-main')
    navigation.back()
    opened?.focus()
    return true
  }
  const act = (event: KeyboardEvent): boolean => {
    const { key, ctrlKey, metaKey, altKey, target } = event
    if ((ctrlKey || metaKey) && !altKey && key.toLowerCase() === 'k') return find()
    if (ctrlKey || metaKey || altKey) return false
    if (key === 'Escape') return leave()
    if (isTyping(target) && !(isFinder(target) && key === 'ArrowDown')) return false
    if (key.toLowerCase() === 'n') {
      navigation.push({ kind: 'new', id: null })
      return true
    }
    if (key === '?') {
      navigation.push({ kind: 'shortcuts' })
      return true
    }
    return moveInList(event)
  }
  const onKey = (event: KeyboardEvent): void => {
    const away = app.lock.state.value !== 'open' || app.cover.shown.value || !document.querySelector('.shell')
    if (away || event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return
    if (act(event)) event.preventDefault()
  }
  document.addEventListener('keydown', onKey)
  return () => document.removeEventListener('keydown', onKey)
}
