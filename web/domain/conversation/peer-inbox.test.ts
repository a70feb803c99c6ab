/** What the peer sends waits for the store within a bound, whatever it is. */
import { expect, test } from 'bun:test'
import type { MessageId } from '../../../protocol/ids.ts'
import type { HeardMessage, StreamId } from '../../../protocol/message.ts'
import { createFakeClock } from '../../platform/clock.fake.ts'
import type { ConversationParts } from './conversation-parts.ts'
import { createPeerInbox } from './peer-inbox.ts'

/** An inbox over a store that writes nothing before `write` is called. */
function stuck() {
  const waiting: (() => void)[] = []
  const messages = {
    state: () => ({ seen: [] }),
    post: () => new Promise<boolean>((resolve) => waiting.push(() => resolve(true))),
  }
  const inbox = createPeerInbox({
    ...{ messages, record: () => undefined, peer: { port: null } },
    ports: { clock: createFakeClock(), nudges: {} },
  } as unknown as ConversationParts)
  return {
    inbox,
    waiting: () => waiting.length,
    write: async () => {
      for (const done of waiting.splice(0)) done()
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}

const place = { s: 'A'.repeat(22) as StreamId, n: 1, c: 'B'.repeat(22) }
const id = 'abcdefgh-1' as MessageId
const floods: Readonly<Record<string, HeardMessage>> = {
  locations: { t: 'location', id, at: 1, lat: 0, lon: 0, within: 1, ...place },
  'requests to unsend': { t: 'unsend', id, ...place },
  'messages of unknown kinds': { t: 'unknown', id, ...place },
  'empty words': { t: 'text', id, at: 1, text: ' ', ...place },
}

for (const [name, message] of Object.entries(floods))
  test(`a flood of ${name} takes no more memory than a bound, and is taken again once it is written`, async () => {
    const { inbox, waiting, write } = stuck()
    for (let count = 0; count < 50_000; count += 1) inbox.received(message)
    expect(waiting()).toBeGreaterThan(10_000)
    expect(waiting()).toBeLessThan(40_000)
    await write()
    inbox.received(message)
    expect(waiting()).toBe(1)
  })
