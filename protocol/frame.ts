/** A frame is one DataChannel message: a byte for its kind, and a body. docs/CRYPTOGRAPHY.md describes each kind. */

/** Probes of the link: a ping and its pong. They carry no data and are not authenticated. */
export const PING_FRAME: Uint8Array = Uint8Array.of(0x02)
export const PONG_FRAME: Uint8Array = Uint8Array.of(0x03)
/** Sent unsealed in the task in which the page goes away, too late to seal. Explains a silence; nothing else depends on it. */
const LAST_WORDS = { asleep: 0x04, closed: 0x05 } as const
export type LastWord = keyof typeof LAST_WORDS
export const FRAME_HELLO = 0x10
export const FRAME_HANDSHAKE = 0x11
/** Aborts the handshake; one byte says why. */
export const FRAME_ABORT = 0x1f
/** Kinds of records: all frames after the handshake. */
export const RECORD_MORE = 0x20
export const RECORD_LAST = 0x21
export const RECORD_REKEY = 0x22
export const RECORD_CONFIRM = 0x23

/** Returns which probe a frame is; null for other frames. */
export function isProbe(frame: Uint8Array): 'ping' | 'pong' | null {
  if (frame.length !== 1) return null
  return frame[0] === PING_FRAME[0] ? 'ping' : frame[0] === PONG_FRAME[0] ? 'pong' : null
}

export const encodeLastWord = (word: LastWord): Uint8Array => Uint8Array.of(LAST_WORDS[word])

/** Returns the last word in a frame; null for other frames. */
export function decodeLastWord(frame: Uint8Array): LastWord | null {
  if (frame.length !== 1) return null
  return frame[0] === LAST_WORDS.asleep ? 'asleep' : frame[0] === LAST_WORDS.closed ? 'closed' : null
}

/** Why a handshake was aborted, as the byte on the wire. Not authenticated: it is shown, and nothing else depends on it. */
export const ABORT_REASONS = [
  'version',
  'malformed',
  'no_mode',
  'words_needed',
  'not_authentic',
  'wrong_words',
  'no_guess_left',
  'self',
  'wrong_peer',
  'timeout',
] as const
export type AbortReason = (typeof ABORT_REASONS)[number]

export const encodeAbort = (reason: AbortReason): Uint8Array =>
  Uint8Array.of(FRAME_ABORT, ABORT_REASONS.indexOf(reason) + 1)

/** Returns the reason; null for a byte that this version does not know. */
export const decodeAbort = (frame: Uint8Array): AbortReason | null =>
  frame.length === 2 ? (ABORT_REASONS[(frame[1] ?? 0) - 1] ?? null) : null
