/** Fields, switches and choices; no screen of the first paint uses them. */
import { CircleAlert } from 'lucide-preact'
import type { RefObject } from 'preact'
import { useId } from 'preact/hooks'
import './fields.css'

export function TextField(props: {
  readonly label: string
  readonly value: string
  readonly onValue: (value: string) => void
  readonly numeric?: boolean
  readonly maxLength?: number
  readonly placeholder?: string
  readonly inputRef?: RefObject<HTMLInputElement | null>
  readonly describedBy?: string
  /** A sentence under the field. */
  readonly hint?: string
  readonly address?: boolean
  readonly lowerCase?: boolean
}) {
  const id = useId()
  // The hint is no part of the label: a reader hears the name alone first.
  const described = [props.describedBy, props.hint && `${id}-hint`].filter(Boolean).join(' ')
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <input
        id={id}
        ref={props.inputRef ?? null}
        type="text"
        value={props.value}
        onInput={(event) => props.onValue(event.currentTarget.value)}
        inputMode={props.numeric ? 'numeric' : props.address ? 'url' : 'text'}
        autocomplete="off"
        autocapitalize={props.numeric || props.address || props.lowerCase ? 'none' : 'sentences'}
        spellcheck={false}
        enterkeyhint="done"
        maxLength={props.maxLength}
        placeholder={props.placeholder}
        aria-describedby={described || undefined}
        dir={props.numeric || props.address ? 'ltr' : 'auto'}
      />
      {props.hint && <small id={`${id}-hint`}>{props.hint}</small>}
    </div>
  )
}

/** A field for a typed secret; the browser's password manager may store it. */
export function PassField(props: {
  readonly label: string
  readonly value: string
  readonly onValue: (value: string) => void
  /** True for an existing passphrase, false for a new one. */
  readonly current?: boolean
  /** The label stands in the empty field, and above it for a reader only. */
  readonly inside?: boolean
  /** Whether what is typed can be read. */
  readonly shown?: boolean
  readonly inputRef?: RefObject<HTMLInputElement | null>
}) {
  return (
    <label class="field">
      <span class={props.inside ? 'hush' : undefined}>{props.label}</span>
      <input
        ref={props.inputRef ?? null}
        placeholder={props.inside ? props.label : undefined}
        {...(props.shown ? { type: 'text' } : { type: 'password' })}
        value={props.value}
        onInput={(event) => props.onValue(event.currentTarget.value)}
        autocomplete={props.current ? 'current-password' : 'new-password'}
        autocapitalize="none"
        spellcheck={false}
        enterkeyhint="done"
        dir="auto"
      />
    </label>
  )
}

export function Switch(props: {
  readonly label: string
  readonly hint?: string
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
}) {
  const id = useId()
  return (
    <div class="switch-row">
      <span>
        <label for={id}>{props.label}</label>
        {props.hint && <small id={`${id}-hint`}>{props.hint}</small>}
      </span>
      <input
        id={id}
        type="checkbox"
        role="switch"
        checked={props.checked}
        aria-describedby={props.hint ? `${id}-hint` : undefined}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
        {...{ switch: true }}
      />
    </div>
  )
}

/** A choice among many in a row of a card; opens the phone's native list. */
export function SelectRow<T extends number>(props: {
  readonly label: string
  readonly hint?: string
  readonly options: readonly { readonly value: T; readonly label: string }[]
  readonly value: T
  readonly onChange: (value: T) => void
}) {
  const id = useId()
  const chosen = (index: number): void => {
    const option = props.options[index]
    if (option) props.onChange(option.value)
  }
  return (
    <div class="switch-row select-row">
      <span>
        <label for={id}>{props.label}</label>
        {props.hint && <small id={`${id}-hint`}>{props.hint}</small>}
      </span>
      <select
        id={id}
        aria-describedby={props.hint ? `${id}-hint` : undefined}
        onChange={(event) => chosen(event.currentTarget.selectedIndex)}
      >
        {props.options.map(({ value, label }) => (
          <option key={value} selected={value === props.value}>
            {label}
          </option>
        ))}
      </select>
    </div>
  )
}

export function Choice<T extends string | number>(props: {
  readonly label: string
  readonly name: string
  /** `lang`: where a label is in another language than the page. `spoken`: what a shortened label stands for. */
  readonly options: readonly {
    readonly value: T
    readonly label: string
    readonly spoken?: string | undefined
    readonly lang?: string
  }[]
  readonly value: T
  readonly onChange: (value: T) => void
  /** Shows many options as a list with a mark at the chosen one. */
  readonly list?: boolean
}) {
  return (
    <div class="choice" data-list={props.list} role="radiogroup" aria-label={props.label}>
      <span class="choice-title" aria-hidden="true">
        {props.label}
      </span>
      <div class="choice-options">
        {props.options.map((option) => (
          <label key={option.value}>
            <input
              type="radio"
              name={props.name}
              checked={option.value === props.value}
              aria-label={option.spoken}
              onChange={() => props.onChange(option.value)}
            />
            <span lang={option.lang}>{option.label}</span>
          </label>
        ))}
      </div>
    </div>
  )
}

/** Shows a failure. It is rendered empty before one, so that a screen reader announces the text when it appears. `of`: what went wrong stands in the field above. */
export function Alert(props: { readonly text: string | null; readonly id?: string; readonly of?: 'field' }) {
  return (
    <div role="alert" id={props.id}>
      {props.text && (
        <p class={props.of === 'field' ? 'field-alert' : 'alert'}>
          {props.of === 'field' && <CircleAlert aria-hidden="true" />}
          <span>{props.text}</span>
        </p>
      )}
    </div>
  )
}
