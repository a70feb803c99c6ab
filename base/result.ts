/** Expected failures as values: a Result is either a value or one error of a closed union. */
export type Result<T, E> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E }

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value })
export const err = <E>(error: E): { readonly ok: false; readonly error: E } => ({ ok: false, error })

/** Ends a switch over a union: a new member that nobody handles fails to compile here. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${typeof value}`)
}
