/** Passkeys of a device whose owner always consents. */
import { bytesToBase64url, textToBytes } from '../../../base/bytes.ts'
import { err, ok } from '../../../base/result.ts'
import type { Random } from '../random.ts'
import type { Passkeys } from './passkey.ts'

const ID_BYTES = 16
const OUTPUT_BYTES = 32
const MADE_UP = 'bWFkZSB1cA'

const clientData = (type: string, challenge: string): string =>
  bytesToBase64url(textToBytes(JSON.stringify({ type, challenge })))

/** `prf`: whether the authenticator has the PRF extension. Nothing is signed, so no server accepts these passkeys. */
export function createFakePasskeys(random: Random, prf: boolean): Passkeys {
  /** PRF outputs by passkey, then by input. */
  const outputs = new Map<string, Map<string, Uint8Array>>()
  return {
    available: async () => true,
    async create(_, challenge = MADE_UP) {
      const id = bytesToBase64url(random.bytes(ID_BYTES))
      outputs.set(id, new Map())
      const response = { clientDataJSON: clientData('webauthn.create', challenge), attestationObject: '' }
      return ok({ id, credential: { id, rawId: id, type: 'public-key', response } })
    },
    async ask(id, prfInput, challenge = MADE_UP) {
      const given = outputs.get(id)
      if (!given) return err('cancelled')
      const first = given.get(prfInput.join()) ?? random.bytes(OUTPUT_BYTES)
      given.set(prfInput.join(), first)
      const clientDataJSON = clientData('webauthn.get', challenge)
      const response = { clientDataJSON, authenticatorData: '', signature: '' }
      const output = prf ? first.slice() : null
      return ok({ output, credential: { id, rawId: id, type: 'public-key', response } })
    },
    forget: (id) => void outputs.delete(id),
  }
}
