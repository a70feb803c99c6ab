/** What a person is told, or offered, when ringing does not work: it is the true reason. */
import { expect, test } from 'bun:test'
import { err, ok } from '../../../base/result.ts'
import type { JoinCode } from '../../../protocol/ids.ts'
import { open } from '../../../tests/harness/ringing-phone.ts'
import { settle } from '../../../tests/harness/settle.ts'
import type { TimelineItem } from '../conversation/conversation.model.ts'

test('a server that answers and refuses is not called unreachable', async () => {
  for (const [code, told] of [
    ['ticket_expired', 'server_refused'],
    ['invalid_ticket', 'server_refused'],
    ['too_many_requests', 'server_refused'],
    ['unavailable', 'server_refused'],
    ['server_unreachable', 'server_unreachable'],
  ] as const) {
    const { of, store, id, clock, server } = await open('granted')
    const expiresAt = clock.now() + 600_000
    const state = { kind: 'pending' as const, joinCode: '111111' as JoinCode, expiresAt }
    await store.change(id, (record) => ({ ...record, state }))
    server.made = err({ code })
    expect([code, await of.turnOn()]).toEqual([code, err(told)])
    expect(of.on.value).toBe(false)
  }
})

test('a server that was asked for its keys too often is not called one that does not ring', async () => {
  const { of, server } = await open('granted')
  server.keys = err({ code: 'too_many_requests' })
  expect(await of.turnOn()).toEqual(err('server_refused'))
  server.keys = err({ code: 'unavailable' })
  expect(await of.turnOn()).toEqual(err('server_does_not_ring'))
})

test('ringing is not offered while this phone itself is offline, and is once the other one is away', async () => {
  const { of, timeline, connection, clock } = await open()
  const item = { kind: 'own', id: 'm-1', state: 'waiting', text: 'hi', at: clock.now(), quote: null }
  connection.value = { kind: 'offline', why: 'network' }
  timeline.value = [{ ...item, reactions: {} } as unknown as TimelineItem]
  clock.advance(10_000)
  await settle()
  expect(of.offered.value).toBe(false)
  connection.value = { kind: 'away', since: clock.now(), why: 'asleep' }
  expect(of.offered.value).toBe(true)
  expect(await of.turnOn()).toEqual(ok(undefined))
})
