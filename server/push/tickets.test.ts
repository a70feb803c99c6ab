/** Tickets are opened only by their own key, unaltered, and only when they can be used. */
import { expect, test } from 'bun:test'
import { base64urlToBytes, bytesToBase64url, textToBytes } from '../../base/bytes.ts'
import { TICKET_CHARS } from '../../protocol/limits.ts'
import { TICKET_PLAIN_BYTES, type Ticket, ticketToPlain } from '../../protocol/nudges.ts'
import { createNudgeKeys, type NudgeKeyStore } from './nudge-keys.ts'
import { createPhone, sealPlain } from './phone.fake.ts'
import { createTicketHpke, createTicketOpener } from './tickets.ts'

const NOW = 1_700_000_000_000
const ENDPOINT = 'https://web.push.apple.com/QGuQyavXutnMH'
const keyOf = (store: NudgeKeyStore): string => {
  const { keyId, publicKey } = store.current()
  return Buffer.concat([keyId, publicKey]).toString('base64url')
}
function start() {
  const store = createNudgeKeys(
    null,
    () => NOW,
    () => 0,
  )
  const phone = createPhone(ENDPOINT)
  const open = createTicketOpener(store, [])
  return { store, phone, open, key: keyOf(store) }
}
const flipped = (text: string, at: number): string => {
  const bytes = Uint8Array.from(base64urlToBytes(text) ?? [])
  bytes[at] = (bytes[at] ?? 0) ^ 1
  return bytesToBase64url(bytes)
}

// RFC 9180 appendix A.1.1: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-128-GCM, base mode, first message.
const VECTOR = {
  secret: '4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8',
  enc: '37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431',
  info: '4f6465206f6e2061204772656369616e2055726e',
  aad: '436f756e742d30',
  sealed: 'f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a',
}
async function openVector(change: Partial<typeof VECTOR>): Promise<string | null> {
  const bytes = (name: keyof typeof VECTOR) => Uint8Array.fromHex({ ...VECTOR, ...change }[name])
  const hpke = createTicketHpke()
  const recipientKey = await hpke.kem.importKey('raw', bytes('secret').buffer, false)
  const opening = hpke.open(
    { recipientKey, enc: bytes('enc'), info: bytes('info') },
    bytes('sealed'),
    bytes('aad'),
  )
  return opening.then(
    (plain) => new TextDecoder().decode(plain),
    () => null,
  )
}

test('RFC 9180 A.1.1 opens, and no twin with one flipped bit', async () => {
  expect(await openVector({})).toBe('Beauty is truth, truth beauty')
  for (const name of ['enc', 'info', 'aad', 'sealed'] as const) {
    const twin = Uint8Array.fromHex(VECTOR[name])
    twin[0] = (twin[0] ?? 0) ^ 1
    expect([name, await openVector({ [name]: twin.toHex() })]).toEqual([name, null])
  }
})

test('a ticket opens to what the phone sealed', async () => {
  const { phone, open, key } = start()
  const text = await phone.seal(key, { x: 1_700_000_500, r: 'R'.repeat(22) })
  expect(text).toHaveLength(TICKET_CHARS)
  const opened = await open(text)
  if (!opened.ok) throw new Error(opened.error)
  const { url, endsAt, room, payloads } = opened.value
  expect([url.href, endsAt, room]).toEqual([ENDPOINT, 1_700_000_500, 'R'.repeat(22)])
  expect(payloads.waiting.length).toBe(payloads.accepted.length)
})

test('a bit flipped in any part, another length or another spelling is refused', async () => {
  const { phone, open, key } = start()
  const text = await phone.seal(key, { x: 1 })
  const last = base64urlToBytes(text)?.length ?? 0
  // Version, encapsulated key, ciphertext, tag.
  for (const at of [0, 5, 36, 37, 900, last - 1])
    expect([at, await open(flipped(text, at))]).toEqual([at, { ok: false, error: 'invalid_ticket' }])
  // The last character carries two bits that no byte needs.
  const respelled = `${text.slice(0, -1)}${text.endsWith('A') ? 'B' : String.fromCharCode(text.charCodeAt(text.length - 1) + 1)}`
  const odd = [
    '',
    text.slice(0, -4),
    `${text}AAAA`,
    'ä'.repeat(TICKET_CHARS),
    `${text.slice(0, -1)}=`,
    respelled,
  ]
  for (const wrong of odd) expect((await open(wrong)).ok).toBe(false)
})

test('a ticket for a key that is gone has run out, and one of another server too', async () => {
  const { phone, open, key } = start()
  const expired = { ok: false, error: 'ticket_expired' } as const
  expect(await open(flipped(await phone.seal(key, { x: 1 }), 2))).toEqual(expired)
  const other = createNudgeKeys(
    null,
    () => NOW,
    () => 0,
  )
  expect(await open(await phone.seal(keyOf(other), { x: 1 }))).toEqual(expired)
})

test('an encapsulated key of zeros, whose secret anybody knows, is refused', async () => {
  const { phone, open, key } = start()
  const bytes = Uint8Array.from(base64urlToBytes(await phone.seal(key, { x: 1 })) ?? [])
  bytes.fill(0, 5, 37)
  expect(await open(bytesToBase64url(bytes))).toEqual({ ok: false, error: 'invalid_ticket' })
})

test('what is well sealed and cannot be rung with is refused at the door', async () => {
  const { phone, open, key } = start()
  const long = { title: '\u0001'.repeat(40), body: '\u0001'.repeat(100), lang: 'en', dir: 'ltr' } as const
  const wrong: readonly Partial<Ticket>[] = [
    { e: 'https://127.0.0.1/x' },
    { e: 'https://169.254.169.254/latest/meta-data' },
    { e: 'http://web.push.apple.com/x' },
    { p: Buffer.concat([Buffer.of(4), Buffer.alloc(64)]).toString('base64url') },
    { p: Buffer.alloc(65, 255).toString('base64url') },
    { p: 'A'.repeat(87) },
    { w: { waiting: long, accepted: phone.ticketOf({}).w.accepted } },
    { w: { waiting: phone.ticketOf({}).w.waiting, accepted: long } },
  ]
  for (const change of wrong)
    expect([change, await open(await phone.seal(key, { x: 1, ...change }))]).toEqual([
      change,
      { ok: false, error: 'invalid_ticket' },
    ])
  const plains = [new Uint8Array(TICKET_PLAIN_BYTES), textToBytes('{}'.padEnd(TICKET_PLAIN_BYTES))]
  const cut = ticketToPlain(phone.ticketOf({}))?.slice(1) ?? new Uint8Array()
  for (const plain of [...plains, cut]) expect((await open(await sealPlain(key, plain))).ok).toBe(false)
})
