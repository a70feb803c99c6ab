/** "Send where you are": how exactly, the very numbers that will be sent, and why it cannot be sent where that is so. */
import { MapPin } from 'lucide-preact'
import { useEffect, useMemo, useState } from 'preact/hooks'
import type { Conversation } from '../../domain/conversation/conversation.model.ts'
import { coordinatesOf } from '../../domain/location/location-text.ts'
import { createLocator, type Exactness, type Locating } from '../../domain/location/locator.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { attachmentPhrases } from '../../i18n/phrases/attachments.ts'
import { chatPhrases } from '../../i18n/phrases/chat.ts'
import { conversationPhrases } from '../../i18n/phrases/conversation.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { Alert, Choice } from '../../ui/controls/Fields.tsx'
import { Sheet } from '../../ui/controls/Sheet.tsx'
import { failureText } from '../failure-text.ts'
import './location.css'

const CHOICES = ['exact', 'km1', 'km10'] as const satisfies readonly Exactness[]

interface SheetProps {
  readonly conversation: Conversation
  readonly onClose: () => void
}

/** Said when it changes, so that whoever hears it knows what will be sent. */
function Found({ now }: { readonly now: Locating }) {
  return (
    <div class="location-now" role="status">
      {now.kind === 'asking' && <p class="quiet">{attachmentPhrases.findingOut}</p>}
      {(now.kind === 'found' || now.kind === 'taken') && (
        <div class="location" data-testid="location-found">
          <MapPin aria-hidden="true" />
          <div class="location-facts">
            <strong dir="ltr" translate={false}>
              {coordinatesOf(now.location)}
            </strong>
            <span>{attachmentPhrases.within(now.location.within)}</span>
          </div>
        </div>
      )}
      {now.kind === 'failed' && <p>{attachmentPhrases.locationFailed[now.why]}</p>}
    </div>
  )
}

/** What sending it means, while there is something to send. */
function Means(props: { readonly conversation: Conversation; readonly exactness: Exactness }) {
  return (
    <>
      {props.conversation.security.value?.trust === 'unverified' && <p>{attachmentPhrases.unverified}</p>}
      <p class="quiet">
        {attachmentPhrases.whatIsSent}{' '}
        {props.exactness === 'exact' ? attachmentPhrases.exactShows : attachmentPhrases.rounded}
      </p>
      <p class="quiet small">{attachmentPhrases.browserAsks}</p>
    </>
  )
}

function Locate({ conversation, onClose }: SheetProps) {
  const [exactness, setExactness] = useState<Exactness>('km1')
  const [wrong, setWrong] = useState<string | null>(null)
  const locator = useMemo(() => createLocator(), [])
  useEffect(() => locator.want(exactness), [exactness])
  useEffect(() => locator.stop, [])
  const now = locator.now.value
  const send = async (): Promise<void> => {
    const location = locator.take()
    if (!location) return
    const sent = await conversation.sendLocation(location)
    if (sent.ok) return onClose()
    locator.putBack()
    const { error } = sent
    setWrong(
      error.code === 'not_understood' || error.code === 'edit_over'
        ? conversationPhrases.notUnderstood
        : failureText(error),
    )
  }
  return (
    <div class="stack">
      <Choice
        label={attachmentPhrases.howExact}
        name="exactness"
        value={exactness}
        onChange={setExactness}
        options={CHOICES.map((value) => ({ value, label: attachmentPhrases.exactness[value] }))}
      />
      <Found now={now} />
      {now.kind !== 'failed' && <Means {...{ conversation, exactness }} />}
      <Alert text={wrong} />
      {now.kind === 'failed' ? (
        <Button onPress={() => locator.want(exactness)}>{phrases.again}</Button>
      ) : (
        <Button kind="main" disabled={now.kind === 'asking'} onPress={() => void send()}>
          {chatPhrases.send}
        </Button>
      )}
    </div>
  )
}

export function LocationSheet({ conversation, onClose }: SheetProps) {
  const offer = conversation.locationOffer.value
  return (
    <Sheet title={attachmentPhrases.sendWhereYouAre} closeName={phrases.close} onClose={onClose}>
      {offer === 'yes' ? (
        <Locate {...{ conversation, onClose }} />
      ) : (
        // The browser is not asked for a place that cannot be sent.
        <p role="alert">{attachmentPhrases.notOffered[offer]}</p>
      )}
    </Sheet>
  )
}
