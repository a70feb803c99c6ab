/** Seals a ticket to a server's nudge key: HPKE (RFC 9180) in base mode, one message for each encapsulated key. */
import { Aes128Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core'
import { bytesToBase64url, concatBytes, textToBytes } from '../../../base/bytes.ts'
import { TICKET_INFO, type Ticket, ticketHead, ticketToPlain } from '../../../protocol/nudges.ts'
import { plain } from '../primitives.ts'

/** RFC 9180 section 7: 0x0020, 0x0001, 0x0001. Its vector A.1.1 is of this suite. */
export const createTicketHpke = (): CipherSuite =>
  new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes128Gcm() })

/** A server's nudge key, and the id that names it in a ticket. */
export interface NudgeKey {
  readonly keyId: Uint8Array
  readonly publicKey: Uint8Array
}

/**
 * Returns the ticket as text, always TICKET_CHARS long. Null when its endpoint and words are too long together, when the server's key is
 * no usable point, or when this browser has no X25519 in WebCrypto.
 */
export async function sealTicket({ keyId, publicKey }: NudgeKey, ticket: Ticket): Promise<string | null> {
  const text = ticketToPlain(ticket)
  if (!text) return null
  const head = ticketHead(keyId)
  try {
    const hpke = createTicketHpke()
    const recipientPublicKey = await hpke.kem.deserializePublicKey(plain(publicKey))
    const sender = await hpke.createSenderContext({
      recipientPublicKey,
      info: plain(textToBytes(TICKET_INFO)),
    })
    const sealed = await sender.seal(plain(text), plain(head))
    return bytesToBase64url(concatBytes(head, new Uint8Array(sender.enc), new Uint8Array(sealed)))
  } catch {
    return null
  }
}
