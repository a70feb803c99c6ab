/** The sentences around a conversation: its header, its Details, and what stands between and below the messages; loaded with a chat. */
import { inEveryLanguage } from './current-language.ts'
import { count, number, within } from './english-formats.ts'

export const conversationPhrases = inEveryLanguage('conversationPhrases', {
  details: 'Details',
  since: (time: string) => `since ${time}`,
  youProposed: (name: string) => `You proposed: ${within(name)}. The other person has not answered yet.`,
  lifetimeBoth: 'How long messages are kept, on both phones',
  nowKept: (name: string) => `Messages are now kept ${within(name)}`,
  messages: (n: number) => count(n, 'message', 'messages'),
  identity: 'Identity',
  identityText: 'Made for this session only',
  on: 'On',
  off: 'Off',
  coverText: 'Hides the screen until you come back to it',
  isItReally: (name: string) => `Is it really ${name}?`,
  isItReallyText:
    'The six digits don’t prove it. Compare five pictures by phone or side by side; it takes half a minute.',
  unread: 'New',
  toLatest: 'To the latest message',
  goBack: 'Back to where you were',
  notKept: 'Earlier messages were not kept on this phone',
  notKeptText: 'They were held only until Inviso closed. The other phone may still show them.',
  keepFromNow: 'Keep messages from now on…',
  offerText: 'What is said here is gone from this phone once Inviso closes.',
  selectText: 'Select text',
  search: 'Search',
  searchMessages: 'Search messages',
  matchAt: (at: number, of: number) => `${number.format(at)} of ${number.format(of)}`,
  nothingFound: 'Nothing found',
  earlierMatch: 'Earlier match',
  laterMatch: 'Later match',
  endSearch: 'End search',
})
