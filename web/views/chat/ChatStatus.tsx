/** Under the chat's title: how the connection stands, and whether the other end has proved itself. */
import { ShieldAlert, ShieldCheck } from 'lucide-preact'
import type { Conversation, Security } from '../../domain/conversation/conversation.model.ts'
import { chatPhrases } from '../../i18n/phrases/chat.ts'
import { statusSentence, statusText } from '../timeline/chat-text.ts'
import { isProven } from './trust.ts'

function TrustLine({ security, onCheck }: { readonly security: Security; readonly onCheck: () => void }) {
  const { trust } = security
  if (isProven(trust))
    return (
      <button
        type="button"
        class="trust"
        data-trust={trust}
        aria-label={chatPhrases.verifiedName}
        onClick={onCheck}
      >
        <ShieldCheck size={16} aria-hidden="true" /> {chatPhrases.trust.verified}
      </button>
    )
  return (
    <p class="trust" data-trust={trust}>
      <ShieldAlert size={16} aria-hidden="true" /> <span>{chatPhrases.trust[trust]}</span>
      <button type="button" onClick={onCheck}>
        {chatPhrases.safetyCheck}
      </button>
    </p>
  )
}

export function ChatStatus(props: { readonly conversation: Conversation; readonly onCheck: () => void }) {
  const { conversation, onCheck } = props
  const security = conversation.security.value
  const state = conversation.connection.value
  return (
    <div class="chat-status">
      <p
        class="status"
        role="status"
        data-state={state.kind}
        data-path={state.kind === 'connected' ? state.path : undefined}
      >
        {statusText(state)}
      </p>
      {state.kind === 'connected' && security ? (
        <TrustLine security={security} onCheck={onCheck} />
      ) : (
        <p class="status-more">{statusSentence(state)}</p>
      )}
    </div>
  )
}
