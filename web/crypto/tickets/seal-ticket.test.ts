/** Tickets: the RFC's vector, one size, and that only the server's key opens them unaltered. */
import { expect, test } from 'bun:test'
import { base64urlToBytes, bytesToText, textToBytes } from '../../../base/bytes.ts'
import { TICKET_CHARS } from '../../../protocol/limits.ts'
import {
  nudgeKeyId,
  plainToTicket,
  TICKET_BYTES,
  TICKET_INFO,
  type Ticket,
  ticketHead,
} from '../../../protocol/nudges.ts'
import { createTicketHpke, sealTicket } from './seal-ticket.ts'

const hex = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.fromHex(text)
const ticket: Ticket = {
  e: 'https://web.push.apple.com/QGuQyavXutnMH',
  p: 'B'.repeat(87),
  a: 'a'.repeat(22),
  x: 2_000_000_000,
  r: 'r'.repeat(22),
  o: 'https://chat.example',
  w: {
    waiting: { title: 'Inviso', body: 'Someone is waiting for you.', lang: 'en', dir: 'ltr' },
    accepted: { title: 'Inviso', body: 'Your code was accepted.', lang: 'en', dir: 'ltr' },
  },
}

/** RFC 9180 appendix A.1.1, sequence number 0. */
const RFC = {
  info: hex('4f6465206f6e2061204772656369616e2055726e'),
  secret: hex('4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8'),
  enc: hex('37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431'),
  ad: hex('436f756e742d30'),
  sealed: hex('f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a'),
}

const rfcOpens = async (change: Partial<typeof RFC>): Promise<string | null> => {
  const { info, secret, enc, ad, sealed } = { ...RFC, ...change }
  const hpke = createTicketHpke()
  try {
    const recipientKey = await hpke.kem.importKey('raw', secret.buffer, false)
    const context = await hpke.createRecipientContext({ recipientKey, enc, info })
    return bytesToText(new Uint8Array(await context.open(sealed, ad)))
  } catch {
    return null
  }
}
const flipped = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => {
  const copy = new Uint8Array(bytes)
  copy[3] = (copy[3] ?? 0) ^ 1
  return copy
}

test('the suite opens the vector of RFC 9180 A.1.1, and none of its twins with one flipped bit', async () => {
  expect(await rfcOpens({})).toBe('Beauty is truth, truth beauty')
  for (const part of ['info', 'enc', 'ad', 'sealed'] as const)
    expect(await rfcOpens({ [part]: flipped(RFC[part]) })).toBeNull()
})

async function makeServer() {
  const hpke = createTicketHpke()
  const pair = await hpke.kem.generateKeyPair()
  const publicKey = new Uint8Array(await hpke.kem.serializePublicKey(pair.publicKey))
  return { hpke, pair, key: { keyId: nudgeKeyId(publicKey), publicKey } }
}

test('a ticket has one size whatever is in it, names the key, and only that key opens it', async () => {
  const { hpke, pair, key } = await makeServer()
  const long = { ...ticket, e: `https://web.push.apple.com/${'x'.repeat(700)}` }
  for (const wanted of [ticket, long]) {
    const text = await sealTicket(key, wanted)
    expect(text).toHaveLength(TICKET_CHARS)
    const bytes = Uint8Array.from(base64urlToBytes(text ?? '') ?? [])
    expect(bytes).toHaveLength(TICKET_BYTES)
    const head = ticketHead(key.keyId)
    expect([...bytes.slice(0, head.length)]).toEqual([...head])
    const context = await hpke.createRecipientContext({
      recipientKey: pair.privateKey,
      enc: new Uint8Array(bytes.slice(head.length, head.length + 32)),
      info: Uint8Array.from(textToBytes(TICKET_INFO)),
    })
    const opened = await context.open(new Uint8Array(bytes.slice(head.length + 32)), Uint8Array.from(head))
    expect(plainToTicket(new Uint8Array(opened))).toEqual(wanted)
  }
  expect(await sealTicket(key, ticket)).not.toBe(await sealTicket(key, ticket))
})

test('nothing is sealed to a key of zeros, to a cut one, or when it would not fit', async () => {
  const { key } = await makeServer()
  expect(await sealTicket({ ...key, publicKey: new Uint8Array(32) }, ticket)).toBeNull()
  expect(await sealTicket({ ...key, publicKey: key.publicKey.slice(1) }, ticket)).toBeNull()
  expect(await sealTicket(key, { ...ticket, e: 'x'.repeat(1_400) })).toBeNull()
})
