/** The text of a message: its links, mail addresses and phone numbers can be tapped; hidden messages are masked except while pressed. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { chatPhrases } from '../../i18n/phrases/chat.ts'
import { type MessagePart, messageParts } from '../message-text/message-parts.ts'

/** Long enough to read a message shown by a key, a tap or a screen reader. */
const SHOWN_FOR_MS = 5_000
/** A finger that moves on before this scrolls. */
const STILL_MS = 150

function Part({ part }: { readonly part: MessagePart }) {
  if (part.kind === 'text') return part.text
  if (part.kind === 'link')
    return (
      <bdi>
        {/* The system's own apps for mail and calls need no page. */}
        <a
          href={part.href}
          target={part.href.startsWith('http') ? '_blank' : undefined}
          rel="noopener noreferrer"
        >
          {part.text}
        </a>
        {part.host && <span class="link-host"> ({part.host})</span>}
      </bdi>
    )
  const Apart = part.kind === 'strong' ? 'strong' : 'code'
  return (
    <Apart data-block={part.kind === 'block'}>
      <span class="sign">{part.sign}</span>
      {part.text}
      <span class="sign">{part.end}</span>
    </Apart>
  )
}

function Linked({ text }: { readonly text: string }) {
  const parts = useMemo(() => messageParts(text), [text])
  return (
    <span class="bubble-text" translate={false}>
      {parts.map((part, at) => (
        // The index is a valid key, since the order of the parts never changes.
        <Part key={at} part={part} />
      ))}
    </span>
  )
}

/** Shows the text, or a mask that opens while pressed, and for SHOWN_FOR_MS on a tap, a key or a screen reader. */
export function MessageText({ text, hidden }: { readonly text: string; readonly hidden: boolean }) {
  const [held, setHeld] = useState(false)
  const finger = useRef<{ timer: ReturnType<typeof setTimeout> | undefined; held: boolean }>({
    timer: undefined,
    held: false,
  })
  useEffect(() => {
    if (!held) return undefined
    const timer = setTimeout(() => setHeld(false), SHOWN_FOR_MS)
    return () => clearTimeout(timer)
  }, [held])
  useEffect(() => () => clearTimeout(finger.current.timer), [])
  if (!hidden) return <Linked text={text} />
  const letGo = (): void => {
    clearTimeout(finger.current.timer)
    if (finger.current.held) setHeld(false)
  }
  return (
    <button
      type="button"
      class="bubble-text masked"
      translate={false}
      dir="auto"
      data-held={held}
      aria-label={held ? undefined : chatPhrases.hiddenMessage}
      onPointerDown={() => {
        clearTimeout(finger.current.timer)
        const timer = setTimeout(() => {
          finger.current.held = true
          setHeld(true)
        }, STILL_MS)
        finger.current = { timer, held: false }
      }}
      onPointerUp={letGo}
      onPointerLeave={letGo}
      onPointerCancel={letGo}
      // The click that ends a hold is not a tap. A screen reader's press has detail 0.
      onClick={({ detail }) => (detail === 0 || !finger.current.held) && setHeld(!held)}
    >
      {held ? text : '•••••••'}
    </button>
  )
}
