/** Reassembles the pieces of one message; refuses pieces that no honest sender makes before they take memory. */
import { concatBytes } from '../../base/bytes.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { RECORD_MORE } from '../../protocol/frame.ts'
import { MESSAGE_BYTES_MAX } from '../../protocol/limits.ts'
import { CONTENT_BYTES_MAX } from '../crypto/records.ts'

export interface MessageAssembler {
  /** Returns the message after its last piece, null before. `bad_piece`: the message is too long, or a piece before the last is not full. */
  readonly add: (kind: number, content: Uint8Array) => Result<Uint8Array | null, 'bad_piece'>
  readonly clear: () => void
}

export function createMessageAssembler(): MessageAssembler {
  let pieces: Uint8Array[] = []
  let bytes = 0
  const clear = (): void => {
    pieces = []
    bytes = 0
  }
  return {
    add(kind, content) {
      const more = kind === RECORD_MORE
      bytes += content.length
      // Empty pieces with more to follow would accumulate without limit.
      if (bytes > MESSAGE_BYTES_MAX || (more && content.length !== CONTENT_BYTES_MAX)) {
        clear()
        return err('bad_piece')
      }
      pieces.push(content)
      if (more) return ok(null)
      const whole = concatBytes(...pieces)
      clear()
      return ok(whole)
    },
    clear,
  }
}
