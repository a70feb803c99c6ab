/** The menu of actions on one message. */
import { Copy, History, Pencil, Plus, Reply, TextSelect, Trash2, Undo2 } from 'lucide-preact'
import type { Conversation } from '../../domain/conversation/conversation.model.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { chatPhrases } from '../../i18n/phrases/chat.ts'
import { conversationPhrases } from '../../i18n/phrases/conversation.ts'
import { Menu, type MenuItem } from '../../ui/controls/Menu.tsx'
import { copiedText } from '../attachments/location-words.ts'
import { byOf, type Said } from '../items/item-key.ts'
import { useView } from '../view-context.ts'
import { actFailureText } from './chat-text.ts'
import { LiftedMenu } from './LiftedMenu.tsx'
import { REACTION_NAMES, reactionToEmoji } from './reaction-emoji.ts'

export interface Pressed {
  readonly item: Said
  readonly at: { readonly x: number; readonly y: number }
  /** The bubble, which its menu must not cover. */
  readonly bubble: HTMLElement
}
/** What a dialog asks or shows of a message. */
export interface Asked {
  readonly item: Said
  readonly what: 'remove' | 'unsend' | 'earlier' | 'react'
}

/** The first row: chooses, changes or removes the person's own reaction. */
function Reactions(props: {
  readonly item: Extract<Said, { kind: 'own' | 'theirs' }>
  readonly conversation: Conversation
  readonly onMore: () => void
  readonly onClose: () => void
}) {
  const { item, conversation } = props
  const { say } = useView()
  return (
    <>
      {REACTION_NAMES.map((reaction) => {
        const chosen = item.reactions.me === reaction
        return (
          <button
            key={reaction}
            type="button"
            role="menuitemradio"
            aria-checked={chosen}
            aria-label={chatPhrases.reaction[reaction]}
            onClick={async () => {
              props.onClose()
              const done = await conversation.react({ by: byOf(item), id: item.id }, chosen ? null : reaction)
              if (!done.ok) say(actFailureText(done.error))
            }}
          >
            {reactionToEmoji(reaction)}
          </button>
        )
      })}
      {conversation.takesEmoji() && (
        <button
          type="button"
          role="menuitem"
          aria-label={conversationPhrases.moreReactions}
          onClick={() => {
            props.onClose()
            props.onMore()
          }}
        >
          <Plus size={22} aria-hidden="true" />
        </button>
      )}
    </>
  )
}

interface MessageMenuProps extends Pressed {
  readonly conversation: Conversation
  readonly onAsk: (asked: Asked) => void
  readonly onClose: () => void
}

/** On touch screens a long press opens this menu, so selecting part of a text begins here. */
function selectText(bubble: HTMLElement): void {
  const text = bubble.querySelector<HTMLElement>('.bubble-text')
  if (!text) return
  text.dataset.selectable = 'true'
  getSelection()?.selectAllChildren(text)
}

function itemsOf({ item, bubble, conversation, onAsk }: MessageMenuProps, copy: (text: string) => void) {
  const closed = conversation.connection.value.kind === 'closed'
  const isThere = item.kind !== 'unsent'
  const underway = item.kind === 'own' && (item.state === 'waiting' || item.state === 'sent')
  const items: MenuItem[] = []
  if (isThere && !closed)
    items.push({
      label: chatPhrases.reply,
      icon: <Reply aria-hidden="true" class="mirrored" />,
      act: () => conversation.answer({ by: byOf(item), id: item.id }),
    })
  if (isThere && conversation.editable() === item.id && item.kind === 'own')
    items.push({
      label: conversationPhrases.edit,
      icon: <Pencil aria-hidden="true" />,
      act: () => conversation.edit(item.id),
    })
  if (isThere && item.earlier)
    items.push({
      label: conversationPhrases.earlierTexts,
      icon: <History aria-hidden="true" />,
      act: () => onAsk({ item, what: 'earlier' }),
    })
  if (isThere)
    items.push({ label: phrases.copy, icon: <Copy aria-hidden="true" />, act: () => copy(copiedText(item)) })
  if (isThere && !item.location)
    items.push({
      label: conversationPhrases.selectText,
      icon: <TextSelect aria-hidden="true" />,
      act: () => selectText(bubble),
    })
  if (item.kind === 'own' && !closed && item.state !== 'failed')
    items.push({
      label: underway ? chatPhrases.unsend : chatPhrases.unsendBoth,
      icon: <Undo2 aria-hidden="true" class="mirrored" />,
      danger: true,
      act: () => onAsk({ item, what: 'unsend' }),
    })
  if (!underway)
    items.push({
      label: chatPhrases.removeHere,
      icon: <Trash2 aria-hidden="true" />,
      danger: true,
      act: () => onAsk({ item, what: 'remove' }),
    })
  return items
}

export function MessageMenu(props: MessageMenuProps) {
  const { item, bubble, conversation, onClose } = props
  const { app, say } = useView()
  const copy = async (text: string): Promise<void> =>
    say((await app.device.copy(text)) ? phrases.copied : phrases.notCopied)
  const items = itemsOf(props, (text) => void copy(text))
  const reactions = item.kind !== 'unsent' && conversation.connection.value.kind !== 'closed' && (
    <Reactions
      item={item}
      conversation={conversation}
      onMore={() => props.onAsk({ item, what: 'react' })}
      onClose={onClose}
    />
  )
  if (matchMedia('(pointer: coarse)').matches)
    return <LiftedMenu {...{ bubble, items, reactions, onClose }} />
  return (
    <Menu
      label={chatPhrases.message}
      at={props.at}
      beside={bubble.getBoundingClientRect()}
      fromStart
      items={items}
      onClose={onClose}
    >
      {reactions && (
        // biome-ignore lint/a11y/useSemanticElements: a menu may not contain a fieldset
        <div role="group" aria-label={chatPhrases.reactions}>
          {reactions}
        </div>
      )}
    </Menu>
  )
}
