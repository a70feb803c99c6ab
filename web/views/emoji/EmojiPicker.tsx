/** A picker of emoji for a desk: by group or by an English word. One stop for Tab; arrow keys move between the emoji. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { type Emoji, textToEmoji } from '../../../protocol/reaction.ts'
import { conversationPhrases } from '../../i18n/phrases/conversation.ts'
import { EMOJI, EMOJI_GROUPS, findEmoji, type ListedEmoji } from './emoji-list.ts'
import './emoji.css'

/** Moves the focus among the emoji; a row is as long as the window makes it. */
function moveFocus(event: KeyboardEvent): void {
  const { key, currentTarget: target } = event
  if (!(target instanceof HTMLElement)) return
  const all = [...(target.closest('.emoji-picker')?.querySelectorAll<HTMLElement>('.emoji-one') ?? [])]
  const at = all.indexOf(target)
  const forward = document.dir === 'rtl' ? -1 : 1
  const { left, top } = target.getBoundingClientRect()
  const inColumn = (element: HTMLElement): boolean =>
    Math.abs(element.getBoundingClientRect().left - left) < 4
  const next = {
    ArrowRight: all[at + forward],
    ArrowLeft: all[at - forward],
    ArrowDown: all.find((one) => inColumn(one) && one.getBoundingClientRect().top > top + 4),
    ArrowUp: all.findLast((one) => inColumn(one) && one.getBoundingClientRect().top < top - 4),
    Home: all[0],
    End: all.at(-1),
  }[key]
  if (at < 0 || !next) return
  event.preventDefault()
  event.stopPropagation()
  next.focus()
}

const focusFirst = (inside: HTMLElement): void =>
  inside.closest('.emoji-picker')?.querySelector<HTMLElement>('.emoji-one')?.focus()

interface GroupProps {
  readonly title: string
  readonly emoji: readonly string[]
  /** The emoji that Tab reaches. */
  readonly stop: string
  readonly onPick: (emoji: string) => void
}

function Group({ title, emoji, stop, onPick }: GroupProps) {
  return (
    <section class="emoji-group" aria-label={title}>
      <p class="emoji-title" aria-hidden="true">
        {title}
      </p>
      <div class="emoji-grid">
        {emoji.map((one) => (
          <button
            key={one}
            type="button"
            class="emoji-one"
            tabIndex={one === stop ? 0 : -1}
            translate={false}
            onKeyDown={moveFocus}
            onClick={() => onPick(one)}
          >
            {one}
          </button>
        ))}
      </div>
    </section>
  )
}

const emojiOf = (listed: readonly ListedEmoji[]): readonly string[] => listed.map(({ emoji }) => emoji)

export function EmojiPicker(props: {
  /** Used lately, the newest first. */
  readonly recent?: readonly string[]
  /** Offers these alone. */
  readonly few?: readonly string[] | null
  readonly onPick: (emoji: Emoji) => void
}) {
  const { recent = [], few = null } = props
  const [typed, setTyped] = useState('')
  const field = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => field.current?.focus(), [])
  const found = typed.trim() === '' ? null : emojiOf(findEmoji(typed))
  const pick = (text: string): void => {
    const emoji = textToEmoji(text)
    if (emoji) props.onPick(emoji)
  }
  if (few)
    return (
      <div class="emoji-picker">
        <Group title={conversationPhrases.emoji} emoji={few} stop={few[0] ?? ''} onPick={pick} />
      </div>
    )
  const groups: readonly (readonly [string, readonly string[]])[] = found
    ? [[conversationPhrases.emoji, found]]
    : [
        ...(recent.length > 0 ? [[conversationPhrases.recentEmoji, recent] as const] : []),
        ...EMOJI_GROUPS.map(
          (group) => [conversationPhrases.emojiGroup[group], emojiOf(EMOJI[group])] as const,
        ),
      ]
  return (
    <div class="emoji-picker">
      <input
        type="search"
        class="emoji-search"
        aria-label={conversationPhrases.findEmoji}
        placeholder={conversationPhrases.findEmoji}
        autocomplete="off"
        value={typed}
        ref={field}
        onInput={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.isComposing || (event.key !== 'Enter' && event.key !== 'ArrowDown')) return
          event.preventDefault()
          if (event.key === 'ArrowDown') focusFirst(event.currentTarget)
          else if (found?.[0]) pick(found[0])
        }}
      />
      <div class="emoji-groups">
        {groups.map(([title, emoji]) => (
          <Group key={title} title={title} emoji={emoji} stop={groups[0]?.[1][0] ?? ''} onPick={pick} />
        ))}
        {found?.length === 0 && <p role="status">{conversationPhrases.noEmoji}</p>}
      </div>
    </div>
  )
}
