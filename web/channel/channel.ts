/** An authenticated channel over a link: hellos, the handshake, then sealed records, with regular rekeys. */

import { createSerialQueue, type SerialQueue } from '../../base/serial-queue.ts'
import {
  decodeAbort,
  encodeAbort,
  FRAME_ABORT,
  RECORD_CONFIRM,
  RECORD_LAST,
  RECORD_MORE,
  RECORD_REKEY,
} from '../../protocol/frame.ts'
import { FRAME_BYTES_MAX } from '../../protocol/limits.ts'
import { createHandshake } from '../crypto/handshake.ts'
import type { Handshake, HandshakeInput, HandshakeResult } from '../crypto/handshake.types.ts'
import { wipe } from '../crypto/primitives.ts'
import { createOpener, createSealer, type Opened, type Opener } from '../crypto/records.ts'
import type { Clock } from '../platform/clock.ts'
import type { Channel, ChannelEvents, ChannelFailure } from './channel.types.ts'
import { createMessageAssembler, type MessageAssembler } from './message-assembler.ts'
import { createRekey, type Rekey } from './rekey.ts'
import { createSendQueue, type SendQueue } from './send-queue.ts'

/** Time from the open link to the open channel. */
export const HANDSHAKE_WITHIN_MS = 10_000
/** Frames waiting to be opened, 16 MiB at most; no honest peer gets that far ahead. */
const FRAMES_WAITING_MAX = 1_024

/** The state of a channel that has keys. */
interface Sealed {
  readonly result: HandshakeResult
  readonly opener: Opener
  readonly queue: SendQueue
  readonly rekey: Rekey
}

type State =
  /** `handshake` is null while it is being prepared. */
  | { readonly kind: 'handshaking'; readonly handshake: Handshake | null }
  /** This side has the keys; the peer's first record will prove that it has them too. */
  | ({ readonly kind: 'confirming' } & Sealed)
  | ({ readonly kind: 'open' } & Sealed)
  | { readonly kind: 'closed' }

/** One channel and its ports. */
interface Core {
  readonly send: (frame: Uint8Array) => boolean
  readonly clock: Clock
  readonly input: HandshakeInput
  readonly on: ChannelEvents
  readonly assembler: MessageAssembler
  /** Handles arrivals in order; only the decryption of records overlaps. */
  readonly work: SerialQueue
  cancelTimeout: () => void
  state: State
  /** Resolves when the latest change of keys is done and records can be opened. */
  keysReady: Promise<void>
}

const sealedOf = ({ state }: Core): Sealed | null =>
  state.kind === 'confirming' || state.kind === 'open' ? state : null

function close(core: Core): void {
  const { state } = core
  if (state.kind === 'closed') return
  const sealed = sealedOf(core)
  core.state = { kind: 'closed' }
  core.cancelTimeout()
  if (state.kind === 'handshaking') state.handshake?.wipe()
  sealed?.opener.wipe()
  sealed?.queue.close()
  sealed?.rekey.close()
  wipe(sealed?.result.renew, sealed?.result.resume)
  core.assembler.clear()
}

function fail(core: Core, why: ChannelFailure['why'], theirs = false): void {
  if (core.state.kind === 'closed') return
  // Once we have sent a record, the peer accepts nothing unsealed.
  if (core.state.kind === 'handshaking' && !theirs)
    core.send(encodeAbort(why === 'bad_record' ? 'not_authentic' : why === 'not_stored' ? 'timeout' : why))
  close(core)
  core.on.failed({ why, theirs })
}

/** Writes, and retries once. Ends the channel and returns false when both tries failed. */
async function store(core: Core, write: () => Promise<void>): Promise<boolean> {
  const written = await write()
    // A channel that has closed meanwhile has wiped these bytes.
    .catch((fault) => (core.state.kind === 'closed' ? Promise.reject(fault) : write()))
    .then(
      () => true,
      () => false,
    )
  if (!written) fail(core, 'not_stored')
  return written && core.state.kind !== 'closed'
}

/** Stores the keys of the finished handshake, then uses them. */
async function confirm(core: Core, result: HandshakeResult): Promise<void> {
  if (!(await store(core, () => core.on.agreed(result)))) return
  const queue = createSendQueue(createSealer(result.sendKey), {
    send: core.send,
    failed: () => fail(core, 'malformed'),
  })
  const { clock, input, on } = core
  const rekey = createRekey({ clock, random: input.random, queue }, result, {
    replaced(opener) {
      const sealed = sealedOf(core)
      sealed?.opener.wipe()
      if (core.state.kind === 'open') core.state = { ...core.state, opener }
      else opener.wipe()
    },
    rekeyed: (resume, before) => store(core, () => on.rekeyed(resume, before)),
    settled: (proven) => store(core, () => on.proven(proven)),
    failed: () => fail(core, 'bad_record'),
  })
  core.state = { kind: 'confirming', result, opener: createOpener(result.receiveKey), queue, rekey }
  queue.add(RECORD_CONFIRM, new Uint8Array(0))
}

async function onHandshakeFrame(core: Core, handshake: Handshake | null, frame: Uint8Array): Promise<void> {
  if (frame[0] === FRAME_ABORT) return fail(core, decodeAbort(frame) ?? 'malformed', true)
  const step = await handshake?.receive(frame)
  if (core.state.kind === 'closed' || !step) return
  if (step.kind === 'failed') return fail(core, step.why)
  if (step.send && !core.send(step.send)) return fail(core, 'timeout')
  if (step.kind === 'done') await confirm(core, step.paired)
}

/** The first record proves that the peer has the same keys. Opens the channel once older resume secrets are deleted. */
async function onFirstRecord(core: Core, record: Opened, result: HandshakeResult): Promise<void> {
  if (record.kind !== RECORD_CONFIRM) return fail(core, 'bad_record')
  const proven = { resume: result.resume, older: core.input.resumes }
  if (!(await store(core, () => core.on.proven(proven))) || core.state.kind !== 'confirming') return
  core.state = { ...core.state, kind: 'open' }
  core.cancelTimeout()
  core.on.open(result)
}

async function onRecord(core: Core, { kind, content }: Opened, rekey: Rekey): Promise<void> {
  await rekey.used(kind)
  if (core.state.kind === 'closed') return
  switch (kind) {
    case RECORD_MORE:
    case RECORD_LAST: {
      const whole = core.assembler.add(kind, content)
      if (!whole.ok) return fail(core, 'bad_record')
      return whole.value ? core.on.message(whole.value) : undefined
    }
    case RECORD_REKEY:
      return rekey.receive(content)
    case RECORD_CONFIRM:
      return
    default:
      return fail(core, 'bad_record')
  }
}

async function onFrame(core: Core, frame: Uint8Array, record: Opened | null): Promise<void> {
  const { state } = core
  if (state.kind === 'closed') return
  if (state.kind === 'handshaking') return onHandshakeFrame(core, state.handshake, frame)
  if (!record) {
    // An unsealed abort counts until the peer's first record; after that only sealed records speak for it.
    const abort = state.kind === 'confirming' ? decodeAbort(frame) : null
    return abort ? fail(core, abort, true) : fail(core, 'bad_record')
  }
  return state.kind === 'confirming'
    ? onFirstRecord(core, record, state.result)
    : onRecord(core, record, state.rekey)
}

function receive(core: Core, frame: Uint8Array): void {
  const { state, work } = core
  if (state.kind === 'closed') return
  if (work.size() >= FRAMES_WAITING_MAX || frame.length > FRAME_BYTES_MAX) return fail(core, 'bad_record')
  // Before there are keys, each frame waits for the previous one; afterwards frames wait only for a change of keys.
  const ready = state.kind === 'handshaking' ? work.settled() : core.keysReady
  const opening = ready.then(() => sealedOf(core)?.opener.open(frame) ?? null)
  work
    .run(async () => onFrame(core, frame, await opening))
    // An exception here is our own bug; end the channel, so that it does not silently drop everything.
    .catch(() => fail(core, 'malformed'))
  if (state.kind === 'handshaking' || frame[0] === RECORD_REKEY) core.keysReady = work.settled()
}

/** Creates a channel and begins its handshake at once. `send` returns false when the link has no room; call `drained` when it has room again. */
export function createChannel(
  ports: { readonly clock: Clock; readonly send: (frame: Uint8Array) => boolean },
  input: HandshakeInput,
  on: ChannelEvents,
): Channel {
  const core: Core = {
    ...ports,
    input,
    on,
    assembler: createMessageAssembler(),
    work: createSerialQueue(FRAMES_WAITING_MAX + 1),
    cancelTimeout: ports.clock.after(HANDSHAKE_WITHIN_MS, () => fail(core, 'timeout')),
    state: { kind: 'handshaking', handshake: null },
    keysReady: Promise.resolve(),
  }
  core.work
    .run(async () => {
      const handshake = await createHandshake(input)
      if (core.state.kind !== 'handshaking') return handshake.wipe()
      core.state = { kind: 'handshaking', handshake }
      if (!ports.send(handshake.hello)) fail(core, 'timeout')
    })
    .catch(() => fail(core, 'malformed'))
  const whenOpen = (act: (sealed: Sealed) => void): void => {
    if (core.state.kind === 'open') act(core.state)
  }
  return {
    receive: (frame) => receive(core, frame),
    send: (message, done) => whenOpen(({ queue }) => queue.addMessage(message, done)),
    drop: () => sealedOf(core)?.queue.drop(),
    drained: () => sealedOf(core)?.queue.drained(),
    rekey: () => whenOpen(({ rekey }) => void rekey.begin().catch(() => fail(core, 'malformed'))),
    close: () => close(core),
  }
}
