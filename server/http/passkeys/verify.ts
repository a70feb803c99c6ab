/** Whether a passkey's answer is true: WebAuthn's own checks by their library, and the few that it leaves to its caller. */
import * as v from 'valibot'
import { base64urlToBytes, bytesToBase64url, bytesToText, parseJson } from '../../../base/bytes.ts'
import { err, ok, type Result } from '../../../base/result.ts'
import type { PasskeyError } from '../../../protocol/errors.ts'
import type { NewCredential, UsedCredential } from '../../../protocol/passkeys.ts'
import type { PasskeyRecord } from './sealed-credential.ts'

/** The page that asks, as its browser names it, and the name that its passkeys are bound to. */
export interface Site {
  readonly origin: string
  readonly rpId: string
}
type Refusal = Extract<PasskeyError, 'invalid_credential' | 'not_verified' | 'counter_went_back'>

/** ES256: the one algorithm that the app asks for. */
const ES256 = -7
/** A key on P-256 in COSE: five entries, two of them coordinates of 32 bytes. */
const COSE_KEY_BYTES = 77

const clientDataSchema = v.object({
  challenge: v.string(),
  crossOrigin: v.optional(v.boolean(), false),
})

/** The challenge that was answered; null when the browser's own words cannot be read or were said inside a frame of another page. */
export function challengeOf(clientDataJSON: string): string | null {
  const bytes = base64urlToBytes(clientDataJSON)
  const text = bytes && bytesToText(bytes)
  const said = v.safeParse(clientDataSchema, text ? parseJson(text) : null)
  return said.success && !said.output.crossOrigin ? said.output.challenge : null
}

/** Loaded with the first passkey: most people never have one without PRF. */
const load = async () => ({
  ...(await import('@simplewebauthn/server')),
  ...(await import('@simplewebauthn/server/helpers')),
})

/** `challenge` is one that was spent for this. Answers all of a record but the share. */
export async function verifyNew(
  credential: NewCredential,
  site: Site,
  challenge: string,
): Promise<Result<Omit<PasskeyRecord, 'share'>, Refusal>> {
  const { decodeAttestationObject, isoBase64URL, verifyRegistrationResponse } = await load()
  // Looked at first: other formats bring certificates, and the library would ask their issuers over the network.
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
    // The library does not compare the id that it was told with the one that the authenticator wrote.
    if (id !== credential.id || publicKey.length !== COSE_KEY_BYTES) return err('invalid_credential')
    return ok({ credentialId: id, publicKey: bytesToBase64url(publicKey), counter })
  } catch {
    return err('not_verified')
  }
}

/** `challenge` is one that was spent for this. Answers the authenticator's new counter. */
export async function verifyUsed(
  credential: UsedCredential,
  record: PasskeyRecord,
  site: Site,
  challenge: string,
): Promise<Result<number, Refusal>> {
  const publicKey = base64urlToBytes(record.publicKey)
  // Nor does it compare the id of an answer with the one that is known.
  if (!publicKey || credential.id !== record.credentialId) return err('not_verified')
  const { verifyAuthenticationResponse } = await load()
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { ...credential, clientExtensionResults: {} },
      expectedChallenge: challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.rpId,
      requireUserVerification: true,
      // Zero: it would look at the counter before the signature, and we say what it says only of a true answer.
      credential: { id: record.credentialId, publicKey: new Uint8Array(publicKey), counter: 0 },
    })
    if (!verified) return err('not_verified')
    const { newCounter } = authenticationInfo
    // Authenticators without a counter say zero for ever.
    const counts = newCounter > 0 || record.counter > 0
    return counts && newCounter <= record.counter ? err('counter_went_back') : ok(newCounter)
  } catch {
    return err('not_verified')
  }
}
