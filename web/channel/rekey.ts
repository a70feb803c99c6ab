/** Fresh keys inside a living channel: every ten minutes of use, every 65,536 records, and when the person comes back. The initiator begins, the other asks. */

import { concatBytes } from '../../base/bytes.ts'
import type { Result } from '../../base/result.ts'
import { RECORD_CONFIRM, RECORD_REKEY } from '../../protocol/frame.ts'
import type { HandshakeResult, Randomness } from '../crypto/handshake.types.ts'
import { wipe } from '../crypto/primitives.ts'
import { createOpener, createSealer, type Opener } from '../crypto/records.ts'
import { answerRekey, beginRekey, type RekeyResult } from '../crypto/rekey-handshake.ts'
import type { Clock } from '../platform/clock.ts'
import type { ProvenResume } from './channel-keys.ts'
import type { SendQueue } from './send-queue.ts'

export const RENEW_EVERY_MS = 600_000
const RENEW_EVERY_RECORDS = 65_536
/** A person who flips between two apps needs no new keys each time. */
const RENEW_GAP_MS = 30_000

/** The first byte of a rekey record: what its body is. */
const ASK = 0
const FIRST = 1
const SECOND = 2
const SWITCH = 3
const NOTHING = new Uint8Array(0)

export interface Rekey {
  /** A record of this kind came; what is due begins. */
  readonly used: (kind: number) => Promise<void>
  /** The content of a rekey record. */
  readonly receive: (content: Uint8Array) => Promise<void>
  /** Begins, or asks the initiator to begin, unless the keys are fresh. */
  readonly renew: () => Promise<void>
  /** Wipes what it holds. */
  readonly close: () => void
}

interface RekeyEvents {
  /** What arrives from now on is opened with this. */
  readonly replaced: (opener: Opener) => void
  /** False when it could not be stored, and the channel has ended. */
  readonly rekeyed: (resume: Uint8Array, before: Uint8Array) => Promise<boolean>
  /** The first record under the new keys came: what was before them may be forgotten. */
  readonly settled: (proven: ProvenResume) => Promise<boolean>
  /** The other side broke the rules. */
  readonly failed: () => void
}

type State =
  | { readonly kind: 'idle' }
  /** The initiator's first message is out. */
  | {
      readonly kind: 'begun'
      readonly finish: (answer: Uint8Array) => Promise<Result<RekeyResult, unknown>>
    }
  /** This side uses the new keys; `receiveKey` opens what comes after the other side's switch. */
  | { readonly kind: 'switching'; readonly receiveKey: Uint8Array }
  /** Both use them; the record that proves it is still to come. */
  | { readonly kind: 'settling' }
  | { readonly kind: 'closed' }

interface Core {
  readonly clock: Clock
  readonly random: Randomness
  readonly queue: SendQueue
  readonly initiator: boolean
  readonly on: RekeyEvents
  state: State
  keys: { readonly h: Uint8Array; readonly renew: Uint8Array; readonly resume: Uint8Array }
  /** The resume secret before that of `keys`; null once it is forgotten. */
  before: Uint8Array | null
  renewedAt: number
  /** Received under these keys. */
  records: number
}

const say = ({ queue }: Core, step: number, body: Uint8Array = NOTHING): void =>
  queue.add(RECORD_REKEY, concatBytes(Uint8Array.of(step), body))

/** New keys: stored, then used. */
async function change(core: Core, made: RekeyResult): Promise<void> {
  if (core.state.kind === 'closed') return wipe(made.sendKey, made.receiveKey, made.renew, made.resume)
  wipe(core.keys.renew, core.before)
  const before = core.keys.resume
  core.before = before
  core.keys = { h: made.h, renew: made.renew, resume: made.resume }
  core.state = { kind: 'switching', receiveKey: made.receiveKey }
  core.renewedAt = core.clock.elapsed()
  core.records = 0
  if (!(await core.on.rekeyed(made.resume, before))) return
  core.queue.switchTo(createSealer(made.sendKey), RECORD_REKEY, Uint8Array.of(SWITCH))
  core.queue.add(RECORD_CONFIRM, NOTHING)
}

async function start(core: Core): Promise<void> {
  if (!core.initiator) return say(core, ASK)
  if (core.state.kind !== 'idle') return
  core.renewedAt = core.clock.elapsed()
  // Taken before the wait, so that a second call does not begin a second one.
  core.state = { kind: 'begun', finish: async () => ({ ok: false, error: 'not_begun' }) }
  const begun = await beginRekey({ ...core.keys, random: core.random })
  if (core.state.kind !== 'begun') return
  core.state = { kind: 'begun', finish: begun.finish }
  say(core, FIRST, begun.message)
}

async function onFirst(core: Core, message: Uint8Array): Promise<void> {
  if (core.initiator || core.state.kind !== 'idle') return core.on.failed()
  const answered = await answerRekey({ ...core.keys, random: core.random }, message)
  if (!answered.ok) return core.on.failed()
  say(core, SECOND, answered.value.answer)
  await change(core, answered.value.renewed)
}

async function onSecond(core: Core, answer: Uint8Array): Promise<void> {
  if (core.state.kind !== 'begun') return core.on.failed()
  const finished = await core.state.finish(answer)
  if (!finished.ok) return core.on.failed()
  await change(core, finished.value)
}

function onSwitch(core: Core): void {
  if (core.state.kind !== 'switching') return core.on.failed()
  core.on.replaced(createOpener(core.state.receiveKey))
  core.state = { kind: 'settling' }
}

const isFresh = ({ clock, renewedAt }: Core): boolean => clock.elapsed() - renewedAt < RENEW_GAP_MS
const isDue = ({ clock, renewedAt, records }: Core): boolean =>
  clock.elapsed() - renewedAt >= RENEW_EVERY_MS || records >= RENEW_EVERY_RECORDS

async function onUsed(core: Core, kind: number): Promise<void> {
  core.records += 1
  if (core.state.kind === 'settling' && kind === RECORD_CONFIRM) {
    core.state = { kind: 'idle' }
    const { before, keys } = core
    if (!(await core.on.settled({ resume: keys.resume, older: before ? [before] : [] }))) return
    wipe(before)
    core.before = null
  }
  if (isDue(core) && core.initiator) await start(core)
}

async function onRekeyRecord(core: Core, content: Uint8Array): Promise<void> {
  const body = content.slice(1)
  switch (content[0]) {
    case ASK:
      if (!core.initiator) return core.on.failed()
      return isFresh(core) ? undefined : start(core)
    case FIRST:
      return onFirst(core, body)
    case SECOND:
      return onSecond(core, body)
    case SWITCH:
      return onSwitch(core)
    default:
      return core.on.failed()
  }
}

export function createRekey(
  ports: { readonly clock: Clock; readonly random: Randomness; readonly queue: SendQueue },
  result: HandshakeResult,
  on: RekeyEvents,
): Rekey {
  const core: Core = {
    ...ports,
    on,
    initiator: result.initiator,
    state: { kind: 'idle' },
    keys: { h: result.h, renew: result.renew.slice(), resume: result.resume.slice() },
    before: null,
    renewedAt: ports.clock.elapsed(),
    records: 0,
  }
  return {
    used: (kind) => onUsed(core, kind),
    receive: (content) => onRekeyRecord(core, content),
    renew: async () => (isFresh(core) ? undefined : start(core)),
    close() {
      wipe(
        core.keys.renew,
        core.keys.resume,
        core.before,
        core.state.kind === 'switching' ? core.state.receiveKey : null,
      )
      core.state = { kind: 'closed' }
    },
  }
}
