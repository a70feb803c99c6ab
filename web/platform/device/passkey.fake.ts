/** Passkeys of a device whose owner always says yes. */
import { bytesToBase64url, concatBytes, textToBytes } from '../../../base/bytes.ts'
import { err, ok } from '../../../base/result.ts'
import type { Random } from '../random.ts'
import type { Passkeys } from './passkey.ts'

const ID_BYTES = 16
const SECRET_BYTES = 32
const MADE_UP = 'bWFkZSB1cA'

const clientData = (type: string, challenge: string): string =>
  bytesToBase64url(textToBytes(JSON.stringify({ type, challenge })))

/** `prf`: whether the authenticator has the PRF extension. Nothing is signed: no server takes these. */
export function createFakePasskeys(random: Random, prf: boolean): Passkeys {
  const secrets = new Map<string, Uint8Array>()
  return {
    available: async () => true,
    async create(_, challenge = MADE_UP) {
      const id = bytesToBase64url(random.bytes(ID_BYTES))
      secrets.set(id, random.bytes(SECRET_BYTES))
      const response = { clientDataJSON: clientData('webauthn.create', challenge), attestationObject: '' }
      return ok({ id, credential: { id, rawId: id, type: 'public-key', response } })
    },
    async ask(id, prfInput, challenge = MADE_UP) {
      const secret = secrets.get(id)
      if (!secret) return err('cancelled')
      const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(concatBytes(secret, prfInput)))
      const clientDataJSON = clientData('webauthn.get', challenge)
      const response = { clientDataJSON, authenticatorData: '', signature: '' }
      const output = prf ? new Uint8Array(digest) : null
      return ok({ output, credential: { id, rawId: id, type: 'public-key', response } })
    },
    forget: (id) => void secrets.delete(id),
  }
}
