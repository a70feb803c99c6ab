/** Why an action of a person failed. The views map each code to one sentence with a way forward. */

export type Failure =
  | { readonly code: 'code_malformed' }
  | { readonly code: 'code_unknown' }
  | { readonly code: 'code_used' }
  | { readonly code: 'own_code' }
  | { readonly code: 'too_many_requests'; readonly retryAfterMs: number }
  | { readonly code: 'server_unreachable' }
  | { readonly code: 'server_refused' }
  /** The server failed on every attempt. */
  | { readonly code: 'server_trouble' }
  | { readonly code: 'server_address_malformed' }
  | { readonly code: 'server_not_inviso' }
  | { readonly code: 'too_many_sessions' }
  | { readonly code: 'storage_failed' }
  | { readonly code: 'name_too_long' }
  | { readonly code: 'text_too_long' }
  | { readonly code: 'outbox_full' }
  | { readonly code: 'words_unknown' }

/** The failures of one action: `FailureOf<'storage_failed' | 'name_too_long'>`. */
export type FailureOf<Code extends Failure['code']> = Extract<Failure, { readonly code: Code }>
