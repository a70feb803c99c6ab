/** Typing and read receipts: only if both people want them, never to an unproven peer, and never outdated. */
import { expect, test } from 'bun:test'
import type { PeerMessage, StreamId } from '../../../protocol/message.ts'
import { createFakeClock } from '../../platform/clock.fake.ts'
import { createTypingAndReceipts } from './typing-and-receipts.ts'

const stream = 's'.repeat(22) as StreamId

function start(wanted = true) {
  const clock = createFakeClock()
  const said: PeerMessage[] = []
  const shown: boolean[] = []
  const choice = { wanted }
  const signs = createTypingAndReceipts(
    { clock, wanted: () => choice.wanted, say: (message) => said.push(message) },
    (typing) => shown.push(typing),
  )
  const kinds = () => said.map(({ t }) => t)
  return { clock, said, shown, choice, signs, kinds }
}

test('nothing is sent unless both people want it', () => {
  const { signs, kinds, choice } = start()
  signs.typed('h')
  signs.looked(stream, 3)
  signs.received({ t: 'signs', on: true })
  choice.wanted = false
  signs.typed('he')
  signs.looked(stream, 3)
  expect(kinds()).toEqual([])
})

test('typing is sent at once and every three seconds, a read receipt once for each place', () => {
  const { signs, clock, kinds } = start()
  signs.received({ t: 'signs', on: true })
  signs.typed('h')
  signs.typed('he')
  expect(kinds()).toEqual(['typing'])
  clock.advance(3_000)
  signs.typed('hel')
  signs.looked(stream, 2)
  signs.looked(stream, 2)
  signs.looked(stream, 1)
  signs.looked(null, 0)
  expect(kinds()).toEqual(['typing', 'typing', 'read'])
})

test('typing is shown for five seconds or until the message arrives', () => {
  const { signs, clock, shown } = start()
  signs.received({ t: 'signs', on: true })
  signs.received({ t: 'typing' })
  expect(shown.at(-1)).toBe(true)
  clock.advance(5_000)
  expect(shown.at(-1)).toBe(false)
  signs.received({ t: 'typing' })
  signs.arrived()
  expect(shown.at(-1)).toBe(false)
})

test('nothing is sent or shown while the peer is unproven, or after it turned receipts off', () => {
  const { signs, kinds, shown } = start()
  signs.received({ t: 'signs', on: true })
  signs.hold(true)
  signs.typed('h')
  signs.received({ t: 'typing' })
  signs.hold(false)
  signs.received({ t: 'signs', on: false })
  signs.typed('h')
  expect(kinds()).toEqual([])
  expect(shown.at(-1)).toBe(false)
})

test('losing the link resets the peer’s choice and what was read', () => {
  const { signs, kinds } = start()
  signs.received({ t: 'signs', on: true })
  signs.looked(stream, 2)
  signs.lost()
  signs.looked(stream, 3)
  signs.received({ t: 'signs', on: true })
  signs.looked(stream, 2)
  expect(kinds()).toEqual(['read', 'read'])
})
