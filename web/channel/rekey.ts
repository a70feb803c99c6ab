/** Fresh keys inside a living channel: every ten minutes of use, every 65,536 records, and when the person comes back. The initiator begins, the other asks. */

import { concatBytes } from '../../base/bytes.ts'
import { RECORD_CONFIRM, RECORD_RENEWAL } from '../../protocol/frame.ts'
import type { HandshakeResult, Randomness } from '../crypto/handshake.types.ts'
import { wipe } from '../crypto/primitives.ts'
import { createOpener, createSealer, type Opener } from '../crypto/records.ts'
import { answerRekey, beginRekey, type RekeyResult } from '../crypto/rekey-handshake.ts'
import type { Clock } from '../platform/clock.ts'
import type { SendQueue } from './send-queue.ts'

export const RENEW_EVERY_MS = 600_000
const RENEW_EVERY_RECORDS = 65_536
/** A person who flips between two apps needs no new keys each time. */
const RENEW_GAP_MS = 30_000

const ASK = 0
const FIRST = 1
const SECOND = 2
const SWITCH = 3
const NOTHING = new Uint8Array(0)

export interface Rekey {
  /** A record came; what is due begins. */
  readonly used: (kind: number) => Promise<void>
  readonly receive: (content: Uint8Array) => Promise<void>
  readonly renew: () => Promise<void>
  readonly close: () => void
}

export function createRekey(
  ports: { readonly clock: Clock; readonly random: Randomness; readonly queue: SendQueue },
  paired: HandshakeResult,
  on: {
    /** What arrives from now on is opened with this. */
    readonly replaced: (opener: Opener) => void
    readonly renewed: (resume: Uint8Array) => Promise<void>
    readonly settled: () => Promise<void>
    readonly failed: () => void
  },
): Rekey {
  const { clock, queue, random } = ports
  let keys: { readonly h: Uint8Array; readonly renew: Uint8Array } = {
    h: paired.h,
    renew: paired.renew.slice(),
  }
  let running: ((answer: Uint8Array) => ReturnType<Awaited<ReturnType<typeof beginRekey>>['finish']>) | null =
    null
  /** The key of what arrives after the other side's switch. */
  let next: Uint8Array | null = null
  let unsettled = false
  let renewedAt = clock.elapsed()
  let records = 0

  const say = (step: number, body: Uint8Array = NOTHING): void =>
    queue.add(RECORD_RENEWAL, concatBytes(Uint8Array.of(step), body))
  const change = async (made: RekeyResult): Promise<void> => {
    wipe(keys.renew)
    keys = { h: made.h, renew: made.renew }
    next = made.receiveKey
    renewedAt = clock.elapsed()
    records = 0
    await on.renewed(made.resume)
    queue.switchTo(createSealer(made.sendKey), RECORD_RENEWAL, Uint8Array.of(SWITCH))
    queue.add(RECORD_CONFIRM, NOTHING)
  }
  const start = async (): Promise<void> => {
    if (!paired.initiator) return say(ASK)
    if (running || next) return
    renewedAt = clock.elapsed()
    const begun = await beginRekey({ h: keys.h, renew: keys.renew.slice(), random })
    running = begun.finish
    say(FIRST, begun.message)
  }
  const onFirst = async (message: Uint8Array): Promise<void> => {
    if (paired.initiator || next) return on.failed()
    const answered = await answerRekey({ h: keys.h, renew: keys.renew.slice(), random }, message)
    if (!answered.ok) return on.failed()
    say(SECOND, answered.value.answer)
    await change(answered.value.renewed)
  }
  const onSecond = async (answer: Uint8Array): Promise<void> => {
    const finished = await running?.(answer)
    running = null
    if (!finished?.ok) return on.failed()
    await change(finished.value)
  }
  const onSwitch = (): void => {
    if (!next) return on.failed()
    on.replaced(createOpener(next))
    next = null
    unsettled = true
  }
  const renew = async (): Promise<void> => {
    if (clock.elapsed() - renewedAt >= RENEW_GAP_MS) await start()
  }

  return {
    renew,
    async used(kind) {
      records += 1
      if (unsettled && kind === RECORD_CONFIRM) {
        unsettled = false
        await on.settled()
      }
      const due = clock.elapsed() - renewedAt >= RENEW_EVERY_MS || records >= RENEW_EVERY_RECORDS
      if (due && paired.initiator) await start()
    },
    async receive(content) {
      const body = content.slice(1)
      switch (content[0]) {
        case ASK:
          return paired.initiator ? renew() : on.failed()
        case FIRST:
          return onFirst(body)
        case SECOND:
          return onSecond(body)
        case SWITCH:
          return onSwitch()
        default:
          return on.failed()
      }
    },
    close: () => wipe(keys.renew, next),
  }
}
