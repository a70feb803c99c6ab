/** Rekeys an open channel: after ten minutes of use, after 65,536 records, and when the person returns. The initiator begins; the responder asks it to. */

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

export const REKEY_EVERY_MS = 600_000
const REKEY_EVERY_RECORDS = 65_536
/** Shortest time between two rekeys, for a person who switches between apps often. */
const REKEY_GAP_MS = 30_000

/** The first byte of a rekey record says what its body is. */
const ASK = 0
const FIRST = 1
const SECOND = 2
const SWITCH = 3
const NOTHING = new Uint8Array(0)

export interface Rekey {
  /** Counts a received record of this kind, and begins a rekey when one is due. */
  readonly used: (kind: number) => Promise<void>
  /** Handles the content of a rekey record. */
  readonly receive: (content: Uint8Array) => Promise<void>
  /** Begins a rekey, or asks the initiator for one, unless the keys are fresh. */
  readonly begin: () => Promise<void>
  /** Wipes its secrets. */
  readonly close: () => void
}

interface RekeyEvents {
  /** From now on, arriving records are opened with this. */
  readonly replaced: (opener: Opener) => void
  /** Stores the new secret; false when that failed and the channel has ended. */
  readonly rekeyed: (resume: Uint8Array, before: Uint8Array) => Promise<boolean>
  /** The first record under the new keys came: older secrets may be deleted. */
  readonly settled: (proven: ProvenResume) => Promise<boolean>
  /** The peer violated the protocol. */
  readonly failed: () => void
}

type State =
  | { readonly kind: 'idle' }
  /** The initiator has sent its first message. */
  | {
      readonly kind: 'begun'
      readonly finish: (answer: Uint8Array) => Promise<Result<RekeyResult, unknown>>
    }
  /** This side seals with the new keys; `receiveKey` opens records after the peer's switch. */
  | { readonly kind: 'switching'; readonly receiveKey: Uint8Array }
  /** Both sides use the new keys; the first record under them has not arrived yet. */
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
  /** The previous resume secret; null once it is deleted. */
  before: Uint8Array | null
  rekeyedAt: number
  /** Records received under these keys. */
  records: number
}

const say = ({ queue }: Core, step: number, body: Uint8Array = NOTHING): void =>
  queue.add(RECORD_REKEY, concatBytes(Uint8Array.of(step), body))

/** Stores the new keys, then uses them. */
async function change(core: Core, made: RekeyResult): Promise<void> {
  if (core.state.kind === 'closed') return wipe(made.sendKey, made.receiveKey, made.renew, made.resume)
  wipe(core.keys.renew, core.before)
  const before = core.keys.resume
  core.before = before
  core.keys = { h: made.h, renew: made.renew, resume: made.resume }
  core.state = { kind: 'switching', receiveKey: made.receiveKey }
  core.rekeyedAt = core.clock.elapsed()
  core.records = 0
  if (!(await core.on.rekeyed(made.resume, before))) return
  core.queue.switchTo(createSealer(made.sendKey), RECORD_REKEY, Uint8Array.of(SWITCH))
  core.queue.add(RECORD_CONFIRM, NOTHING)
}

async function start(core: Core): Promise<void> {
  if (!core.initiator) return say(core, ASK)
  if (core.state.kind !== 'idle') return
  core.rekeyedAt = core.clock.elapsed()
  // Set before awaiting, so that a second call does not begin a second rekey.
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
  await change(core, answered.value.rekeyed)
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

const isFresh = ({ clock, rekeyedAt }: Core): boolean => clock.elapsed() - rekeyedAt < REKEY_GAP_MS
const isDue = ({ clock, rekeyedAt, records }: Core): boolean =>
  clock.elapsed() - rekeyedAt >= REKEY_EVERY_MS || records >= REKEY_EVERY_RECORDS

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
    rekeyedAt: ports.clock.elapsed(),
    records: 0,
  }
  return {
    used: (kind) => onUsed(core, kind),
    receive: (content) => onRekeyRecord(core, content),
    begin: async () => (isFresh(core) ? undefined : start(core)),
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
