/** Buttons. */
import type { ComponentChildren } from 'preact'

/** `soft` is tinted; `refuse` is its counterpart for the answer that ends something. `danger` is a word in red, `erase` the filled one that erases, `plain` only a word. */
type ButtonKind = 'main' | 'danger' | 'plain' | 'normal' | 'soft' | 'refuse' | 'erase'

export function Button(props: {
  readonly kind?: ButtonKind
  readonly submit?: boolean
  readonly disabled?: boolean
  readonly onPress?: () => void
  readonly children: ComponentChildren
}) {
  const { kind = 'normal', submit = false, disabled = false, onPress, children } = props
  return (
    <button
      class="button"
      data-kind={kind}
      type={submit ? 'submit' : 'button'}
      disabled={disabled}
      onClick={onPress}
    >
      {children}
    </button>
  )
}

export function IconButton(props: {
  readonly name: string
  readonly onPress: (event: MouseEvent) => void
  readonly hasMenu?: boolean
  readonly disabled?: boolean
  readonly children: ComponentChildren
}) {
  return (
    <button
      class="icon-button"
      type="button"
      aria-label={props.name}
      aria-haspopup={props.hasMenu ? 'menu' : undefined}
      disabled={props.disabled}
      onClick={props.onPress}
    >
      {props.children}
    </button>
  )
}
