/** What only the two-pane layout has: the line that sets the list's width, and "Find a session", which filters the rows by name. */
import { Search } from 'lucide-preact'
import { useEffect, useState } from 'preact/hooks'
import type { SessionRow } from '../../domain/sessions/session.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { foldText } from '../message-text/find-text.ts'
import { ListWidth } from './ListWidth.tsx'
import './find-session.css'

/** The shortcut's key, with Ctrl or Command; the same in every language. */
const shortcut = (): string => (/Mac|iP/.test(navigator.platform) ? '⌘ K' : 'Ctrl K')

export type Find = (row: SessionRow) => boolean

/** Returns the filter for a typed text, ignoring case and accents; null for an empty text. */
function findFor(typed: string): Find | null {
  const wanted = foldText(typed).trim()
  return wanted === '' ? null : ({ name }) => foldText(name).includes(wanted)
}

/** `found`: number of matching rows. `onEnter`: opens the first one. */
export function FindSession(props: {
  readonly found: number
  readonly onFind: (find: Find | null) => void
  readonly onEnter: () => void
}) {
  const { found, onFind, onEnter } = props
  const [value, setValue] = useState('')
  const onValue = (typed: string): void => {
    setValue(typed)
    onFind(findFor(typed))
  }
  // In a narrow window there is no field, so clear the filter.
  useEffect(() => () => onFind(null), [])
  return (
    <>
      <ListWidth />
      <label class="find">
        <Search aria-hidden="true" />
        <span class="hush">{phrases.findSession}</span>
        <input
          type="search"
          value={value}
          placeholder={phrases.findSession}
          autocomplete="off"
          spellcheck={false}
          enterkeyhint="go"
          onInput={(event) => onValue(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && value !== '') {
              event.stopPropagation()
              event.preventDefault()
              onValue('')
            } else if (event.key === 'Enter' && !event.isComposing) onEnter()
          }}
        />
        {value === '' && (
          <span class="find-key" aria-hidden="true">
            {shortcut()}
          </span>
        )}
      </label>
      <p class="none-found" role="status">
        {value !== '' && found === 0 ? phrases.noneFound(value) : ''}
      </p>
    </>
  )
}
