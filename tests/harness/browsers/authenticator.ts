/** A software authenticator: a P-256 key, its counter, and answers built byte by byte, so that a test can make each part wrong. */
import { bytesToBase64url, concatBytes, textToBytes } from '../../../base/bytes.ts'

type Cbor = number | string | Uint8Array | ReadonlyMap<Cbor, Cbor>
interface Flaws {
  readonly origin?: string
  readonly rpId?: string
  readonly userVerified?: boolean
  readonly type?: string
  readonly crossOrigin?: boolean
  readonly format?: string
  readonly algorithm?: number
  readonly counter?: number
  readonly id?: string
}

const ES256 = -7
const USER_PRESENT = 1
const USER_VERIFIED = 4
const ATTESTED = 64

function head(major: number, value: number): Uint8Array {
  const kind = major << 5
  if (value < 24) return Uint8Array.of(kind | value)
  return value < 256 ? Uint8Array.of(kind | 24, value) : Uint8Array.of(kind | 25, value >> 8, value & 255)
}
function cbor(value: Cbor): Uint8Array {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value)
  if (typeof value === 'string') return concatBytes(head(3, textToBytes(value).length), textToBytes(value))
  if (value instanceof Uint8Array) return concatBytes(head(2, value.length), value)
  const entries = [...value].flatMap(([key, inner]) => [cbor(key), cbor(inner)])
  return concatBytes(head(5, value.size), ...entries)
}

const sha256 = async (bytes: Uint8Array): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes)))

/** Converts WebCrypto's concatenated r and s to the DER form that WebAuthn uses. */
function der(raw: Uint8Array): Uint8Array {
  const integer = (bytes: Uint8Array): Uint8Array => {
    const from = bytes.findIndex((byte) => byte !== 0)
    const short = bytes.subarray(from)
    const padded = (short[0] ?? 0) > 127 ? concatBytes(Uint8Array.of(0), short) : short
    return concatBytes(Uint8Array.of(2, padded.length), padded)
  }
  const both = concatBytes(integer(raw.subarray(0, 32)), integer(raw.subarray(32)))
  return concatBytes(Uint8Array.of(48, both.length), both)
}

export async function createAuthenticator(origin: string, rpId: string) {
  const { publicKey, privateKey } = await crypto.subtle.generateKey(
    { name: 'ECDSA', namedCurve: 'P-256' },
    true,
    ['sign', 'verify'],
  )
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', publicKey))
  const idBytes = crypto.getRandomValues(new Uint8Array(20))
  const id = bytesToBase64url(idBytes)
  let counter = 0

  const clientData = (type: string, challenge: string, flaws: Flaws): Uint8Array =>
    textToBytes(
      JSON.stringify({
        type: flaws.type ?? type,
        challenge,
        origin: flaws.origin ?? origin,
        crossOrigin: flaws.crossOrigin ?? false,
      }),
    )
  const authenticatorData = async (flaws: Flaws, attested?: Uint8Array): Promise<Uint8Array> => {
    const flags =
      USER_PRESENT | (flaws.userVerified === false ? 0 : USER_VERIFIED) | (attested ? ATTESTED : 0)
    const count = new Uint8Array(4)
    new DataView(count.buffer).setUint32(0, flaws.counter ?? counter)
    const rpIdHash = await sha256(textToBytes(flaws.rpId ?? rpId))
    return concatBytes(rpIdHash, Uint8Array.of(flags), count, attested ?? new Uint8Array())
  }
  const cose = (algorithm: number): Uint8Array =>
    cbor(
      new Map<Cbor, Cbor>([
        [1, 2],
        [3, algorithm],
        [-1, 1],
        [-2, point.slice(1, 33)],
        [-3, point.slice(33)],
      ]),
    )
  // Browsers write more fields than the server reads.
  const answer = (response: Record<string, unknown>, flaws: Flaws) => ({
    id: flaws.id ?? id,
    rawId: flaws.id ?? id,
    type: 'public-key',
    authenticatorAttachment: 'platform',
    clientExtensionResults: {},
    response,
  })

  return {
    id,
    async create(challenge: string, flaws: Flaws = {}) {
      const key = cose(flaws.algorithm ?? ES256)
      const attested = concatBytes(new Uint8Array(16), Uint8Array.of(0, idBytes.length), idBytes, key)
      const attestation = new Map<Cbor, Cbor>([
        ['fmt', flaws.format ?? 'none'],
        ['attStmt', new Map()],
        ['authData', await authenticatorData(flaws, attested)],
      ])
      const response = {
        clientDataJSON: bytesToBase64url(clientData('webauthn.create', challenge, flaws)),
        attestationObject: bytesToBase64url(cbor(attestation)),
        transports: ['internal'],
      }
      return answer(response, flaws)
    },
    async get(challenge: string, flaws: Flaws = {}) {
      counter += 1
      const client = clientData('webauthn.get', challenge, flaws)
      const data = await authenticatorData(flaws)
      const signed = concatBytes(data, await sha256(client))
      const raw = await crypto.subtle.sign(
        { name: 'ECDSA', hash: 'SHA-256' },
        privateKey,
        new Uint8Array(signed),
      )
      const response = {
        clientDataJSON: bytesToBase64url(client),
        authenticatorData: bytesToBase64url(data),
        signature: bytesToBase64url(der(new Uint8Array(raw))),
        userHandle: 'AAAA',
      }
      return answer(response, flaws)
    },
  }
}
