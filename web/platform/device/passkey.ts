/** Passkeys of this device, and their PRF output (WebAuthn level 3, section 10.1.4), which makes Face ID yield a key and not only a consent. */
import {
  platformAuthenticatorIsAvailable,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser'
import { bytesToBase64url } from '../../../base/bytes.ts'
import { err, ok, type Result } from '../../../base/result.ts'
import type { NewCredential, UsedCredential } from '../../../protocol/passkeys.ts'
import type { Random } from '../random.ts'

/** `cancelled`: by the person or a timeout. `unavailable`: no authenticator, or a browser without WebAuthn. */
export type PasskeyFault = 'cancelled' | 'unavailable'
export interface Passkeys {
  /** Whether this device has a built-in authenticator that verifies its owner. */
  readonly available: () => Promise<boolean>
  /** Creates a passkey with a neutral name and a random user id. Without a server's challenge it draws a random one. */
  readonly create: (
    prfInput: Uint8Array,
    challenge?: string,
  ) => Promise<Result<{ readonly id: string; readonly credential: NewCredential }, PasskeyFault>>
  /** Verifies the person. `output`: the 32 bytes of the PRF, null where the authenticator has no PRF. Call it only while the page is visible and focused. */
  readonly ask: (
    id: string,
    prfInput: Uint8Array,
    challenge?: string,
  ) => Promise<
    Result<{ readonly output: Uint8Array | null; readonly credential: UsedCredential }, PasskeyFault>
  >
  /** Tells the device that this passkey is no longer used, where the browser supports that. */
  readonly forget: (id: string) => void
}

const ASK_WITHIN_MS = 60_000
const CHALLENGE_BYTES = 32
const USER_BYTES = 16
const PRF_BYTES = 32
/** ES256: the only algorithm whose public key every browser exposes. */
const ES256 = -7

interface PrfResults {
  readonly prf?: { readonly results?: { readonly first?: BufferSource | ArrayBuffer } }
}

const failureOf = (fault: unknown): PasskeyFault =>
  fault instanceof Error && ['NotAllowedError', 'AbortError'].includes(fault.name)
    ? 'cancelled'
    : 'unavailable'

function outputOf(results: unknown): Uint8Array | null {
  const first = (results as PrfResults).prf?.results?.first
  if (!first) return null
  const bytes = ArrayBuffer.isView(first)
    ? new Uint8Array(first.buffer, first.byteOffset, first.byteLength).slice()
    : new Uint8Array(first).slice()
  return bytes.length === PRF_BYTES ? bytes : null
}

export function createBrowserPasskeys(random: Random): Passkeys {
  const extensions = (prfInput: Uint8Array) =>
    ({ prf: { eval: { first: new Uint8Array(prfInput) } } }) as AuthenticationExtensionsClientInputs
  return {
    async available() {
      try {
        return await platformAuthenticatorIsAvailable()
      } catch {
        return false
      }
    },
    async create(prfInput, challenge = bytesToBase64url(random.bytes(CHALLENGE_BYTES))) {
      try {
        const made = await startRegistration({
          optionsJSON: {
            rp: { id: location.hostname, name: 'Inviso' },
            user: { id: bytesToBase64url(random.bytes(USER_BYTES)), name: 'Inviso', displayName: 'Inviso' },
            challenge,
            pubKeyCredParams: [{ type: 'public-key', alg: ES256 }],
            authenticatorSelection: {
              authenticatorAttachment: 'platform',
              residentKey: 'required',
              userVerification: 'required',
            },
            attestation: 'none',
            timeout: ASK_WITHIN_MS,
            extensions: extensions(prfInput),
          },
        })
        const { id, rawId, type, response } = made
        const { clientDataJSON, attestationObject } = response
        // Send nothing else of the credential: its extensions hold the PRF secret.
        return ok({ id, credential: { id, rawId, type, response: { clientDataJSON, attestationObject } } })
      } catch (fault) {
        return err(failureOf(fault))
      }
    },
    async ask(id, prfInput, challenge = bytesToBase64url(random.bytes(CHALLENGE_BYTES))) {
      try {
        const got = await startAuthentication({
          optionsJSON: {
            rpId: location.hostname,
            challenge,
            allowCredentials: [{ type: 'public-key', id, transports: ['internal'] }],
            userVerification: 'required',
            timeout: ASK_WITHIN_MS,
            extensions: extensions(prfInput),
          },
        })
        const { rawId, type, response } = got
        const { clientDataJSON, authenticatorData, signature } = response
        const credential = { id, rawId, type, response: { clientDataJSON, authenticatorData, signature } }
        return ok({ output: outputOf(got.clientExtensionResults), credential })
      } catch (fault) {
        return err(failureOf(fault))
      }
    },
    forget(id) {
      const told = globalThis as unknown as {
        PublicKeyCredential?: { signalUnknownCredential?: (what: object) => Promise<void> }
      }
      told.PublicKeyCredential?.signalUnknownCredential?.({
        rpId: location.hostname,
        credentialId: id,
      }).catch(() => {})
    },
  }
}
