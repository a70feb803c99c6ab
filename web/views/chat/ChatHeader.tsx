/** The header of a chat: the session's name, below it one line for the state; both open Details. */
import { ChevronLeft, Ellipsis, EyeOff, ShieldAlert, ShieldCheck, ShieldHalf } from 'lucide-preact'
import type { ConnectionState, Conversation, Security } from '../../domain/conversation/conversation.model.ts'
import type { SessionRow } from '../../domain/sessions/session.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { chatPhrases } from '../../i18n/phrases/chat.ts'
import { conversationPhrases } from '../../i18n/phrases/conversation.ts'
import { IconButton } from '../../ui/controls/Button.tsx'
import { cornerOf } from '../../ui/gestures/long-press.ts'
import { pathWord, statusWord } from '../timeline/chat-text.ts'
import { useView } from '../view-context.ts'
import { isProven } from './trust.ts'

/** Whether the header has the cover button: for a person with App lock or hidden messages; otherwise it is in Details. */
export function useCoverInHeader(): boolean {
  const { app } = useView()
  return app.lock.enabled.value || app.preferences.hideMessages.value
}

/** The state in words. Beside "Not verified" there is no room for the path, which screen readers still get. */
function Status({ state, short }: { readonly state: ConnectionState; readonly short: boolean }) {
  const path = pathWord(state)
  return (
    <p
      class="status"
      role="status"
      data-state={state.kind}
      data-path={state.kind === 'connected' ? state.path : undefined}
    >
      {statusWord(state)}
      {path !== null && <span class={short ? 'hush' : undefined}>{` · ${path}`}</span>}
    </p>
  )
}

function Shield({ security: { trust, imported } }: { readonly security: Security }) {
  return (
    <span class="trust" data-trust={trust}>
      {imported ? <ShieldHalf aria-hidden="true" /> : <ShieldCheck aria-hidden="true" />}
      <span class="hush">{imported ? chatPhrases.trust.imported : chatPhrases.trust.verified}</span>
    </span>
  )
}

function StateLine({ conversation }: { readonly conversation: Conversation }) {
  const state = conversation.connection.value
  const trust = conversation.security.value?.trust
  const unproven = trust !== undefined && !isProven(trust) && state.kind !== 'closed' ? trust : null
  const since = state.kind === 'away' && state.why !== 'not_here_yet' ? state.since : null
  return (
    <div class="bar-state" data-unproven={unproven !== null}>
      {unproven && (
        <span class="trust" data-trust={unproven}>
          <ShieldAlert aria-hidden="true" /> {chatPhrases.trust[unproven]}
        </span>
      )}
      <Status state={state} short={unproven !== null} />
      {since !== null && unproven === null && (
        <span class="bar-since">{conversationPhrases.since(phrases.time(since))}</span>
      )}
    </div>
  )
}

export function ChatHeader(props: {
  readonly row: SessionRow
  readonly conversation: Conversation
  readonly onDetails: () => void
  readonly onMenu: (at: { readonly x: number; readonly y: number }) => void
}) {
  const { row, conversation } = props
  const { app, navigation } = useView()
  const cover = useCoverInHeader()
  const security = conversation.security.value
  const elsewhere = app.sessions.unreadTotal.value - row.unread
  return (
    <header class="chat-bar">
      <div class="bar-start">
        <IconButton name={phrases.back} onPress={navigation.back}>
          <ChevronLeft aria-hidden="true" class="mirrored" />
        </IconButton>
        {elsewhere > 0 && (
          <span class="bar-unread">
            <span aria-hidden="true">{elsewhere}</span>
            <span class="hush">{phrases.unread(elsewhere)}</span>
          </span>
        )}
      </div>
      <div class="bar-middle">
        <div class="bar-name">
          <h1 dir="auto" translate={false}>
            {row.name}
          </h1>
          {security && isProven(security.trust) && <Shield security={security} />}
        </div>
        <StateLine conversation={conversation} />
        <button
          type="button"
          class="bar-details"
          aria-haspopup="dialog"
          aria-label={conversationPhrases.details}
          onClick={props.onDetails}
        />
      </div>
      <div class="bar-end">
        {cover && (
          <IconButton name={chatPhrases.coverNow} onPress={app.cover.coverNow}>
            <EyeOff aria-hidden="true" />
          </IconButton>
        )}
        <IconButton
          name={chatPhrases.sessionOptions}
          hasMenu
          onPress={({ currentTarget }) => props.onMenu(cornerOf(currentTarget as Element))}
        >
          <Ellipsis aria-hidden="true" />
        </IconButton>
      </div>
    </header>
  )
}
