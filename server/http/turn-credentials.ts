/** Short-lived TURN credentials by the convention of the TURN REST API: an expiry and an HMAC under a secret shared with the TURN server. */
import { createHmac, randomBytes } from 'node:crypto'
import { TURN_SECONDS } from '../../protocol/limits.ts'
import type { IceServer } from '../../protocol/signal.ts'

/** Distinguishes credentials in the TURN server's log without identifying anyone. */
const NAME_BYTES = 12

export interface TurnCredentials {
  readonly make: (nowMs: number) => { readonly iceServers: IceServer[]; readonly expiresInSeconds: number }
}

/** Creates credentials. `secret`: coturn's `static-auth-secret`; the convention requires SHA-1 (draft-uberti-behave-turn-rest-00 section 2.2). */
export const createTurnCredentials = (urls: readonly string[], secret: string): TurnCredentials => ({
  make(nowMs) {
    const expiry = Math.floor(nowMs / 1_000) + TURN_SECONDS
    const username = `${expiry}:${randomBytes(NAME_BYTES).toString('base64url')}`
    const credential = createHmac('sha1', secret).update(username).digest('base64')
    return { iceServers: [{ urls: [...urls], username, credential }], expiresInSeconds: TURN_SECONDS }
  },
})
