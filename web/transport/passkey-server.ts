/** The server's part of Face ID where the browser has no PRF: a challenge, and a share of the key for whom the passkey proves. Only the server of this page is asked. */
import * as v from 'valibot'
import { parseJson } from '../../protocol/bytes.ts'
import {
  type NewCredential,
  PASSKEY_API,
  passkeyOptionsSchema,
  passkeyShareSchema,
  type UsedCredential,
} from '../../protocol/passkeys.ts'

const ANSWER_WITHIN_MS = 8_000

export interface PasskeyShare {
  readonly blob: string
  /** 32 bytes in base64url. */
  readonly share: string
}
/** Each answers null when there is no network, or the server says no. */
export interface PasskeyServer {
  readonly challenge: (purpose: 'register' | 'unlock') => Promise<string | null>
  readonly register: (credential: NewCredential) => Promise<PasskeyShare | null>
  readonly unlock: (blob: string, credential: UsedCredential) => Promise<PasskeyShare | null>
}

export function createPasskeyServer(origin: string, send: typeof fetch): PasskeyServer {
  const post = async (path: string, body: unknown): Promise<unknown> => {
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
      return answer.ok ? parseJson(await answer.text()) : undefined
    } catch {
      return undefined
    }
  }
  const shareOf = (json: unknown): PasskeyShare | null => {
    const parsed = v.safeParse(passkeyShareSchema, json)
    return parsed.success ? parsed.output : null
  }
  return {
    async challenge(purpose) {
      const path = purpose === 'register' ? PASSKEY_API.registerOptions : PASSKEY_API.unlockOptions
      const parsed = v.safeParse(passkeyOptionsSchema, await post(path, {}))
      return parsed.success ? parsed.output.challenge : null
    },
    register: async (credential) => shareOf(await post(PASSKEY_API.registerVerify, { credential })),
    unlock: async (blob, credential) => shareOf(await post(PASSKEY_API.unlockVerify, { blob, credential })),
  }
}
