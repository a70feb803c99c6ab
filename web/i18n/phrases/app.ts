/** Every sentence on the screen, in plain words; dates, times and numbers go through Intl. */

import { inEveryLanguage } from './current-language.ts'
import {
  count,
  daysBetween,
  MINUTE_MS,
  number,
  shortDay,
  time,
  WEEK_DAYS,
  weekday,
} from './english-formats.ts'

export const phrases = inEveryLanguage('phrases', {
  appName: 'Inviso',
  sessionName: (at: number, n: number) =>
    `${weekday.format(at)} ${time.format(at)}${n === 1 ? '' : ` (${number.format(n)})`}`,

  sessions: 'Sessions',
  newSession: 'New session',
  join: 'Join',
  settings: 'Settings',
  close: 'Close',
  back: 'Back',
  cancel: 'Cancel',
  save: 'Save',
  copy: 'Copy',
  copied: 'Copied',
  notCopied: 'This browser did not allow copying. Select the text instead.',
  noSessions: 'Start a session and read its six digits to a friend, or join with theirs.',
  rowOptions: (name: string) => `Options for ${name}`,
  pin: 'Pin',
  unpin: 'Unpin',
  pinned: 'Pinned',
  rename: 'Rename',
  remove: 'Delete',
  unread: (n: number) => count(n, 'new message', 'new messages'),
  row: {
    waiting: 'Waiting for a join',
    online: 'Online',
    connecting: 'Connecting',
    reconnecting: 'Reconnecting',
    securing: 'Securing',
    offline: 'Offline',
    away: 'Away',
    left: 'Left',
    peer_left: 'The other person left',
    expired: 'Expired',
    closed: 'Closed',
  },
  /** `name`: null for a session that nobody has named. */
  waitingFor: (name: string | null) => (name ? `Waiting for ${name}` : 'Waiting'),
  notDelivered: 'Not delivered',
  ownWords: (text: string) => `You: ${text}`,
  hiddenWords: 'Hidden',
  nobodyJoined: 'Nobody joined',
  minutesLeft: (ms: number) => {
    const minutes = Math.max(1, Math.ceil(ms / MINUTE_MS))
    return minutes < 60 ? `${minutes} min left` : `${Math.floor(minutes / 60)} hr left`
  },
  findSession: 'Find a session',
  noneFound: (text: string) => `No session is called “${text}”.`,
  listWidth: 'Width of the list',
  closedBecause: {
    room_gone: 'Not on the server any more',
    room_deleted: 'The other person deleted it',
    words_burned: 'The words are no longer valid',
    mismatch: 'The pictures differ',
    their_mismatch: 'The pictures differ',
    no_keys: 'From an old version',
  },

  name: 'Name',
  time: (at: number) => time.format(at),
  activity: (at: number, now: number) => {
    if (now - at < MINUTE_MS) return 'now'
    const days = daysBetween(at, now)
    if (days === 0) return time.format(at)
    return days === 1 ? 'Yesterday' : (days < WEEK_DAYS ? weekday : shortDay).format(at)
  },

  elsewhereTitle: 'Inviso is open in another tab',
  elsewhereText: 'Your sessions can be open in only one tab.',
  useHere: 'Use here',
  storageBanner: 'This browser keeps nothing: your sessions are gone when you close this page.',
  later: 'Not now',
  loading: 'Opening…',
  loadFailed: 'This part could not be loaded. Check your network.',
  loadNeedsReload: 'This part needs the page to be reloaded. That erases what your ephemeral sessions hold.',
  again: 'Try again',
  starting: 'Opening your sessions…',
  startFailed:
    'Your sessions could not be opened: a part of Inviso did not load, or the storage did not answer. Check your network, then try again.',
  startingLate: 'This takes longer than it should.',
  reload: 'Reload',
  storageLost: 'This browser lost its storage',
  storageLostText:
    'What you see is still here, but nothing new is kept, sent or received. Copy what you typed and still need, then reload.',
  tapToShow: 'Tap to show',
  clickToShow: 'Click to show',
  covered: 'Inviso is covered',
})
