/** Verifies a passkey's answer: the checks of the WebAuthn library, and those that it leaves to its caller. */
import * as v from 'valibot'
import { base64urlToBytes, bytesToBase64url, bytesToText, parseJson } from '../../../base/bytes.ts'
import { err, ok, type Result } from '../../../base/result.ts'
import type { PasskeyError } from '../../../protocol/errors.ts'
import type { NewCredential, UsedCredential } from '../../../protocol/passkeys.ts'
import type { PasskeyRecord } from './sealed-credential.ts'

/** The calling page's origin, and the RP ID that its passkeys are bound to. */
export interface Site {
  readonly origin: string
  readonly rpId: string
}
type Refusal = Extract<PasskeyError, 'invalid_credential' | 'not_verified' | 'counter_went_back'>

/** ES256: the only algorithm that the app requests. */
const ES256 = -7
/** A P-256 key in COSE: five entries, two of them coordinates of 32 bytes. */
const COSE_KEY_BYTES = 77

const clientDataSchema = v.object({
  challenge: v.string(),
  crossOrigin: v.optional(v.boolean(), false),
})

/** Returns the answered challenge; null when the client data is unreadable or comes from a cross-origin frame. */
export function challengeOf(clientDataJSON: string): string | null {
  const bytes = base64urlToBytes(clientDataJSON)
  const text = bytes && bytesToText(bytes)
  const said = v.safeParse(clientDataSchema, text ? parseJson(text) : null)
  return said.success && !said.output.crossOrigin ? said.output.challenge : null
}

/** Loaded with the first passkey, since few people need one without PRF. */
const load = async () => ({
  ...(await import('@simplewebauthn/server')),
  ...(await import('@simplewebauthn/server/helpers')),
})

/** Verifies a new passkey against its spent `challenge`. Returns its record without the share. */
export async function verifyNew(
  credential: NewCredential,
  site: Site,
  challenge: string,
): Promise<Result<Omit<PasskeyRecord, 'share'>, Refusal>> {
  const { decodeAttestationObject, isoBase64URL, verifyRegistrationResponse } = await load()
  // Checked first: other formats carry certificates, for which the library would make network requests.
  try {
    const attestation = isoBase64URL.toBuffer(credential.response.attestationObject)
    if (decodeAttestationObject(attestation).get('fmt') !== 'none') return err('invalid_credential')
  } catch {
    return err('invalid_credential')
  }
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: { ...credential, clientExtensionResults: {} },
      expectedChallenge: challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.rpId,
      requireUserVerification: true,
      supportedAlgorithmIDs: [ES256],
    })
    if (!verified) return err('not_verified')
    const { id, publicKey, counter } = registrationInfo.credential
    // The library does not compare the given id with the one in the authenticator data.
    if (id !== credential.id || publicKey.length !== COSE_KEY_BYTES) return err('invalid_credential')
    return ok({ credentialId: id, publicKey: bytesToBase64url(publicKey), counter })
  } catch {
    return err('not_verified')
  }
}

/** Verifies a used passkey against its spent `challenge`. Returns the authenticator's new counter. */
export async function verifyUsed(
  credential: UsedCredential,
  record: PasskeyRecord,
  site: Site,
  challenge: string,
): Promise<Result<number, Refusal>> {
  const publicKey = base64urlToBytes(record.publicKey)
  // Nor does it compare the id of an answer with the stored one.
  if (!publicKey || credential.id !== record.credentialId) return err('not_verified')
  const { verifyAuthenticationResponse } = await load()
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { ...credential, clientExtensionResults: {} },
      expectedChallenge: challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.rpId,
      requireUserVerification: true,
      // Zero, since the library checks the counter before the signature; we check it after.
      credential: { id: record.credentialId, publicKey: new Uint8Array(publicKey), counter: 0 },
    })
    if (!verified) return err('not_verified')
    const { newCounter } = authenticationInfo
    // Authenticators without a counter always report zero.
    const counts = newCounter > 0 || record.counter > 0
    return counts && newCounter <= record.counter ? err('counter_went_back') : ok(newCounter)
  } catch {
    return err('not_verified')
  }
}
