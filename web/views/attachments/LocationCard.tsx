/** A location in its bubble: how exact it is, its numbers, and the way to a map app. No map is loaded here. */
import { MapPin } from 'lucide-preact'
import { useId } from 'preact/hooks'
import type { SharedLocation } from '../../../protocol/location.ts'
import type { MessageState } from '../../domain/conversation/conversation.model.ts'
import { coordinatesOf } from '../../domain/location/location-text.ts'
import { mapLink } from '../../domain/location/map-link.ts'
import { attachmentPhrases } from '../../i18n/phrases/attachments.ts'
import './location.css'

/** The state of an attachment as tests and tools read it; one of theirs is here as a whole. */
const STATES: Readonly<Record<MessageState, string>> = {
  waiting: 'waiting',
  sent: 'sending',
  delivered: 'whole',
  read: 'whole',
  failed: 'failed',
}

/** `state`: of an own message; null for one of theirs. `text`: the same numbers as the message has them. */
export function LocationCard(props: {
  readonly location: SharedLocation
  readonly text: string
  readonly state: MessageState | null
}) {
  const { location, text, state } = props
  const id = useId()
  const { href, app } = mapLink(location)
  const coordinates = coordinatesOf(location)
  return (
    <div
      class="location"
      data-testid="attachment"
      data-kind="location"
      data-state={state === null ? 'whole' : STATES[state]}
    >
      <MapPin aria-hidden="true" />
      <div class="location-facts">
        <strong>{attachmentPhrases.location}</strong>
        <span>{attachmentPhrases.within(location.within)}</span>
        {/* The pin stands for the icon where only text is compared, as in a search. */}
        <span class="bubble-text" dir="ltr" translate={false}>
          <span class="hush" aria-hidden="true">
            {text.slice(0, text.length - coordinates.length)}
          </span>
          {coordinates}
        </span>
        <a href={href} target="_blank" rel="noopener noreferrer" aria-describedby={id}>
          {attachmentPhrases.openInMaps}
        </a>
        <small id={id}>{attachmentPhrases.mapLearns[app]}</small>
      </div>
    </div>
  )
}
