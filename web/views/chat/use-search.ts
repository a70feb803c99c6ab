/** Whether a person searches in this chat: begun from Details or by Ctrl/⌘ F at a desk, ended by Escape. */
import { useEffect, useState } from 'preact/hooks'
import { isDesk } from '../../ui/navigation/view-transition.ts'
import { useView } from '../view-context.ts'

export interface SearchState {
  /** How often it was asked for; 0 while nobody searches. */
  readonly asked: number
  readonly begin: () => void
  readonly end: () => void
  /** For the chat's section. */
  readonly onKeyDown: (event: KeyboardEvent) => void
}

const FIELD = '.talk-search input'
const isFind = ({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean =>
  (ctrlKey || metaKey) && !altKey && !shiftKey && key.toLowerCase() === 'f'

export function useSearch(): SearchState {
  const { app } = useView()
  const [asked, setAsked] = useState(0)
  const begin = (): void => setAsked((before) => before + 1)
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!isFind(event) || event.defaultPrevented || !isDesk()) return
      // Asked twice, the browser's own search answers.
      const isThere = event.target instanceof Element && event.target.matches(FIELD)
      if (isThere || app.cover.shown.value || document.querySelector('dialog[open]')) return
      event.preventDefault()
      begin()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  const end = (): void => setAsked(0)
  return {
    asked,
    begin,
    end,
    onKeyDown(event) {
      if (asked === 0 || event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return
      event.preventDefault()
      end()
    },
  }
}
