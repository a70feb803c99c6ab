/** A ticket that the app seals is opened by the server, and nobody else's is. */
import { expect, test } from 'bun:test'
import { createECDH } from 'node:crypto'
import { bytesToBase64url } from '../../base/bytes.ts'
import { err } from '../../base/result.ts'
import type { RoomId } from '../../protocol/ids.ts'
import { TICKET_CHARS } from '../../protocol/limits.ts'
import { roomMark, type Ticket } from '../../protocol/nudges.ts'
import { createNudgeKeys } from '../../server/push/nudge-keys.ts'
import { createTicketOpener } from '../../server/push/tickets.ts'
import { sealTicket } from '../../web/crypto/tickets/seal-ticket.ts'
import { nudgeWords } from '../../web/nudging.ts'

const NOW = 1_700_000_000_000

function createTicket(): Ticket {
  const ecdh = createECDH('prime256v1')
  return {
    e: 'https://updates.push.services.mozilla.com/wpush/v2/abc',
    p: bytesToBase64url(ecdh.generateKeys()),
    a: 'a'.repeat(22),
    x: NOW / 1_000 + 60,
    r: roomMark('room' as RoomId),
    o: 'https://chat.example.org',
    w: nudgeWords(),
  }
}

test('a ticket sealed by the app opens at the server whose key it was sealed to', async () => {
  const keys = createNudgeKeys(
    null,
    () => NOW,
    () => 0,
  )
  const ticket = createTicket()
  const sealed = await sealTicket(keys.current(), ticket)
  expect(sealed).toHaveLength(TICKET_CHARS)
  const opened = await createTicketOpener(keys, [])(sealed ?? '')
  if (!opened.ok) throw new Error(opened.error)
  const { url, keys: pushKeys, endsAt, room, payloads } = opened.value
  expect([url.href, endsAt, room]).toEqual([ticket.e, ticket.x, ticket.r])
  expect(pushKeys).toMatchObject({ p: ticket.p, a: ticket.a })
  expect(new TextDecoder().decode(payloads.waiting)).toContain(ticket.w.waiting.body)
})

test('another server cannot open it, and a ticket that names its key without being sealed to it is refused', async () => {
  const [keys, others] = [
    createNudgeKeys(
      null,
      () => NOW,
      () => 0,
    ),
    createNudgeKeys(
      null,
      () => NOW,
      () => 0,
    ),
  ]
  const ticket = createTicket()
  const sealed = (await sealTicket(keys.current(), ticket)) ?? ''
  expect(await createTicketOpener(others, [])(sealed)).toEqual(err('ticket_expired'))
  const { publicKey } = others.current()
  const wrong = (await sealTicket({ keyId: keys.current().keyId, publicKey }, ticket)) ?? ''
  expect(await createTicketOpener(keys, [])(wrong)).toEqual(err('invalid_ticket'))
})
