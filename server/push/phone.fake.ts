/** A phone as push services and the server see it: a subscription, tickets sealed by it, and the reader of its pushes. */
import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto'
import { bytesToBase64url, concatBytes, parseJson, textToBytes } from '../../base/bytes.ts'
import { readNudgeKey, TICKET_INFO, type Ticket, ticketHead, ticketToPlain } from '../../protocol/nudges.ts'
import { createTicketHpke } from './tickets.ts'

const words = (body: string): Ticket['w']['waiting'] => ({ title: 'Inviso', body, lang: 'en', dir: 'ltr' })

/** Seals a plain to the key that the server offers. `head`: what goes before the encapsulated key. */
export async function sealPlain(key: string, plain: Uint8Array, head?: Uint8Array): Promise<string> {
  const read = readNudgeKey(key)
  if (!read) throw new Error('no nudge key')
  const hpke = createTicketHpke()
  const publicKey = Uint8Array.from(read.publicKey).buffer
  const recipientPublicKey = await hpke.kem.importKey('raw', publicKey, true)
  const info = Uint8Array.from(textToBytes(TICKET_INFO))
  const sender = await hpke.createSenderContext({ recipientPublicKey, info })
  const before = head ?? ticketHead(read.keyId)
  const sealed = await sender.seal(Uint8Array.from(plain), Uint8Array.from(before))
  return bytesToBase64url(concatBytes(before, new Uint8Array(sender.enc), new Uint8Array(sealed)))
}

/** What of a push is read: the plain before its padding, as the browser of the phone decrypts it (RFC 8291 section 3). */
export function decryptPush(body: Uint8Array, ecdh: ReturnType<typeof createECDH>, auth: Uint8Array): Buffer {
  const bytes = Buffer.from(body)
  const keyEnd = 21 + (bytes[20] ?? 0)
  const [salt, sender, sealed] = [bytes.subarray(0, 16), bytes.subarray(21, keyEnd), bytes.subarray(keyEnd)]
  if (sealed.length > bytes.readUInt32BE(16)) throw new Error('more than one record')
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), ecdh.getPublicKey(), sender])
  const ikm = new Uint8Array(hkdfSync('sha256', ecdh.computeSecret(sender), auth, info, 32))
  const derive = (label: string, length: number) =>
    new Uint8Array(hkdfSync('sha256', ikm, salt, `Content-Encoding: ${label}\0`, length))
  const cipher = createDecipheriv('aes-128-gcm', derive('aes128gcm', 16), derive('nonce', 12))
  cipher.setAuthTag(sealed.subarray(-16))
  const plain = Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()])
  const mark = plain.findLastIndex((byte) => byte !== 0)
  if (plain[mark] !== 2) throw new Error('no padding mark of a last record')
  return plain.subarray(0, mark)
}

/** Checks `vapid t=<token>, k=<key>` as a push service does (RFC 8292), and returns the token's claims. Throws when it is wrong. */
export function checkVapid(header: string, origin: string, nowSeconds: number) {
  const [, token = '', k = ''] = /^vapid t=([\w.-]+), k=([\w-]{87})$/.exec(header) ?? []
  const [head = '', claimed = '', signature = ''] = token.split('.')
  const raw = Buffer.from(k, 'base64url')
  const x = raw.subarray(1, 33).toString('base64url')
  const y = raw.subarray(33).toString('base64url')
  const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' })
  const signed = Buffer.from(`${head}.${claimed}`)
  const good = verify(
    'sha256',
    signed,
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  if (!good) throw new Error('the signature is wrong')
  const claims = parseJson(Buffer.from(claimed, 'base64url').toString()) as {
    readonly aud: string
    readonly exp: number
    readonly sub: string
  }
  if (claims.aud !== origin) throw new Error(`the audience is ${claims.aud}`)
  if (claims.exp <= nowSeconds || claims.exp > nowSeconds + 86_400) throw new Error('the end is wrong')
  return { ...claims, key: k }
}

export function createPhone(endpoint: string) {
  const ecdh = createECDH('prime256v1')
  ecdh.generateKeys()
  const auth = randomBytes(16)
  const ticketOf = (change: Partial<Ticket>): Ticket => ({
    e: endpoint,
    p: ecdh.getPublicKey('base64url'),
    a: auth.toString('base64url'),
    x: 0,
    r: '',
    o: 'https://chat.example.org',
    w: {
      waiting: words('Someone is waiting for you.'),
      accepted: words('Your code was accepted.'),
    },
    ...change,
  })
  return {
    endpoint,
    ticketOf,
    /** Seals a ticket; `key` is that of `GET /api/nudges`, `x` its end in seconds. */
    async seal(key: string, change: Partial<Ticket> & Pick<Ticket, 'x'>): Promise<string> {
      const plain = ticketToPlain(ticketOf(change))
      if (!plain) throw new Error('the ticket is too long')
      return sealPlain(key, plain)
    },
    read: (body: Uint8Array): unknown => parseJson(decryptPush(body, ecdh, auth).toString()),
  }
}
export type Phone = ReturnType<typeof createPhone>
