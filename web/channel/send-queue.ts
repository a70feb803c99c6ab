/** What leaves through a channel: messages cut into pieces, sealed in order, handed to the link as fast as it takes them. */
import { RECORD_LAST, RECORD_MORE } from '../../protocol/frame.ts'
import { CONTENT_BYTES_MAX, type Sealer } from '../crypto/records.ts'

/** Records sealed ahead: enough to keep a fast link busy while the next are sealed. */
const SEALED_AHEAD = 16

interface Piece {
  readonly kind: number
  readonly content: Uint8Array
  /** The first of a message, or one that stands alone. */
  readonly first: boolean
  readonly done: (() => void) | undefined
  /** The key of all that follows. */
  readonly next: Sealer | undefined
}

export interface SendQueue {
  readonly add: (kind: number, content: Uint8Array) => void
  readonly addMessage: (message: Uint8Array, done?: () => void) => void
  /** One last record under this key; what follows has the next. */
  readonly switchTo: (next: Sealer, kind: number, content: Uint8Array) => void
  /** Forgets whole messages that were not begun; records that stand alone stay. */
  readonly drop: () => void
  readonly drained: () => void
  readonly close: () => void
}

export function createSendQueue(first: Sealer, send: (frame: Uint8Array) => boolean): SendQueue {
  let sealer = first
  let pieces: Piece[] = []
  let pumping = false
  let over = false
  let wake = (): void => {}

  const seal = ({ kind, content, next }: Piece): Promise<Uint8Array> => {
    const frame = sealer.seal(kind, content)
    if (!next) return frame
    const used = sealer
    sealer = next
    return frame.finally(used.wipe)
  }
  const pump = async (): Promise<void> => {
    if (pumping) return
    pumping = true
    while (pieces.length > 0 && !over) {
      const batch = pieces.splice(0, SEALED_AHEAD)
      const frames = batch.map(seal)
      for (const [at, piece] of batch.entries()) {
        const frame = await frames[at]
        while (frame && !over && !send(frame))
          await new Promise<void>((resolve) => {
            wake = resolve
          })
        if (!over) piece.done?.()
      }
    }
    pumping = false
  }
  const add = (...more: readonly Piece[]): void => {
    if (over) return
    pieces.push(...more)
    void pump()
  }
  const alone = (kind: number, content: Uint8Array, next?: Sealer): Piece => ({
    kind,
    content,
    first: true,
    done: undefined,
    next,
  })
  return {
    add: (kind, content) => add(alone(kind, content)),
    addMessage(message, done) {
      const many = Math.max(1, Math.ceil(message.length / CONTENT_BYTES_MAX))
      add(
        ...Array.from({ length: many }, (_, at) => ({
          kind: at === many - 1 ? RECORD_LAST : RECORD_MORE,
          content: message.subarray(at * CONTENT_BYTES_MAX, (at + 1) * CONTENT_BYTES_MAX),
          first: at === 0,
          done: at === many - 1 ? done : undefined,
          next: undefined,
        })),
      )
    },
    switchTo: (next, kind, content) => add(alone(kind, content, next)),
    drop() {
      const isPiece = ({ kind }: Piece): boolean => kind === RECORD_MORE || kind === RECORD_LAST
      const begun = pieces.findIndex((piece) => piece.first)
      pieces = pieces.filter((piece, at) => !isPiece(piece) || begun < 0 || at < begun)
    },
    drained: () => wake(),
    close() {
      over = true
      pieces = []
      sealer.wipe()
      wake()
    },
  }
}
