/** The content of a row: avatar, name, state, preview, time and unread count. */
import { Pin } from 'lucide-preact'
import type { RowState, SessionId, SessionRow } from '../../domain/sessions/session.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { type RowLine, rowLineOf } from './row-line.ts'

/** Icons drawn here on Lucide's grid, since four icons of the package are larger than the rest of the row. */
const GLYPHS = {
  clock: 'M2 12a10 10 0 1 0 20 0a10 10 0 1 0-20 0M12 6v6l4 2',
  hourglass: 'M5 22h14M5 2h14M17 22v-4l-5-6-5 6v4M7 2v4l5 6 5-6V2',
  closed: 'M2 12a10 10 0 1 0 20 0a10 10 0 1 0-20 0M9 15l6-6',
  alert: 'M2 12a10 10 0 1 0 20 0a10 10 0 1 0-20 0M12 8v4M12 16v.01',
} as const
/** The eighth tint, grey, is for closed sessions. */
const TINTS = 7
const GREY_TINT = 8
/** States shown beside the name; others are in the second line, and the resting state is only read to screen readers. */
const BESIDE_NAME: readonly RowState[] = ['online', 'connecting', 'reconnecting', 'securing']

const isOver = ({ state }: SessionRow): boolean => state === 'closed' || state === 'expired'

/** The tint of a session, from its random id: stable, and it reveals nothing. */
function tintOf(id: SessionId): number {
  let sum = 0
  for (const char of id) sum += char.charCodeAt(0)
  return 1 + (sum % TINTS)
}

function Words({ line }: { readonly line: RowLine }) {
  if (line.text === null)
    return (
      <span class="mask">
        <i />
        <i />
        <i />
        <i />
        <span class="hush">{phrases.hiddenWords}</span>
      </span>
    )
  return (
    <>
      {line.glyph && (
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d={GLYPHS[line.glyph]} />
        </svg>
      )}
      <span class="row-said" dir="auto" translate={false}>
        {line.text}
      </span>
    </>
  )
}

/** The name's first letter on the session's own tint, with a dot where somebody is there or expected. */
export function SessionAvatar({ row }: { readonly row: SessionRow }) {
  const tint = isOver(row) ? GREY_TINT : tintOf(row.id)
  return (
    <span
      class="avatar"
      style={{ '--tint': `var(--h${tint})`, '--ground': `var(--h${tint}s)` }}
      aria-hidden="true"
    >
      {[...row.name][0] ?? ''}
      {(row.state === 'online' || row.state === 'waiting') && <i class="presence" />}
    </span>
  )
}

/** `now`: wall clock, milliseconds. `hidden`: messages are masked until held. */
export function SessionFace(props: {
  readonly row: SessionRow
  readonly now: number
  readonly hidden: boolean
}) {
  const { row, now, hidden } = props
  const line = rowLineOf(row, now, hidden)
  const beside = BESIDE_NAME.includes(row.state)
  const count = row.unread > 0 && (
    <span class="badge">
      <span aria-hidden="true">{row.unread}</span>
      <span class="hush">{phrases.unread(row.unread)}</span>
    </span>
  )
  return (
    <>
      <SessionAvatar row={row} />
      <span class="row-text">
        <span class="row-line">
          <span class="row-name" dir="auto" translate={false}>
            {row.name}
          </span>
          {beside && <span class="row-here">{phrases.row[row.state]}</span>}
          {row.state === 'away' && <span class="hush">{phrases.row.away}</span>}
          <span class="row-when">
            {row.pinned && <Pin aria-label={phrases.pinned} />}
            <time>{phrases.activity(row.lastActivityAt, now)}</time>
          </span>
        </span>
        {(line || count) && (
          <span class="row-line row-words" data-tone={line?.tone}>
            {line && <Words line={line} />}
            {count}
          </span>
        )}
      </span>
    </>
  )
}
