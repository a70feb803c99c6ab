/** Messages cut into frames, handed to a link as fast as it takes them, never mixed within one message. */
import { messageToFrames } from '../../protocol/frame.ts'
import { encodePeerMessage, type PeerMessage } from '../../protocol/message.ts'

interface Piece {
  readonly frame: Uint8Array
  readonly first: boolean
  readonly done: (() => void) | undefined
}

export interface Outgoing {
  readonly add: (message: PeerMessage, done?: () => void) => void
  /** Hands over what the link takes now; call again when it drained. */
  readonly pump: () => void
  /** Forgets whole messages that were not begun; one that was begun is finished, or the reader would choke on the rest. */
  readonly drop: () => void
  /** Forgets everything: the link is gone. */
  readonly reset: () => void
}

export function createOutgoing(send: (frame: Uint8Array) => boolean): Outgoing {
  let pieces: Piece[] = []
  const pump = (): void => {
    while (pieces[0] && send(pieces[0].frame)) {
      const done = pieces[0].done
      pieces.shift()
      done?.()
    }
  }
  return {
    add(message, done) {
      const frames = messageToFrames(encodePeerMessage(message))
      frames.forEach((frame, index) => {
        pieces.push({ frame, first: index === 0, done: index === frames.length - 1 ? done : undefined })
      })
      pump()
    },
    pump,
    drop() {
      const next = pieces.findIndex((piece) => piece.first)
      pieces = next < 0 ? pieces : pieces.slice(0, next)
    },
    reset() {
      pieces = []
    },
  }
}
