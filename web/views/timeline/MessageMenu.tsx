/** The menu of actions on one message. */
import { Copy, Reply, Trash2, Undo2 } from 'lucide-preact'
import type { Conversation } from '../../domain/conversation/conversation.model.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { chatPhrases } from '../../i18n/phrases/chat.ts'
import { Menu, type MenuItem } from '../../ui/controls/Menu.tsx'
import { failureText } from '../failure-text.ts'
import { byOf, type Said } from '../items/item-key.ts'
import { useView } from '../view-context.ts'
import { REACTION_EMOJI, REACTION_NAMES } from './reaction-emoji.ts'

export interface Pressed {
  readonly item: Said
  readonly at: { readonly x: number; readonly y: number }
}
/** The action that the person must confirm. */
export interface Asked {
  readonly item: Said
  readonly what: 'remove' | 'unsend'
}

/** The first row: chooses, changes or removes the person's own reaction. */
function Reactions(props: {
  readonly item: Extract<Said, { kind: 'own' | 'theirs' }>
  readonly conversation: Conversation
  readonly onClose: () => void
}) {
  const { item, conversation } = props
  const { say } = useView()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is no child of a menu
    <div role="group" aria-label={chatPhrases.reactions}>
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
              if (!done.ok) say(failureText(done.error))
            }}
          >
            {REACTION_EMOJI[reaction]}
          </button>
        )
      })}
    </div>
  )
}

export function MessageMenu(
  props: Pressed & {
    readonly conversation: Conversation
    readonly onAsk: (asked: Asked) => void
    readonly onClose: () => void
  },
) {
  const { item, conversation } = props
  const { app, say } = useView()
  const closed = conversation.connection.value.kind === 'closed'
  const isThere = item.kind !== 'unsent'
  const underway = item.kind === 'own' && (item.state === 'waiting' || item.state === 'sent')
  const copy = async (text: string): Promise<void> =>
    say((await app.device.copy(text)) ? phrases.copied : phrases.notCopied)
  const items: MenuItem[] = []
  if (isThere && !closed)
    items.push({
      label: chatPhrases.reply,
      icon: <Reply aria-hidden="true" class="mirrored" />,
      act: () => conversation.answer({ by: byOf(item), id: item.id }),
    })
  if (isThere)
    items.push({ label: phrases.copy, icon: <Copy aria-hidden="true" />, act: () => void copy(item.text) })
  if (item.kind === 'own' && !closed && item.state !== 'failed')
    items.push({
      label: underway ? chatPhrases.unsend : chatPhrases.unsendBoth,
      icon: <Undo2 aria-hidden="true" class="mirrored" />,
      danger: true,
      act: () => props.onAsk({ item, what: 'unsend' }),
    })
  if (!underway)
    items.push({
      label: chatPhrases.removeHere,
      icon: <Trash2 aria-hidden="true" />,
      danger: true,
      act: () => props.onAsk({ item, what: 'remove' }),
    })
  return (
    <Menu label={chatPhrases.message} at={props.at} fromStart items={items} onClose={props.onClose}>
      {isThere && !closed && <Reactions item={item} conversation={conversation} onClose={props.onClose} />}
    </Menu>
  )
}
