/** The textbox of "Join", drawn as six cells while it contains only digits. */
import type { RefObject } from 'preact'
import { invitePhrases } from '../../i18n/phrases/invites.ts'

const CELLS = [0, 1, 2, 3, 4, 5] as const
const SPLIT_AT = 3

/** `wrong`: its content was refused. */
export function JoinCodeField(props: {
  readonly value: string
  readonly onValue: (value: string) => void
  readonly inputRef: RefObject<HTMLInputElement | null>
  readonly wrong: boolean
}) {
  const digits = props.value.replace(/\s/g, '')
  const drawn = /^\d*$/.test(digits) && digits.length <= CELLS.length
  return (
    <div class="join-field" data-drawn={drawn} data-wrong={props.wrong}>
      {drawn && (
        <div class="cells" aria-hidden="true" dir="ltr">
          {CELLS.map((at) => (
            <i key={at} data-now={at === digits.length} data-split={at === SPLIT_AT}>
              {digits[at]}
            </i>
          ))}
        </div>
      )}
      <input
        ref={props.inputRef}
        type="text"
        inputMode="numeric"
        value={props.value}
        onInput={(event) => props.onValue(event.currentTarget.value)}
        aria-label={invitePhrases.joinCode}
        aria-describedby="join-wrong join-hint"
        aria-invalid={props.wrong}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        enterkeyhint="done"
        dir="ltr"
      />
    </div>
  )
}
