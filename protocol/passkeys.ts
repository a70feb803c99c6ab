/** The REST bodies for passkeys in browsers without PRF: the phone's requests and the server's answers. */
import * as v from 'valibot'
import {
  CREDENTIAL_ID_CHARS_MAX,
  PASSKEY_BLOB_CHARS_MAX,
  PASSKEY_CHALLENGE_CHARS,
  PASSKEY_SHARE_CHARS,
} from './limits.ts'

export const PASSKEY_API = {
  registerOptions: '/api/passkeys/register/options',
  registerVerify: '/api/passkeys/register/verify',
  unlockOptions: '/api/passkeys/unlock/options',
  unlockVerify: '/api/passkeys/unlock/verify',
} as const

const base64urlSchema = v.pipe(v.string(), v.regex(/^[\w-]+$/))
const blobSchema = v.pipe(base64urlSchema, v.maxLength(PASSKEY_BLOB_CHARS_MAX))
const credentialIdSchema = v.pipe(base64urlSchema, v.maxLength(CREDENTIAL_ID_CHARS_MAX))
/** The fields of a credential's JSON form that are read. All others are dropped, above all its extensions. */
const credentialEntries = {
  id: credentialIdSchema,
  rawId: credentialIdSchema,
  type: v.literal('public-key'),
}

export const newCredentialSchema = v.object({
  ...credentialEntries,
  response: v.object({ clientDataJSON: base64urlSchema, attestationObject: base64urlSchema }),
})
export type NewCredential = v.InferOutput<typeof newCredentialSchema>

export const usedCredentialSchema = v.object({
  ...credentialEntries,
  response: v.object({
    clientDataJSON: base64urlSchema,
    authenticatorData: base64urlSchema,
    signature: base64urlSchema,
  }),
})
export type UsedCredential = v.InferOutput<typeof usedCredentialSchema>

export const registerPasskeySchema = v.object({ credential: newCredentialSchema })
/** `blob`: the server's last answer; only the phone stores it, and only that server can open it. */
export const unlockPasskeySchema = v.object({ blob: blobSchema, credential: usedCredentialSchema })

export const passkeyOptionsSchema = v.object({
  challenge: v.pipe(base64urlSchema, v.length(PASSKEY_CHALLENGE_CHARS)),
  rpId: v.pipe(v.string(), v.minLength(1)),
  expiresInSeconds: v.pipe(v.number(), v.minValue(1)),
})
/** `share`: the server's half of a key, 32 bytes; useless without the half that never leaves the phone. */
export const passkeyShareSchema = v.object({
  blob: blobSchema,
  share: v.pipe(base64urlSchema, v.length(PASSKEY_SHARE_CHARS)),
})
