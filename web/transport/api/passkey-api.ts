/** The server's part of passkeys without PRF: a challenge, and a key share in return for a valid passkey proof. Only the page's own server is asked. */
import * as v from 'valibot'
import { parseJson } from '../../../base/bytes.ts'
import { err, ok, type Result } from '../../../base/result.ts'
import {
  type NewCredential,
  PASSKEY_API,
  passkeyOptionsSchema,
  passkeyShareSchema,
  type UsedCredential,
} from '../../../protocol/passkeys.ts'

const ANSWER_WITHIN_MS = 8_000

export interface PasskeyShare {
  readonly blob: string
  /** 32 bytes in base64url. */
  readonly share: string
}
/** `unreachable`: no network, or no such server. `refused`: the server answered with a refusal. */
export type PasskeyApiError = 'unreachable' | 'refused'
export interface PasskeyApi {
  /** Resolves to null when the server gives none. */
  readonly challenge: (purpose: 'register' | 'unlock') => Promise<string | null>
  readonly register: (credential: NewCredential) => Promise<Result<PasskeyShare, PasskeyApiError>>
  readonly unlock: (
    blob: string,
    credential: UsedCredential,
  ) => Promise<Result<PasskeyShare, PasskeyApiError>>
}

export function createPasskeyApi(origin: string, send: typeof fetch): PasskeyApi {
  const post = async (path: string, body: unknown): Promise<Result<unknown, PasskeyApiError>> => {
    try {
      const answer = await send(origin + path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
        cache: 'no-store',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        redirect: 'error',
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      })
      if (answer.ok) return ok(parseJson(await answer.text()))
      return err(answer.status >= 500 || answer.status === 429 ? 'unreachable' : 'refused')
    } catch {
      return err('unreachable')
    }
  }
  const shareOf = (answer: Result<unknown, PasskeyApiError>): Result<PasskeyShare, PasskeyApiError> => {
    if (!answer.ok) return answer
    const parsed = v.safeParse(passkeyShareSchema, answer.value)
    return parsed.success ? ok(parsed.output) : err('unreachable')
  }
  return {
    async challenge(purpose) {
      const path = purpose === 'register' ? PASSKEY_API.registerOptions : PASSKEY_API.unlockOptions
      const answer = await post(path, {})
      const parsed = v.safeParse(passkeyOptionsSchema, answer.ok ? answer.value : null)
      return parsed.success ? parsed.output.challenge : null
    },
    register: async (credential) => shareOf(await post(PASSKEY_API.registerVerify, { credential })),
    unlock: async (blob, credential) => shareOf(await post(PASSKEY_API.unlockVerify, { blob, credential })),
  }
}
