/** Above the messages: why there are none or no older ones, and information before the first message. */
import { History, ShieldAlert } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import type { Conversation } from '../../domain/conversation/conversation.model.ts'
import { chatPhrases } from '../../i18n/phrases/chat.ts'
import { conversationPhrases } from '../../i18n/phrases/conversation.ts'
import { invitePhrases } from '../../i18n/phrases/invites.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { useView } from '../view-context.ts'

/** Most messages that a session keeps; older ones are dropped. */
const ITEMS_MAX = 5_000

interface AboveItemsProps {
  readonly conversation: Conversation
  /** Null for a session that nobody has named. */
  readonly name: string | null
  /** Whom one talks with, above the first words. */
  readonly face: ComponentChildren
  readonly ephemeral: boolean
  /** Whether every message is shown. */
  readonly all: boolean
  readonly onCheck: () => void
  readonly onKeep: () => void
}

/** Says that earlier messages are gone, which differs from an empty chat. */
function NotKept({ onKeep }: { readonly onKeep: () => void }) {
  return (
    <div class="note-card">
      <History aria-hidden="true" />
      <p class="card-title">{conversationPhrases.notKept}</p>
      <p>{conversationPhrases.notKeptText}</p>
      <Button kind="plain" onPress={onKeep}>
        {conversationPhrases.keepFromNow}
      </Button>
    </div>
  )
}

function IsItReally({ name, onCheck }: Pick<AboveItemsProps, 'name' | 'onCheck'>) {
  return (
    <div class="note-card" data-level="warning">
      <ShieldAlert aria-hidden="true" />
      <p class="card-title">{conversationPhrases.isItReally(name)}</p>
      <p>{conversationPhrases.isItReallyText}</p>
      <Button onPress={onCheck}>{chatPhrases.safetyCheck}</Button>
    </div>
  )
}

export function AboveItems(props: AboveItemsProps) {
  const { conversation, name, face, ephemeral, all, onCheck, onKeep } = props
  const { timeline, connection, lifetime, security, forgot } = conversation
  const isNew = useView().app.launch.newcomer.value
  const count = timeline.value.length
  if (count >= ITEMS_MAX && all) return <p class="notice">{chatPhrases.olderFell}</p>
  if (!all || connection.value.kind === 'closed') return null
  const inMemory = lifetime.value.seconds === 0
  const unverified = security.value?.trust === 'unverified'
  return (
    <>
      {face}
      {isNew && count === 0 && <p class="notice">{invitePhrases.whatThisIs}</p>}
      {forgot && <NotKept onKeep={onKeep} />}
      {!forgot && count === 0 && !inMemory && <p class="notice">{chatPhrases.noMessagesKept}</p>}
      {!forgot && ephemeral && <p class="notice">{chatPhrases.ephemeralLoses}</p>}
      {!forgot && inMemory && !ephemeral && (
        <div class="notice">
          {conversationPhrases.offerText}{' '}
          <button type="button" class="notice-act" onClick={onKeep}>
            {conversationPhrases.keepFromNow}
          </button>
        </div>
      )}
      {unverified && <IsItReally name={name} onCheck={onCheck} />}
    </>
  )
}
