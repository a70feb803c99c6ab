/** Asks for the emoji of a reaction: by the picker at a desk, by the phone's own keyboard elsewhere. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { type Emoji, textToEmoji } from '../../../protocol/reaction.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { conversationPhrases } from '../../i18n/phrases/conversation.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { Alert } from '../../ui/controls/Fields.tsx'
import { Dialog } from '../../ui/controls/Sheet.tsx'
import { isDesk } from '../../ui/navigation/view-transition.ts'
import { EmojiPicker } from './EmojiPicker.tsx'

/** A field for exactly one emoji, taken as soon as it is there. */
function EmojiField({ onPick }: { readonly onPick: (emoji: Emoji) => void }) {
  const [wrong, setWrong] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => field.current?.focus(), [])
  return (
    <>
      <input
        type="text"
        class="emoji-field"
        aria-label={conversationPhrases.oneEmoji}
        placeholder="🙂"
        autocomplete="off"
        ref={field}
        onInput={(event) => {
          const { value } = event.currentTarget
          const emoji = textToEmoji(value)
          if (emoji) return onPick(emoji)
          setWrong(value.trim() !== '')
          return undefined
        }}
      />
      <Alert text={wrong ? conversationPhrases.notOneEmoji : null} />
    </>
  )
}

export function EmojiDialog(props: {
  /** The only ones that the other app takes; null for any. */
  readonly few: readonly string[] | null
  readonly onPick: (emoji: Emoji) => void
  readonly onClose: () => void
}) {
  const { few, onPick } = props
  return (
    <Dialog title={conversationPhrases.react} onClose={props.onClose}>
      {few || isDesk() ? <EmojiPicker few={few} onPick={onPick} /> : <EmojiField onPick={onPick} />}
      <form>
        <Button onPress={props.onClose}>{phrases.cancel}</Button>
      </form>
    </Dialog>
  )
}
