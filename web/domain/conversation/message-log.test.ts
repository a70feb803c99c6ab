/** The ledger as signals: items appear once written, and a peer that stores nothing is reported after a while. */
import { expect, test } from 'bun:test'
import type { MessageId } from '../../../protocol/ids.ts'
import type { PeerMessage } from '../../../protocol/message.ts'
import { emptyLedger } from '../../ledger/ledger.machine.ts'
import { createFakeLedgerTools } from '../../ledger/ledger-pair.fake.ts'
import { createFakeClock } from '../../platform/clock.fake.ts'
import { createMessageLog } from './message-log.ts'

const SECOND_MS = 1_000

async function start({ peerTakesUnknown = false } = {}) {
  const clock = createFakeClock()
  const tools = createFakeLedgerTools()
  const said: PeerMessage[] = []
  const disk = { works: true }
  const messages = createMessageLog(
    {
      ...{ clock, tools },
      say(message, done) {
        said.push(message)
        done?.()
      },
      write: async () => disk.works,
      signsWanted: () => false,
      looked: () => false,
      peerTakesUnknown: () => peerTakesUnknown,
      ...{ arrived() {}, activity() {}, ignored() {}, delivered() {}, shown() {}, failed() {} },
    },
    await emptyLedger(tools),
  )
  const type = (text: string) =>
    messages.post({ kind: 'typed', id: `id-of-${text}` as MessageId, text, at: 0, bytes: text.length })
  const shown = () => messages.timeline.value.map((item) => ('text' in item ? item.text : item.kind))
  return { clock, said, disk, messages, type, shown }
}
const turn = () => new Promise((resolve) => setTimeout(resolve, 1))

test('an item that could not be written is neither shown nor sent, and post returns false', async () => {
  const { disk, messages, said, type, shown } = await start()
  messages.opened(false)
  disk.works = false
  expect(await type('lost')).toBe(false)
  expect(shown()).toEqual([])
  disk.works = true
  expect(await type('kept')).toBe(true)
  expect(shown()).toEqual(['kept'])
  expect(said.every(({ t }) => t === 'have' || t === 'signs')).toBe(true)
})

for (const [peerTakesUnknown, notice] of [
  [false, 'not_understood'],
  [true, 'not_taken'],
] as const)
  test(`a peer that ${peerTakesUnknown ? 'knows every kind' : 'never said what it can'} and takes nothing: ${notice}, once`, async () => {
    const { clock, messages, type } = await start({ peerTakesUnknown })
    messages.opened(false)
    await type('never taken')
    const ask = () =>
      messages.post({ kind: 'have', said: { t: 'have', s: null, n: 0, c: null, missing: 0 }, at: 0 })
    for (let times = 0; times < 4; times += 1) await ask()
    const notices = () =>
      messages.timeline.value.flatMap((item) => (item.kind === 'notice' ? [item.notice] : []))
    clock.advance(4 * SECOND_MS)
    expect(notices()).toEqual([])
    clock.advance(SECOND_MS)
    await turn()
    expect(notices()).toEqual([notice])
    // The next channel tries again and does not repeat the notice.
    messages.opened(false)
    for (let times = 0; times < 4; times += 1) await ask()
    clock.advance(10 * SECOND_MS)
    await turn()
    expect(notices()).toEqual([notice])
  })

test('a late acknowledgement causes no notice', async () => {
  const { clock, messages, type } = await start()
  messages.opened(false)
  await type('late')
  const { own } = messages.state()
  for (let times = 0; times < 4; times += 1)
    await messages.post({ kind: 'have', said: { t: 'have', s: null, n: 0, c: null, missing: 0 }, at: 0 })
  await messages.post({
    kind: 'ack',
    said: { t: 'ack', s: own.s, n: 1, c: own.entries[0]?.chain ?? '' },
  })
  clock.advance(10 * SECOND_MS)
  await turn()
  expect(messages.timeline.value).toHaveLength(1)
})
