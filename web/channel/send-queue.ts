/** The send queue of a channel: cuts messages into pieces, seals them in order, and sends them as fast as the link takes them. */
import { RECORD_LAST, RECORD_MORE } from '../../protocol/frame.ts'
import { CONTENT_BYTES_MAX, type Sealer } from '../crypto/records.ts'

/** Records sealed ahead of sending: enough to keep a fast link busy. */
const SEALED_AHEAD = 16

interface Piece {
  readonly kind: number
  readonly content: Uint8Array
  /** The first record of a message, or a record of its own. */
  readonly first: boolean
  readonly done: (() => void) | undefined
  /** The sealer of all later records. */
  readonly next: Sealer | undefined
}

export interface SendQueue {
  readonly add: (kind: number, content: Uint8Array) => void
  /** Queues a message. `done` is called once the link has taken all of it. */
  readonly addMessage: (message: Uint8Array, done?: () => void) => void
  /** Queues one last record under the current key; later records use the next. */
  readonly switchTo: (next: Sealer, kind: number, content: Uint8Array) => void
  /** Drops messages of which nothing was sent; records of their own stay. */
  readonly drop: () => void
  /** The link has room again. */
  readonly drained: () => void
  readonly close: () => void
}

interface SendQueuePorts {
  /** Returns false when the link has no room; `drained` must be called when it has. */
  readonly send: (frame: Uint8Array) => boolean
  /** Sealing or sending threw. A counter or a piece is lost, so no later record would open: the channel has to end. */
  readonly failed: () => void
}

const isPiece = ({ kind }: Piece): boolean => kind === RECORD_MORE || kind === RECORD_LAST

const alone = (kind: number, content: Uint8Array, next?: Sealer): Piece => ({
  kind,
  content,
  first: true,
  done: undefined,
  next,
})

function cut(message: Uint8Array, done?: () => void): readonly Piece[] {
  const many = Math.max(1, Math.ceil(message.length / CONTENT_BYTES_MAX))
  return Array.from({ length: many }, (_, at) => ({
    kind: at === many - 1 ? RECORD_LAST : RECORD_MORE,
    content: message.subarray(at * CONTENT_BYTES_MAX, (at + 1) * CONTENT_BYTES_MAX),
    first: at === 0,
    done: at === many - 1 ? done : undefined,
    next: undefined,
  }))
}

export function createSendQueue(first: Sealer, ports: SendQueuePorts): SendQueue {
  let sealer = first
  let pieces: Piece[] = []
  let over = false
  /** True while a pump runs; it also sends what is added meanwhile. */
  let pumping = false
  let wake = (): void => {}

  const close = (): void => {
    over = true
    pieces = []
    sealer.wipe()
    wake()
  }
  const seal = ({ kind, content, next }: Piece): Promise<Uint8Array> => {
    const frame = sealer.seal(kind, content)
    if (!next) return frame
    const used = sealer
    sealer = next
    return frame.finally(used.wipe)
  }
  const pass = async (frame: Uint8Array): Promise<void> => {
    while (!over && !ports.send(frame))
      await new Promise<void>((resolve) => {
        wake = resolve
      })
  }
  const passBatch = async (batch: readonly Piece[]): Promise<void> => {
    const frames = batch.map(seal)
    // Nobody awaits the frames after one that failed; this avoids unhandled rejections.
    for (const frame of frames) frame.catch(() => {})
    for (const [at, piece] of batch.entries()) {
      const frame = await frames[at]
      if (frame) await pass(frame)
      if (!over) piece.done?.()
    }
  }
  /** Starts in the task that adds a message, so that a `drop` in the same task finds that message begun. */
  const pump = async (): Promise<void> => {
    if (pumping) return
    pumping = true
    try {
      while (pieces.length > 0 && !over) await passBatch(pieces.splice(0, SEALED_AHEAD))
    } catch {
      if (over) return
      close()
      ports.failed()
    } finally {
      pumping = false
    }
  }
  const add = (more: readonly Piece[]): void => {
    if (over) return
    pieces.push(...more)
    void pump()
  }
  return {
    add: (kind, content) => add([alone(kind, content)]),
    addMessage: (message, done) => add(cut(message, done)),
    switchTo: (next, kind, content) => add([alone(kind, content, next)]),
    drop() {
      const begun = pieces.findIndex((piece) => piece.first)
      pieces = pieces.filter((piece, at) => !isPiece(piece) || begun < 0 || at < begun)
    },
    drained: () => wake(),
    close,
  }
}
