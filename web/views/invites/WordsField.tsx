/** The field for the two words: offers completions; small slips are corrected later. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { invitePhrases } from '../../i18n/phrases/invites.ts'
import { TextField } from '../../ui/controls/Fields.tsx'
import { useView } from '../view-context.ts'
import './invites.css'

export function WordsField(props: {
  readonly value: string
  readonly onValue: (value: string) => void
  readonly describedBy?: string
}) {
  const { app } = useView()
  const { value, onValue } = props
  const [offered, setOffered] = useState<readonly string[]>([])
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])
  const last = /[^\s-]*$/.exec(value)?.[0] ?? ''
  useEffect(() => {
    let current = true
    void app.invites.words.complete(last).then((words) => {
      if (current) setOffered(words.filter((word) => word !== last.toLowerCase()))
    })
    return () => {
      current = false
    }
  }, [last])
  return (
    <div class="words-field">
      <TextField
        label={invitePhrases.words}
        value={value}
        onValue={onValue}
        lowerCase
        inputRef={input}
        {...(props.describedBy === undefined ? {} : { describedBy: props.describedBy })}
      />
      {offered.length > 0 && (
        <div class="offers">
          {offered.map((word) => (
            <button
              key={word}
              type="button"
              class="offer"
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => onValue(`${value.slice(0, value.length - last.length)}${word} `)}
            >
              {word}
            </button>
          ))}
        </div>
      )}
    </div>
  )
}
