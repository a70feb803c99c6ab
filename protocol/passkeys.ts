/** Face ID where the browser has no PRF: what the phone asks of its server, and what comes back. */
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
/** What a browser says of a credential in its JSON form. The rest of that form is dropped at the door, its extensions first of all. */
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
/** `blob`: what the server answered last; only the phone keeps it and only that server opens it. */
export const unlockPasskeySchema = v.object({ blob: blobSchema, credential: usedCredentialSchema })

export const passkeyOptionsSchema = v.object({
  challenge: v.pipe(base64urlSchema, v.length(PASSKEY_CHALLENGE_CHARS)),
  rpId: v.pipe(v.string(), v.minLength(1)),
  expiresInSeconds: v.pipe(v.number(), v.minValue(1)),
})
/** `share`: the server's half of a key, 32 bytes; worth nothing without the half that never leaves the phone. */
export const passkeyShareSchema = v.object({
  blob: blobSchema,
  share: v.pipe(base64urlSchema, v.length(PASSKEY_SHARE_CHARS)),
})
