/** A channel: a link whose two ends have proved themselves. Hellos and handshake first, then records in, messages out, and fresh keys from time to time. */

import { concatBytes } from '../../base/bytes.ts'
import {
  type AbortReason,
  decodeAbort,
  encodeAbort,
  FRAME_ABORT,
  RECORD_CONFIRM,
  RECORD_LAST,
  RECORD_MORE,
  RECORD_RENEWAL,
} from '../../protocol/frame.ts'
import { FRAME_BYTES_MAX, MESSAGE_BYTES_MAX } from '../../protocol/limits.ts'
import { createHandshake } from '../crypto/handshake.ts'
import type { Handshake, HandshakeInput, HandshakeResult } from '../crypto/handshake.types.ts'
import { wipe } from '../crypto/primitives.ts'
import { CONTENT_BYTES_MAX, createOpener, createSealer, type Opened, type Opener } from '../crypto/records.ts'
import type { Clock } from '../platform/clock.ts'
import { createRekey, type Rekey } from './rekey.ts'
import { createSendQueue, type SendQueue } from './send-queue.ts'

/** From the open link to the first record that opens. */
export const HANDSHAKE_WITHIN_MS = 10_000
/** Frames that wait to be opened: 16 MiB at most; nobody honest is that far ahead. */
const FRAMES_WAITING_MAX = 1_024

/** Why there is no channel. `theirs`: the other side said so, which proves nothing. */
export interface ChannelFailure {
  /** `not_stored`: the keys could not be kept here, so that nobody may rely on them. */
  readonly why: AbortReason | 'bad_record' | 'not_stored'
  readonly theirs: boolean
}

export interface ChannelEvents {
  /** The handshake is done: what must be stored before the other side may rely on it. */
  readonly paired: (paired: HandshakeResult) => Promise<void>
  /** The other side has the same keys: from now on messages pass. */
  readonly open: (paired: HandshakeResult) => Promise<void>
  readonly renewed: (resume: Uint8Array) => Promise<void>
  /** The first record under renewed keys: what came before them may go. */
  readonly settled: () => Promise<void>
  readonly message: (bytes: Uint8Array) => void
  readonly failed: (failure: ChannelFailure) => void
}

export interface Channel {
  readonly receive: (frame: Uint8Array) => void
  /** `done` is called once the whole message was handed to the link. Ignored before `open`. */
  readonly send: (message: Uint8Array, done?: () => void) => void
  /** Forgets whole messages that were not begun. */
  readonly drop: () => void
  /** The link takes frames again. */
  readonly drained: () => void
  /** The person is back: fresh keys. */
  readonly renew: () => void
  /** Wipes the keys; nothing is called after that. */
  readonly close: () => void
}

export function createChannel(
  ports: { readonly clock: Clock; readonly send: (frame: Uint8Array) => boolean },
  input: HandshakeInput,
  on: ChannelEvents,
): Channel {
  let over = false
  let pairing: Handshake | null = null
  let paired: HandshakeResult | null = null
  let confirmed = false
  let opener: Opener | null = null
  let queue: SendQueue | null = null
  let renewals: Rekey | null = null
  let pieces: Uint8Array[] = []
  let pieceBytes = 0
  let waiting = 0
  /** Everything that arrives is dealt with in order; the opening of records alone overlaps. */
  let work: Promise<void> = Promise.resolve()
  let barrier: Promise<void> = Promise.resolve()

  const close = (): void => {
    if (over) return
    over = true
    cancelTimeout()
    pairing?.wipe()
    opener?.wipe()
    queue?.close()
    renewals?.close()
    wipe(paired?.renew, paired?.resume)
    pieces = []
  }
  const fail = (why: ChannelFailure['why'], theirs = false): void => {
    if (over) return
    if (!theirs && !confirmed)
      ports.send(encodeAbort(why === 'bad_record' ? 'not_authentic' : why === 'not_stored' ? 'timeout' : why))
    close()
    on.failed({ why, theirs })
  }
  const cancelTimeout = ports.clock.after(HANDSHAKE_WITHIN_MS, () => fail('timeout'))

  const stored = (writing: Promise<void>): Promise<void> =>
    writing.catch(() => {
      fail('not_stored')
      throw new Error('not stored')
    })
  const begin = async (made: HandshakeResult): Promise<void> => {
    paired = made
    await stored(on.paired(made))
    if (over) return
    opener = createOpener(made.receiveKey)
    const sealed = createSendQueue(createSealer(made.sendKey), ports.send)
    queue = sealed
    renewals = createRekey({ clock: ports.clock, random: input.random, queue: sealed }, made, {
      replaced: (next) => {
        opener?.wipe()
        opener = next
      },
      renewed: (resume) => stored(on.renewed(resume)),
      settled: on.settled,
      failed: () => fail('bad_record'),
    })
    sealed.add(RECORD_CONFIRM, new Uint8Array(0))
  }
  const onPairing = async (frame: Uint8Array): Promise<void> => {
    if (frame[0] === FRAME_ABORT) return fail(decodeAbort(frame) ?? 'malformed', true)
    const step = await pairing?.receive(frame)
    if (over || !step) return
    if (step.kind === 'failed') return fail(step.why)
    if (step.send && !ports.send(step.send)) return fail('timeout')
    if (step.kind === 'done') await begin(step.paired)
  }

  const onPiece = (kind: number, content: Uint8Array): void => {
    pieceBytes += content.length
    // A piece with more to follow is full: empty ones would pile up for nothing.
    if (kind === RECORD_MORE && content.length !== CONTENT_BYTES_MAX) return fail('bad_record')
    if (pieceBytes > MESSAGE_BYTES_MAX) return fail('bad_record')
    pieces.push(content)
    if (kind === RECORD_MORE) return
    const whole = concatBytes(...pieces)
    pieces = []
    pieceBytes = 0
    on.message(whole)
  }
  const onRecord = async (record: Opened | null): Promise<void> => {
    if (over) return
    if (!record) return fail('bad_record')
    if (!confirmed && paired) {
      if (record.kind !== RECORD_CONFIRM) return fail('bad_record')
      confirmed = true
      cancelTimeout()
      return on.open(paired)
    }
    await renewals?.used(record.kind)
    if (over) return
    if (record.kind === RECORD_MORE || record.kind === RECORD_LAST) onPiece(record.kind, record.content)
    else if (record.kind === RECORD_RENEWAL) await renewals?.receive(record.content)
    else if (record.kind !== RECORD_CONFIRM) fail('bad_record')
  }
  const receive = (frame: Uint8Array): void => {
    if (over) return
    waiting += 1
    if (waiting > FRAMES_WAITING_MAX || frame.length > FRAME_BYTES_MAX) return fail('bad_record')
    // Before the handshake is done each frame waits for the last; after it, only a change of keys holds the others up.
    const ready = opener ? barrier : work
    const opening = ready.then(() => (over || !opener ? null : opener.open(frame)))
    const handled = work.then(async () => {
      const record = await opening
      waiting -= 1
      if (over) return
      if (paired) await onRecord(record)
      else await onPairing(frame)
    })
    // What throws here is a fault of ours: it must not leave a channel that silently drops everything.
    work = handled.catch(() => fail('malformed'))
    if (!opener || frame[0] === RECORD_RENEWAL) barrier = work
  }

  work = createHandshake(input).then((made) => {
    pairing = made
    if (over) return made.wipe()
    if (!ports.send(made.hello)) fail('timeout')
  })
  return {
    receive,
    send(message, done) {
      if (confirmed && !over) queue?.addMessage(message, done)
    },
    drop: () => queue?.drop(),
    drained: () => queue?.drained(),
    renew() {
      if (confirmed && !over) void renewals?.renew()
    },
    close,
  }
}
