/** A frame is what fits in one DataChannel send: a header byte and a piece of one message's bytes. */
import { concatBytes } from './bytes.ts'
import { FRAME_BYTES_MAX, MESSAGE_BYTES_MAX } from './limits.ts'
import { err, ok, type Result } from './result.ts'

const MORE = 0x00
const LAST = 0x01
/** Probes of the link itself: is anybody there, and somebody is. */
export const PING_FRAME: Uint8Array = Uint8Array.of(0x02)
export const PONG_FRAME: Uint8Array = Uint8Array.of(0x03)

/** Which probe a frame is; null for a piece of a message. */
export function isProbe(frame: Uint8Array): 'ping' | 'pong' | null {
  if (frame.length !== 1) return null
  return frame[0] === PING_FRAME[0] ? 'ping' : frame[0] === PONG_FRAME[0] ? 'pong' : null
}

const PIECE_BYTES = FRAME_BYTES_MAX - 1

/** Splits one message into frames of at most FRAME_BYTES_MAX. */
export function messageToFrames(message: Uint8Array): readonly Uint8Array[] {
  const frames: Uint8Array[] = []
  let at = 0
  do {
    const piece = message.subarray(at, at + PIECE_BYTES)
    at += PIECE_BYTES
    frames.push(concatBytes(Uint8Array.of(at >= message.length ? LAST : MORE), piece))
  } while (at < message.length)
  return frames
}

export type FrameError = 'empty_frame' | 'frame_too_large' | 'unknown_frame' | 'message_too_large'

/** Puts messages together again; feed it the frames of one ordered channel. Holds MESSAGE_BYTES_MAX at most. */
export interface FrameReader {
  /** A whole message, null while more is to come. After an error the channel is not to be trusted any more. */
  readonly push: (frame: Uint8Array) => Result<Uint8Array | null, FrameError>
}

export function createFrameReader(): FrameReader {
  let pieces: Uint8Array[] = []
  let bytes = 0
  return {
    push(frame) {
      if (frame.length === 0) return err('empty_frame')
      if (frame.length > FRAME_BYTES_MAX) return err('frame_too_large')
      const kind = frame[0]
      if (kind !== MORE && kind !== LAST) return err('unknown_frame')
      if (kind === MORE && frame.length !== FRAME_BYTES_MAX) return err('unknown_frame')
      bytes += frame.length - 1
      if (bytes > MESSAGE_BYTES_MAX) {
        pieces = []
        bytes = 0
        return err('message_too_large')
      }
      pieces.push(frame.subarray(1))
      if (kind === MORE) return ok(null)
      const whole = concatBytes(...pieces)
      pieces = []
      bytes = 0
      return ok(whole)
    },
  }
}
