/** "Safety check": how the other end was verified, what that means, and the comparison that verifies it. */
import { ShieldAlert, ShieldCheck } from 'lucide-preact'
import { useEffect, useState } from 'preact/hooks'
import { unreachable } from '../../../base/result.ts'
import type { CheckState, Conversation, Security } from '../../domain/conversation/conversation.model.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { chatPhrases } from '../../i18n/phrases/chat.ts'
import { safetyCheckPhrases } from '../../i18n/phrases/safety-check.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { Alert } from '../../ui/controls/Fields.tsx'
import { Dialog, Sheet } from '../../ui/controls/Sheet.tsx'
import { useView } from '../view-context.ts'
import { SAFETY_EMOJI } from './safety-emoji.ts'
import { isProven } from './trust.ts'
import './safety.css'

const MEANS = { unverified: 'unverifiedMeans', lost: 'lostMeans', disputed: 'disputedMeans' } as const

function Verdict({ security }: { readonly security: Security }) {
  const { trust, at, imported } = security
  const proven = isProven(trust)
  const [title, text] = proven
    ? [
        safetyCheckPhrases.verifiedBy[trust](at),
        imported ? safetyCheckPhrases.importedMeans : safetyCheckPhrases.verifiedMeans,
      ]
    : [safetyCheckPhrases[trust], safetyCheckPhrases[MEANS[trust]]]
  return (
    <div class="trust-verdict" data-trust={trust}>
      {proven ? <ShieldCheck aria-hidden="true" /> : <ShieldAlert aria-hidden="true" />}
      {proven && imported && <p class="trust-title">{chatPhrases.trust.imported}</p>}
      <p class={proven && imported ? 'quiet' : 'trust-title'}>{title}</p>
      <p class="quiet">{text}</p>
    </div>
  )
}

/** Both answers are equally loud, so that nobody presses the bright one unread. The one that closes the session is asked for once more. */
function Answers({ conversation }: { readonly conversation: Conversation }) {
  const [asking, setAsking] = useState(false)
  return (
    <div class="check-answers">
      <Button kind="soft" onPress={conversation.sayMatch}>
        {safetyCheckPhrases.match}
      </Button>
      <Button kind="refuse" onPress={() => setAsking(true)}>
        {safetyCheckPhrases.differ}
      </Button>
      {asking && (
        <Dialog
          title={safetyCheckPhrases.differTitle}
          text={safetyCheckPhrases.differText}
          alert
          onClose={() => setAsking(false)}
        >
          <div class="answers">
            <Button kind="erase" onPress={conversation.sayMismatch}>
              {safetyCheckPhrases.differSure}
            </Button>
            <Button onPress={() => setAsking(false)}>{safetyCheckPhrases.lookAgain}</Button>
          </div>
        </Dialog>
      )}
    </div>
  )
}

function Comparison({ conversation }: { readonly conversation: Conversation }) {
  const { app } = useView()
  const row = app.sessions.rows.value.find(({ id }) => id === conversation.id)
  const check: CheckState = conversation.check.value
  switch (check.kind) {
    case 'off':
      return <p class="center quiet">{safetyCheckPhrases.off}</p>
    case 'idle':
      return <Button onPress={conversation.beginCheck}>{safetyCheckPhrases.begin}</Button>
    case 'waiting':
      return (
        <p class="center quiet" role="status">
          {safetyCheckPhrases.waiting}
        </p>
      )
    case 'blocked':
      return <Alert text={safetyCheckPhrases.blocked} />
    case 'not_stored':
      return <Alert text={safetyCheckPhrases.notStored} />
    case 'compare':
      return (
        <>
          <h3 class="check-question">{safetyCheckPhrases.compareTitle(row?.named ? row.name : null)}</h3>
          <p class="check-how">{safetyCheckPhrases.compare}</p>
          <ol class="pictures" aria-label={safetyCheckPhrases.pictures} data-testid="safety-pictures">
            {check.emoji.map((number, at) => (
              <li key={`${at}-${number}`}>
                <span class="picture" aria-hidden="true">
                  {SAFETY_EMOJI[number]}
                </span>
                <span>{safetyCheckPhrases.emoji[number]}</span>
              </li>
            ))}
          </ol>
          <p class="center quiet">
            {safetyCheckPhrases.digits}:{' '}
            <bdi dir="ltr" data-testid="safety-digits">
              {check.digits.join(' ')}
            </bdi>
          </p>
          <Answers conversation={conversation} />
        </>
      )
    default:
      return unreachable(check)
  }
}

export function SafetySheet(props: { readonly conversation: Conversation; readonly onClose: () => void }) {
  const { conversation, onClose } = props
  const security = conversation.security.value
  const check = conversation.check.value.kind
  const open = security !== null && !isProven(security.trust)
  useEffect(() => {
    // One tap is enough: who opens the sheet of an unverified session wants to compare.
    if (open && check === 'idle') conversation.beginCheck()
  }, [open, check])
  return (
    <Sheet title={chatPhrases.safetyCheck} closeName={phrases.close} onClose={onClose}>
      <div class="stack">
        {security && !(open && check === 'compare') && <Verdict security={security} />}
        {security && (open || check !== 'off') && <Comparison conversation={conversation} />}
        {!security && <p class="center quiet">{safetyCheckPhrases.off}</p>}
        <details class="limits">
          <summary>{safetyCheckPhrases.limitsTitle}</summary>
          <ul>
            {safetyCheckPhrases.limits.map((limit) => (
              <li key={limit}>{limit}</li>
            ))}
          </ul>
        </details>
      </div>
    </Sheet>
  )
}
