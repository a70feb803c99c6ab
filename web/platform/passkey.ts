/** Passkeys of this device, asked for their PRF output (WebAuthn level 3, section 10.1.4): Face ID that gives a key, not only a yes. */
import { bytesToBase64url } from '../../protocol/bytes.ts'
import { err, ok, type Result } from '../../protocol/result.ts'
import type { Random } from './random.ts'

/** `cancelled`: the person, or the time. `unavailable`: no authenticator, or a browser that has none of this. */
export type PasskeyError = 'cancelled' | 'unavailable'
export interface Passkeys {
  /** Whether this device has an authenticator of its own that can tell its owner. */
  readonly available: () => Promise<boolean>
  /** Makes one; its name says nothing, its user is random. Answers its id (base64url). */
  readonly create: (prfInput: Uint8Array) => Promise<Result<string, PasskeyError>>
  /** Asks for the person; the 32 bytes of the PRF, null where the authenticator has no PRF. Call it only in a page that is looked at. */
  readonly ask: (credential: string, prfInput: Uint8Array) => Promise<Result<Uint8Array | null, PasskeyError>>
}

const ASK_WITHIN_MS = 60_000
const CHALLENGE_BYTES = 32
const USER_BYTES = 16
const PRF_BYTES = 32
/** ES256: the only algorithm whose key every browser shows. */
const ES256 = -7

interface PrfResults {
  readonly prf?: { readonly results?: { readonly first?: BufferSource | ArrayBuffer } }
}

const failureOf = (fault: unknown): PasskeyError =>
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
  const load = () => import('@simplewebauthn/browser')
  const extensions = (prfInput: Uint8Array) =>
    ({ prf: { eval: { first: new Uint8Array(prfInput) } } }) as AuthenticationExtensionsClientInputs
  return {
    async available() {
      try {
        const { platformAuthenticatorIsAvailable } = await load()
        return await platformAuthenticatorIsAvailable()
      } catch {
        return false
      }
    },
    async create(prfInput) {
      try {
        const { startRegistration } = await load()
        const made = await startRegistration({
          optionsJSON: {
            rp: { id: location.hostname, name: 'Inviso' },
            user: { id: bytesToBase64url(random.bytes(USER_BYTES)), name: 'Inviso', displayName: 'Inviso' },
            challenge: bytesToBase64url(random.bytes(CHALLENGE_BYTES)),
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
        return ok(made.id)
      } catch (fault) {
        return err(failureOf(fault))
      }
    },
    async ask(credential, prfInput) {
      try {
        const { startAuthentication } = await load()
        const got = await startAuthentication({
          optionsJSON: {
            rpId: location.hostname,
            challenge: bytesToBase64url(random.bytes(CHALLENGE_BYTES)),
            allowCredentials: [{ type: 'public-key', id: credential, transports: ['internal'] }],
            userVerification: 'required',
            timeout: ASK_WITHIN_MS,
            extensions: extensions(prfInput),
          },
        })
        return ok(outputOf(got.clientExtensionResults))
      } catch (fault) {
        return err(failureOf(fault))
      }
    },
  }
}
