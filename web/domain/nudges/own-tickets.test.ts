/** Tickets over fakes: which the peer is given, and what is believed of its own. */
import { expect, test } from 'bun:test'
import { open, until } from '../../../tests/harness/ringing-phone.ts'
import { settle } from '../../../tests/harness/settle.ts'
import { spoken } from '../../i18n/phrases/current-language.ts'

test('each channel gives the same ticket again, until it has less than six days left', async () => {
  const { of, nudges, said, id, clock } = await open()
  await of.turnOn()
  nudges.opened(id)
  await until(() => said.length === 2)
  clock.jump(2 * 86_400_000)
  nudges.opened(id)
  await until(() => said.length === 3)
  const tickets = said.map((message) => (message.t === 'ticket' ? message.ticket : null))
  expect(tickets).toHaveLength(3)
  expect([tickets[0] === tickets[1], tickets[1] === tickets[2]]).toEqual([true, false])
})

test('an app that does not know tickets is given none', async () => {
  const { of, store, said, id } = await open()
  await store.change(id, (record) => ({ ...record, peerCan: { v: 1, kinds: ['text'] } }))
  await of.turnOn()
  expect(said).toEqual([])
})

test('of a hundred tickets in a minute the first and the last are believed', async () => {
  const { nudges, id, clock, of, rang } = await open()
  const tickets = Array.from({ length: 100 }, (_, at) => String(at).padStart(2_119, 'T'))
  for (const ticket of tickets) nudges.heard(id, ticket, clock.now() + 1_000_000_000)
  of.ring()
  await settle()
  clock.advance(60_000)
  of.ring()
  await settle()
  expect(rang.map(({ ticket }) => ticket)).toEqual([tickets[0] ?? '', tickets[99] ?? ''])
})

test('a peer that may be an impostor is given no ticket until the person has decided', async () => {
  const { of, store, said, id, nudges } = await open()
  const secret = { encode: () => 'x' }
  const trusting = (trust: 'lost' | 'disputed' | 'unverified') =>
    store.change(id, (record) => ({
      ...record,
      keys: { own: secret, peer: { key: secret, trust, at: 1 }, resumes: [], pairing: null } as never,
    }))
  for (const trust of ['lost', 'disputed'] as const) {
    await trusting(trust)
    await of.turnOn()
    nudges.opened(id)
    await settle()
    expect(said).toEqual([])
  }
  await trusting('unverified')
  nudges.opened(id)
  await until(() => said.length === 1)
})

test('a new language of the phone makes a new ticket, and the same one stays otherwise', async () => {
  const { of, nudges, said, id } = await open()
  await of.turnOn()
  spoken.value = 'de'
  try {
    nudges.opened(id)
    await until(() => said.length === 2)
    nudges.opened(id)
    await until(() => said.length === 3)
  } finally {
    spoken.value = 'en'
  }
  const [english, german, same] = said.map((message) => (message.t === 'ticket' ? message.ticket : null))
  expect([english === german, german === same]).toEqual([false, true])
})
