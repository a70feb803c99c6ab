/** Opens tickets: HPKE (RFC 9180) under the nudge key that a ticket names, then every check that needs no clock. */
import { Aes128Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core'
import { base64urlToBytes, bytesToBase64url, textToBytes } from '../../base/bytes.ts'
import { err, ok, type Result } from '../../base/result.ts'
import {
  NUDGE_KEY_BYTES,
  NUDGE_KEY_ID_BYTES,
  plainToTicket,
  TICKET_BYTES,
  TICKET_INFO,
  TICKET_VERSION,
  type Ticket,
} from '../../protocol/nudges.ts'
import type { NudgeKey, NudgeKeyStore } from './nudge-keys.ts'
import { isPushKey, nudgePayload, type Occasion } from './nudge-payload.ts'
import { pushUrl } from './push-hosts.ts'

/** `ticket_expired`: the key that opens it is gone. `invalid_ticket`: everything else. */
export type TicketFault = 'invalid_ticket' | 'ticket_expired'

/** A ticket that can be rung with: its endpoint may be called, its key is a point, and its words fit. */
export interface OpenTicket {
  readonly url: URL
  readonly keys: Pick<Ticket, 'p' | 'a'>
  readonly payloads: Readonly<Record<Occasion, Uint8Array>>
  /** When it runs out, in seconds since 1970. */
  readonly endsAt: number
  /** `roomMark` of its room; empty in an invite and in a test. */
  readonly room: string
}
export type OpenTicketText = (text: string) => Promise<Result<OpenTicket, TicketFault>>

const HEAD_BYTES = 1 + NUDGE_KEY_ID_BYTES

/** The suite of every ticket: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-128-GCM. */
export const createTicketHpke = (): CipherSuite =>
  new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes128Gcm() })

/** Decodes a ticket's text; null for another length, version or spelling of the same bytes. */
function readTicket(text: string): Uint8Array | null {
  const bytes = base64urlToBytes(text)
  if (bytes?.length !== TICKET_BYTES || bytes[0] !== TICKET_VERSION) return null
  return bytesToBase64url(bytes) === text ? bytes : null
}

function toOpenTicket(ticket: Ticket, pushHosts: readonly string[]): OpenTicket | null {
  const url = pushUrl(ticket.e, pushHosts)
  const waiting = nudgePayload(ticket, 'waiting')
  const accepted = nudgePayload(ticket, 'accepted')
  if (!url || !waiting || !accepted || !isPushKey(ticket.p)) return null
  return {
    url,
    keys: ticket,
    payloads: { waiting, accepted },
    endsAt: ticket.x,
    room: ticket.r,
  }
}

/** `pushHosts`: the operator's additions to the push services. */
export function createTicketOpener(nudgeKeys: NudgeKeyStore, pushHosts: readonly string[]): OpenTicketText {
  const hpke = createTicketHpke()
  const info = Uint8Array.from(textToBytes(TICKET_INFO))
  const loaded = new WeakMap<NudgeKey, Promise<CryptoKey>>()
  const load = (key: NudgeKey): Promise<CryptoKey> => {
    const known = loaded.get(key)
    if (known) return known
    const loading = hpke.kem.importKey('raw', Uint8Array.from(key.privateKey).buffer, false)
    loaded.set(key, loading)
    return loading
  }
  /** Returns null for what this key did not seal, and for an encapsulated key whose secret is zero (RFC 9180 section 7.1.4). */
  const unseal = async (key: NudgeKey, bytes: Uint8Array): Promise<Uint8Array | null> => {
    const recipientKey = await load(key)
    const head = bytes.slice(0, HEAD_BYTES)
    const enc = bytes.slice(HEAD_BYTES, HEAD_BYTES + NUDGE_KEY_BYTES)
    const sealed = bytes.slice(HEAD_BYTES + NUDGE_KEY_BYTES)
    try {
      return new Uint8Array(await hpke.open({ recipientKey, enc, info }, sealed, head))
    } catch {
      return null
    }
  }
  return async (text) => {
    const bytes = readTicket(text)
    if (!bytes) return err('invalid_ticket')
    const key = nudgeKeys.find(bytes.subarray(1, HEAD_BYTES))
    if (!key) return err('ticket_expired')
    const plain = await unseal(key, bytes)
    const ticket = plain && plainToTicket(plain)
    const open = ticket && toOpenTicket(ticket, pushHosts)
    return open ? ok(open) : err('invalid_ticket')
  }
}
