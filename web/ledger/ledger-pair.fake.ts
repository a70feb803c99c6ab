/** Two connected ledgers for tests: counts every message, and can drop messages as an older app would. */
import type { MessageId } from '../../protocol/ids.ts'
import type { SharedLocation } from '../../protocol/location.ts'
import type { HeardMessage, PeerMessage, Reference, StreamId } from '../../protocol/message.ts'
import { emptyLedger } from './ledger.machine.ts'
import { createLedger, type Ledger, type LedgerPorts } from './ledger.ts'
import type { LedgerState, LedgerTools } from './ledger.types.ts'

/** FNV-1a, 32 bits. */
function hash(text: string): string {
  let at = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1)
    at = Math.imul(at ^ text.charCodeAt(index), 0x01000193) >>> 0
  return at.toString(36)
}
/** Fast hashes for tests; the chain's own tests use the real ones. */
export function createFakeLedgerTools(): LedgerTools {
  let streams = 0
  return {
    startChain: async (stream) => `start-${stream}`,
    nextChain: async (last, number, ...parts) => hash([last, number, ...parts].join('|')),
    newStream() {
      streams += 1
      return `stream-${streams}` as StreamId
    },
  }
}

export interface FakeSide {
  readonly ledger: Ledger
  /** Restarts its ledger from an older state, as a restored phone would. */
  readonly restart: (state: LedgerState) => Promise<void>
  readonly faults: unknown[]
  /** Set by a test: the result of later writes, or a throw. */
  write: LedgerPorts['write']
  /** Set by a test: the messages that this side drops on arrival. */
  drops: (message: PeerMessage) => boolean
  /** Set by a test: how this side decodes a message. */
  reads: (message: PeerMessage) => HeardMessage
  trusted: boolean
  /** Set by a test: whether the peer's edits arrive too late. */
  overdue: boolean
  /** Every message that this side sent, in order. */
  readonly said: PeerMessage[]
  stuck: number
  /** How often it was asked to call `again` later. */
  unkept: number
}

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

interface Line {
  readonly to: 0 | 1
  readonly message: PeerMessage
}

async function createSide(at: 0 | 1, line: Line[], tools: LedgerTools): Promise<FakeSide> {
  const side: { -readonly [K in keyof FakeSide]: FakeSide[K] } = {
    ledger: undefined as never,
    restart: async (state) => void start(state),
    faults: [],
    write: async () => true,
    drops: () => false,
    reads: (message) => message,
    trusted: true,
    overdue: false,
    said: [],
    stuck: 0,
    unkept: 0,
  }
  const start = (state: LedgerState): void => {
    side.ledger = createLedger(
      {
        tools,
        write: (next, before) => side.write(next, before),
        say(message, done) {
          side.said.push(message)
          line.push({ to: at === 0 ? 1 : 0, message })
          done?.()
        },
        show() {},
        arrived() {},
        activity() {},
        ignored() {},
        failed: (fault) => side.faults.push(fault),
        stuck() {
          side.stuck += 1
        },
        unkept() {
          side.unkept += 1
        },
      },
      state,
    )
  }
  start(await emptyLedger(tools))
  return side
}

function hear(side: FakeSide, sent: PeerMessage, at: number): void {
  if (side.drops(sent)) return
  const message = side.reads(sent)
  const { ledger, trusted } = side
  switch (message.t) {
    case 'text':
    case 'location':
    case 'react':
    case 'unsend':
    case 'edit':
    case 'unknown':
      return void ledger.post({ kind: 'said', said: message, at, trusted, overdue: side.overdue })
    case 'ack':
      return void ledger.post({ kind: 'ack', said: message })
    case 'have':
      return void ledger.post({ kind: 'have', said: message, at })
  }
}

/** Two sides, `time.now` as their wall clock in milliseconds. */
export async function createLedgerPair() {
  const tools = createFakeLedgerTools()
  const line: Line[] = []
  const time = { now: 0 }
  let serial = 0
  const sides = [await createSide(0, line, tools), await createSide(1, line, tools)] as const
  return {
    a: sides[0],
    b: sides[1],
    time,
    open(held: readonly [boolean, boolean] = [false, false]) {
      line.length = 0
      for (const [at, { ledger }] of sides.entries()) ledger.opened(held[at] ?? false)
    },
    async type(side: FakeSide, text: string): Promise<MessageId> {
      serial += 1
      const id = `message-${serial}` as MessageId
      await side.ledger.post({ kind: 'typed', id, text, at: time.now, bytes: text.length })
      return id
    },
    async locate(side: FakeSide, location: SharedLocation, re?: Reference): Promise<MessageId> {
      serial += 1
      const id = `message-${serial}` as MessageId
      const content = { kind: 'location' as const, id, location, ...(re && { re }) }
      await side.ledger.post({ kind: 'located', content, at: time.now })
      return id
    },
    /** Delivers messages until none are left; throws after `max`. */
    async settle(max = 2_000) {
      let carried = 0
      for (let quiet = 0; quiet < 5; quiet += 1) {
        for (const { to, message } of line.splice(0)) {
          carried += 1
          if (carried > max) throw new Error('it never comes to rest')
          hear(sides[to], message, time.now)
          await turn()
          quiet = 0
        }
        await turn()
      }
    },
  }
}
