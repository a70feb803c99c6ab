/** The content that takes a number in a stream: a message, or an act on one. Add a new kind here; the compiler then names the other places. */

import { unreachable } from '../../base/result.ts'
import type { MessageId } from '../../protocol/ids.ts'
import type { SharedLocation } from '../../protocol/location.ts'
import type { PeerMessage, Reference, UnknownMessage } from '../../protocol/message.ts'
import type { Reaction } from '../../protocol/reaction.ts'

/** A message: shown as an item with a mark, expires, and is resent when the peer lost it. References are seen from this side. */
export type MessageContent = {
  readonly id: MessageId
  readonly re?: Reference | undefined
} & (
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'location'; readonly location: SharedLocation }
)

/** An act on a message: it changes an item, has no mark and never expires. */
export type ActContent =
  | { readonly kind: 'react'; readonly to: Reference; readonly reaction: Reaction | null }
  | { readonly kind: 'unsend'; readonly id: MessageId }
  | { readonly kind: 'edit'; readonly id: MessageId; readonly text: string }

export type Content = MessageContent | ActContent

type Said<T extends PeerMessage['t']> = Extract<PeerMessage, { t: T }>
export type NumberedMessage = Said<Content['kind']>
export type NumberedHeard = NumberedMessage | UnknownMessage
/** An act as the peer sent it. */
export type Act = Said<ActContent['kind']>

/**
 * `knownToAll`: apps that never sent `can` know this kind too. Any other kind may be appended only when the peer's `can` names it
 * (docs/PROTOCOL.md, "Streams and chains"): ask `peerTakes` where a person begins it, and answer with a failure of its own.
 */
interface Kind<IsMessage extends boolean> {
  readonly isMessage: IsMessage
  readonly knownToAll: boolean
}
const KINDS: Readonly<Record<MessageContent['kind'], Kind<true>> & Record<ActContent['kind'], Kind<false>>> =
  {
    text: { isMessage: true, knownToAll: true },
    location: { isMessage: true, knownToAll: false },
    react: { isMessage: false, knownToAll: true },
    unsend: { isMessage: false, knownToAll: true },
    edit: { isMessage: false, knownToAll: false },
  }

/** Whether content of this kind may be sent. `kinds`: those that the peer's app announced; undefined if it never announced any. */
export const peerTakes = (kind: Content['kind'], kinds: readonly string[] | undefined): boolean =>
  KINDS[kind].knownToAll || kinds?.includes(kind) === true

/** Whether the content is a message; everything else is an act. */
export const isMessage = <T extends { readonly kind: Content['kind'] }>(
  content: T,
): content is Extract<T, { readonly kind: MessageContent['kind'] }> => KINDS[content.kind].isMessage

/** Whether a received message is an act. */
export const isAct = <T extends { readonly t: string }>(
  said: T,
): said is Extract<T, { readonly t: ActContent['kind'] }> =>
  Object.entries(KINDS).some(([kind, { isMessage }]) => kind === said.t && !isMessage)

/** The parts of `content` that go into the chain; a text is never empty, so no two kinds collide. */
export function partsOf(content: Content): readonly string[] {
  switch (content.kind) {
    case 'text': {
      const { id, text, re } = content
      return re ? [id, text, re.by, re.id] : [id, text]
    }
    case 'location': {
      const { id, location, re } = content
      const { lat, lon, within } = location
      return ['', '', 'location', id, re?.by ?? '', re?.id ?? '', `${lat}`, `${lon}`, `${within}`]
    }
    case 'react':
      return ['', '', 'react', content.to.by, content.to.id, content.reaction ?? '']
    case 'unsend':
      return ['', '', 'unsend', content.id]
    case 'edit':
      return ['', '', 'edit', content.id, content.text]
    default:
      return unreachable(content)
  }
}

/** The content of a received message, as its sender sees it. */
export function contentOf(said: Exclude<NumberedMessage, Act>): MessageContent
export function contentOf(said: NumberedMessage): Content
export function contentOf(said: NumberedMessage): Content {
  switch (said.t) {
    case 'text':
      return { kind: 'text', id: said.id, text: said.text, re: said.re }
    case 'location': {
      const { id, lat, lon, within, re } = said
      return { kind: 'location', id, location: { lat, lon, within }, re }
    }
    case 'react':
      return { kind: 'react', to: said.to, reaction: said.reaction }
    case 'unsend':
      return { kind: 'unsend', id: said.id }
    case 'edit':
      return { kind: 'edit', id: said.id, text: said.text }
    default:
      return unreachable(said)
  }
}

/** What an item stores of its message. Only a text has words. */
interface Shown {
  readonly id: MessageId
  readonly text: string
  readonly location?: SharedLocation | undefined
  readonly re?: Reference | undefined
}

/** The part of a message that its item stores. */
export function shownOf(content: MessageContent): Shown {
  const { id, re } = content
  const answers = re && { re }
  switch (content.kind) {
    case 'text':
      return { id, text: content.text, ...answers }
    case 'location':
      return { id, text: '', location: content.location, ...answers }
    default:
      return unreachable(content)
  }
}

/** Rebuilds the message of an item, to resend it under its id. */
export function contentOfItem({ id, text, location, re }: Shown): MessageContent {
  const answers = re && { re }
  return location ? { kind: 'location', id, location, ...answers } : { kind: 'text', id, text, ...answers }
}
