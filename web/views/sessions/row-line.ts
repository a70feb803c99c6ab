/** The second line of a row: the preview, or the state where it matters more. */
import type { SessionRow } from '../../domain/sessions/session.ts'
import { phrases } from '../../i18n/phrases/app.ts'

export interface RowLine {
  readonly tone: 'quiet' | 'accent' | 'danger'
  readonly glyph: 'clock' | 'hourglass' | 'closed' | 'alert' | null
  /** Null for hidden words. Every row then shows the same, so that lengths reveal nothing. */
  readonly text: string | null
}

const quiet = (text: string | null, glyph: RowLine['glyph'] = null): RowLine => ({
  tone: 'quiet',
  glyph,
  text,
})
const joined = (...parts: readonly (string | null)[]): string => parts.filter(Boolean).join(' · ')

/** Returns the last words of a row; null when there are none. `hidden`: messages are masked until held. */
function previewLineOf({ name, named, state, preview }: SessionRow, hidden: boolean): RowLine | null {
  if (!preview) return null
  const shown = hidden ? null : preview.text
  if (preview.mark === 'failed')
    return { tone: 'danger', glyph: 'alert', text: joined(phrases.notDelivered, shown) }
  // While the peer is connected, a message waits only for a moment.
  if (preview.mark === 'waiting' && state === 'away')
    return quiet(joined(phrases.waitingFor(named ? name : null), shown), 'clock')
  if (shown === null) return quiet(null)
  return quiet(preview.by === 'me' ? phrases.ownWords(shown) : shown)
}

/** `now`: wall clock, milliseconds. */
export function rowLineOf(row: SessionRow, now: number, hidden: boolean): RowLine | null {
  const word = phrases.row[row.state]
  const left = (row.expiresAt ?? 0) - now
  switch (row.state) {
    case 'waiting': {
      const text = joined(word, left > 0 ? phrases.minutesLeft(left) : null)
      return { tone: 'accent', glyph: 'hourglass', text }
    }
    case 'expired':
      return quiet(joined(word, phrases.nobodyJoined), 'closed')
    case 'closed':
      return quiet(joined(word, row.closedReason && phrases.closedBecause[row.closedReason]), 'closed')
    case 'left':
    case 'peer_left':
    case 'offline':
      return quiet(word, 'closed')
    default:
      return previewLineOf(row, hidden)
  }
}
