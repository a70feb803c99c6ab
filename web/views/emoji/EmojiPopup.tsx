/** The picker above the composer: stays open from one emoji to the next; Escape or a press outside closes it. */
import { useEffect, useRef } from 'preact/hooks'
import type { Emoji } from '../../../protocol/reaction.ts'
import { conversationPhrases } from '../../i18n/phrases/conversation.ts'
import { EmojiPicker } from './EmojiPicker.tsx'

export function EmojiPopup(props: {
  readonly recent: readonly string[]
  readonly onPick: (emoji: Emoji) => void
  readonly onClose: () => void
}) {
  const popup = useRef<HTMLDivElement>(null)
  const close = useRef(props.onClose)
  close.current = props.onClose
  useEffect(() => {
    const outside = ({ target }: Event): void => {
      // The button that opened it closes it itself.
      const around = popup.current?.parentElement
      if (target instanceof Node && !around?.contains(target)) close.current()
    }
    document.addEventListener('pointerdown', outside, true)
    return () => document.removeEventListener('pointerdown', outside, true)
  }, [])
  return (
    <div
      ref={popup}
      class="emoji-popup"
      role="dialog"
      aria-label={conversationPhrases.emoji}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        props.onClose()
      }}
    >
      <EmojiPicker recent={props.recent} onPick={props.onPick} />
    </div>
  )
}
