/** The text of a message: its links can be tapped, and when messages are hidden a mask gives way while it is held. */
import { useEffect, useMemo, useState } from 'preact/hooks'
import { chatPhrases } from '../i18n/chat-phrases.ts'
import { partsOf } from './links.ts'
import { isLoneEmoji } from './lone-emoji.ts'

/** Long enough to read a message that was asked for without a finger on it. */
const SHOWN_FOR_MS = 5_000

function Linked({ text }: { readonly text: string }) {
  const parts = useMemo(() => partsOf(text), [text])
  return (
    <span class="bubble-text" dir="auto" data-lone={isLoneEmoji(text)}>
      {parts.map((part, at) =>
        part.kind === 'text' ? (
          part.text
        ) : (
          // The order of the parts is all that tells them apart, and it never changes.
          <bdi key={at}>
            <a href={part.href} target="_blank" rel="noopener noreferrer">
              {part.text}
            </a>
            {part.host && <span class="link-host"> ({part.host})</span>}
          </bdi>
        ),
      )}
    </span>
  )
}

/** The text, or a mask that gives way while it is held; a reader or a keyboard asks for it with a press. */
export function MessageText({ text, hidden }: { readonly text: string; readonly hidden: boolean }) {
  const [held, setHeld] = useState(false)
  const mask = (): void => setHeld(false)
  useEffect(() => {
    if (!held) return undefined
    const timer = setTimeout(mask, SHOWN_FOR_MS)
    return () => clearTimeout(timer)
  }, [held])
  if (!hidden) return <Linked text={text} />
  return (
    <button
      type="button"
      class="bubble-text masked"
      dir="auto"
      data-held={held}
      aria-label={held ? undefined : chatPhrases.hiddenMessage}
      onPointerDown={() => setHeld(true)}
      onPointerUp={mask}
      onPointerLeave={mask}
      onPointerCancel={mask}
      onKeyDown={({ key }) => key === 'Enter' && setHeld(true)}
    >
      {held ? text : '•••••••'}
    </button>
  )
}
