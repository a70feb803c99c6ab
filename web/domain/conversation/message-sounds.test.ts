/** Sounds over a clock that stands still: only what is seen sounds, and once in two seconds. */
import { expect, test } from 'bun:test'
import type { MessageId } from '../../../protocol/ids.ts'
import { emptyLedger } from '../../ledger/ledger.machine.ts'
import type { LedgerState } from '../../ledger/ledger.types.ts'
import { createFakeLedgerTools } from '../../ledger/ledger-pair.fake.ts'
import { createFakeClock } from '../../platform/clock.fake.ts'
import type { Sound } from '../../platform/device/sounds.ts'
import { createDeliveries, createMessageSounds } from './message-sounds.ts'

function start() {
  const clock = createFakeClock()
  const is = { wanted: true, looking: true, loads: true }
  const played: Sound[] = []
  const left: number[] = []
  const play = createMessageSounds({
    clock,
    soundsWanted: () => is.wanted,
    looking: () => is.looking,
    openSounds: async () => {
      if (!is.loads) throw new TypeError('no network')
      return {
        play: (sound, withinMs) => {
          played.push(sound)
          left.push(withinMs)
        },
      }
    },
  })
  return { clock, is, played, left, play }
}
const turn = () => new Promise((resolve) => setTimeout(resolve, 1))

test('what comes together is one sound in two seconds', async () => {
  const { clock, play, played } = start()
  for (let many = 0; many < 50; many += 1) play('received')
  play('delivered')
  await turn()
  expect(played).toEqual(['received'])
  clock.advance(2_000)
  play('delivered')
  await turn()
  expect(played).toEqual(['received', 'delivered'])
})

test('nothing sounds when it is off, hidden or covered, and none of that is made up for', async () => {
  const { is, play, played } = start()
  is.wanted = false
  play('received')
  is.wanted = true
  is.looking = false
  play('received')
  is.looking = true
  await turn()
  expect(played).toEqual([])
  play('received')
  // Hidden while the sounds were loaded.
  is.looking = false
  await turn()
  expect(played).toEqual([])
})

test('a sound that took too long to load is left out', async () => {
  const { clock, play, played } = start()
  play('received')
  clock.advance(500)
  await turn()
  expect(played).toEqual([])
})

test('what loading took is no longer there for the device', async () => {
  const { clock, play, left } = start()
  play('received')
  clock.advance(200)
  await turn()
  expect(left).toEqual([300])
})

test('sounds that could not be loaded are no fault, and the next message tries again', async () => {
  const { clock, is, play, played } = start()
  is.loads = false
  play('received')
  await turn()
  is.loads = true
  clock.advance(2_000)
  play('received')
  await turn()
  expect(played).toEqual(['received'])
})

test('an own message sounds once it is delivered, not when it fails, is unsent or is sent again', async () => {
  const empty = await emptyLedger(createFakeLedgerTools())
  const id = 'one' as MessageId
  const item = { kind: 'own', k: 0, at: 0, id, text: 'hi', s: empty.own.s, n: 1 } as const
  const entry = { kind: 'text', id, text: 'hi', n: 1, chain: '', at: 0, bytes: 2, state: 'sent' } as const
  const holding = (entries: LedgerState['own']['entries']): LedgerState => ({
    ...empty,
    own: { ...empty.own, entries },
    items: [item],
  })
  const isDelivered = createDeliveries()
  expect(isDelivered(holding([entry]))).toBe(false)
  expect(isDelivered(holding([]))).toBe(true)
  expect(isDelivered(holding([]))).toBe(false)
  expect(isDelivered(holding([{ ...entry, state: 'again' }]))).toBe(false)
  expect(isDelivered(holding([]))).toBe(false)
  isDelivered(holding([entry]))
  expect(isDelivered({ ...holding([]), failed: [id] })).toBe(false)
  isDelivered(holding([entry]))
  expect(isDelivered({ ...holding([]), items: [{ ...item, unsent: 'done' }] })).toBe(false)
})
