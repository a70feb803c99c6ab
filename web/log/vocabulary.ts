/** The log's vocabulary: fixed words, and numbers rounded so that they cannot be a code. Anything else is hidden on output. */
import { REST_ERRORS } from '../../protocol/errors.ts'

const SECOND_MS = 1_000
const LEVELS = ['debug', 'info', 'warn', 'error'] as const
export type LogLevel = (typeof LEVELS)[number]

const EVENTS = [
  'app.resume',
  'channel.bad_message',
  'channel.open',
  'channel.refused',
  'channel.renewed',
  'invite.asked',
  'link.connecting',
  'link.handshake_lost',
  'link.last_word',
  'link.lost',
  'link.open',
  'link.path',
  'link.refused',
  'link.restart',
  'link.securing',
  'link.statistics',
  'link.stuck',
  'lock.closed',
  'lock.left_open',
  'page.blur',
  'page.clock_jump',
  'page.focus',
  'page.freeze',
  'page.hidden',
  'page.offline',
  'page.online',
  'page.pagehide',
  'page.pageshow',
  'page.resume',
  'page.touch',
  'page.visible',
  'purge.waits',
  'signal.refused',
  'signaling.accepted',
  'signaling.down',
  'signaling.full',
  'signaling.unknown',
  'signaling.invite_gone',
  'signaling.joined',
  'signaling.left',
  'signaling.peer_left',
  'signaling.peer_lost',
  'signaling.ready',
  'signaling.relay',
  'signaling.trouble',
  'signaling.up',
  'storage.damaged',
  'start.failed',
  'storage.lost',
  'storage.memory_only',
  'storage.read_failed',
  'storage.write_failed',
  'nudge.lost',
  'nudge.off',
  'nudge.on',
  'nudge.rang',
  'nudge.ticket_given',
  'nudge.ticket_taken',
  'talk.fault',
  'talk.ignored',
] as const
type LogEvent = (typeof EVENTS)[number]

const KEYS = [
  'begins',
  'count',
  'damaged',
  'error',
  'mode',
  'outcome',
  'path',
  'reason',
  'received',
  'rtt',
  'sent',
  'spare',
  'stale',
  'state',
  'theirs',
  'why',
] as const
type LogKey = (typeof KEYS)[number]

const WORDS = [
  ...REST_ERRORS,
  'server_unreachable',
  'bad_answer',
  // Messages that could not be read.
  'not_utf8',
  'not_json',
  'unknown',
  // Why a signal was refused.
  'unsealed',
  'unknown_seal',
  'not_opened',
  'not_sealed',
  // How a link was proven, and why it was not.
  'link',
  'words',
  'code',
  'pinned',
  'resume',
  'bad_record',
  'malformed',
  'not_stored',
  'no_crypto',
  'no_guess_left',
  'no_mode',
  'not_authentic',
  'self',
  'timeout',
  'version',
  'words_needed',
  'wrong_peer',
  'wrong_words',
  // How the page came back.
  'blur',
  'clock_jump',
  'focus',
  'freeze',
  'hidden',
  'offline',
  'online',
  'pagehide',
  'pageshow',
  'touch',
  'visible',
  // A connection, and its way.
  'new',
  'connecting',
  'connected',
  'disconnected',
  'failed',
  'closed',
  'direct',
  'relayed',
  // What became of a ring.
  'sent',
  'gone',
  'later',
  'refused',
] as const
type LogWord = (typeof WORDS)[number]

/** Significant digits shown of a number: enough for a helper, too few for a code. */
const DIGITS = 2
const HIDDEN = '[hidden]'

const events: ReadonlySet<string> = new Set(EVENTS)
const keys: ReadonlySet<string> = new Set(KEYS)
const words: ReadonlySet<string> = new Set(WORDS)

function told(value: unknown): string {
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'number') return String(Number(value.toPrecision(DIGITS)))
  return typeof value === 'string' && words.has(value) ? value : HIDDEN
}

export interface LogEntry {
  /** Wall clock, milliseconds. */
  readonly at: number
  readonly level: LogLevel
  readonly event: LogEvent
  readonly detail: Readonly<Partial<Record<LogKey, LogWord | number | boolean>>>
}

export interface LogLine {
  /** Wall clock, milliseconds, in whole seconds. */
  readonly at: number
  readonly level: LogLevel
  /** The event and its details, in fixed words. */
  readonly text: string
}

/** Turns an entry into a line that is safe to show, whatever the entry holds. */
export function tellEntry({ at, level, event, detail }: LogEntry): LogLine {
  const details = Object.entries(detail).map(([key, value]) =>
    keys.has(key) ? ` ${key}=${told(value)}` : ` ${HIDDEN}`,
  )
  const seconds = Number.isFinite(at) ? Math.floor(at / SECOND_MS) * SECOND_MS : 0
  return {
    at: seconds,
    level: LEVELS.includes(level) ? level : 'info',
    text: (events.has(event) ? event : HIDDEN) + details.join(''),
  }
}
