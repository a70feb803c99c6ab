/** A location in words: for screen readers, for searching, and for the clipboard. */
import type { TimelineItem } from '../../domain/conversation/conversation.model.ts'
import { coordinatesOf } from '../../domain/location/location-text.ts'
import { attachmentPhrases } from '../../i18n/phrases/attachments.ts'

type Said = Extract<TimelineItem, { readonly text: string }>

/** What a message says to whoever hears it or searches it. */
export const spokenText = ({ text, location }: Said): string =>
  location
    ? [attachmentPhrases.location, attachmentPhrases.within(location.within), coordinatesOf(location)].join(
        ', ',
      )
    : text

/** What is copied: of a location the bare numbers, which every map app takes. */
export const copiedText = ({ text, location }: Said): string => (location ? coordinatesOf(location) : text)
