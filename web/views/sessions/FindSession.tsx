/** "Find a session": what is typed leaves only the rows whose name has it. Beside the chat only, where a list is long and a keyboard near. */
import { Search } from 'lucide-preact'
import { useEffect, useState } from 'preact/hooks'
import type { SessionRow } from '../../domain/sessions/session.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import './find-session.css'

/** The key that Ctrl or Command is held with is the same in every language. */
const shortcut = (): string => (/Mac|iP/.test(navigator.platform) ? '⌘ K' : 'Ctrl K')

export type Find = (row: SessionRow) => boolean

const plain = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase().trim()
/** Whether a row's name has what was typed, whatever its case and accents; null for nothing typed. */
const findFor = (typed: string): Find | null =>
  plain(typed) === '' ? null : ({ name }) => plain(name).includes(plain(typed))

/** `found`: how many rows are left. `onEnter`: opens the first of them. */
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
  // Where the window has become narrow again there is no field, so every row is there.
  useEffect(() => () => onFind(null), [])
  return (
    <>
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
