/** The sentences of a session on the screen; loaded with it. */

import { inEveryLanguage } from './current-language.ts'
import { day, within } from './english-formats.ts'

export const chatPhrases = inEveryLanguage('chatPhrases', {
  enterWords: 'Enter the words',
  messages: 'Messages',
  message: 'Message',
  send: 'Send',
  sessionOptions: 'Session options',
  leave: 'Leave',
  stay: 'Stay',
  leaveTitle: 'Leave this session?',
  leaveText: 'You can come back to it as long as both of you keep it.',
  leaveTextEphemeral: 'Its messages are erased here. You can come back to it as long as both of you keep it.',
  deleteSession: 'Delete session',
  deleteTitle: 'Delete this session?',
  deleteText:
    'It is erased here and on the server. If the other person is connected now, it closes for them too. This cannot be undone.',
  keep: 'Keep',
  noMessagesKept: 'Nothing said yet.',
  you: 'You',
  them: 'The other person',
  day: (at: number, now: number) =>
    new Date(at).toDateString() === new Date(now).toDateString() ? 'Today' : day.format(at),
  closedComposer: 'Nothing can be sent here any more.',
  /** `name`: null for a session that nobody has named, here and below. */
  newSessionWith: (name: string | null) => `New session with ${name ?? 'the other person'}`,
  status: {
    connecting: 'Connecting',
    securing: 'Securing',
    connected: 'Connected',
    away: 'Away',
    offline: 'Offline',
    closed: 'Closed',
  },
  trust: {
    verified: 'Verified',
    imported: 'Verified on another phone, imported',
    unverified: 'Not verified',
    lost: 'Verify again',
    disputed: 'Pictures differ',
  },
  safetyCheck: 'Safety check',
  messageLifetime: 'Message lifetime',
  lifetimeAsked: (name: string) => `The other person proposes to keep messages: ${within(name)}.`,
  lifetimeDiffers: (name: string) =>
    `The other phone keeps messages: ${within(name)}. Keep them so here too?`,
  accept: 'Accept',
  decline: 'Decline',
  lifetimeName: {
    0: 'Until you close Inviso',
    3600: 'For 1 hour',
    86400: 'For 1 day',
    604800: 'For 7 days',
    2592000: 'For 30 days',
  },
  lostText:
    'The other phone came back without the secrets of this session, or somebody pretends to be it. Your messages wait until you decide.',
  alarm: {
    title: (name: string | null) =>
      `The pictures differ. Somebody may stand between you and ${name ?? 'the other person'}.`,
    what: 'You and your friend saw different pictures. So somebody stands between the two phones, most likely with the help of the server that introduced you. Treat everything that was written in this session as read.',
    done: 'The session is closed. Its keys and messages are erased on this phone, and the other phone was told to stop.',
    stepsTitle: 'What to do now',
    steps: [
      'Tell your friend in person or by phone, not in another chat on this server.',
      'Meet, and start a new session by QR code, from screen to screen.',
      'Should it happen again, use another server.',
    ],
    understood: 'I understand',
  },
  disputedText:
    'The other person says that the pictures of the safety check differ: somebody may stand between you. Nothing was erased, and nothing goes out from here until you decide.',
  sendAnyway: 'Go on without checking',
  coverNow: 'Cover',
  hiddenMessage: 'Hidden. Hold to read',
  statusReconnecting: 'Reconnecting',
  path: { direct: 'Direct', relayed: 'Relayed', server: 'Through server' },
  sentence: {
    viaServer: 'Messages pass the server, still sealed: it cannot read them, and keeps none.',
    noRelay:
      'You hide your address in this session, but the server has no relay to go through. Turn “Hide my address” off, or ask whoever runs the server for a TURN server.',
    asleep: (since: string) =>
      `The other phone has been asleep since ${since}. Your message goes out when both of you have Inviso open.`,
    closedApp: (since: string) =>
      `The other person closed Inviso at ${since}. Your message goes out when both of you have it open.`,

    reconnecting: 'Finding the other phone again. What you write goes out by itself.',
    connecting: 'Finding the way to the other phone.',
    stuck:
      'The two networks do not let you through to each other. Try another network on either side; it goes on trying. Whoever runs the server can help with a TURN server.',
    securing: 'Both phones prove to each other who they are.',
    words: 'This invite has two words. Enter them to go on.',
    theirWords: 'Waiting for the other person to enter the right words.',
    noCrypto:
      'This browser lacks the encryption that Inviso needs, or does it wrongly. Nothing is sent from here. Update it, or use another browser.',
    version: 'The two phones have versions of Inviso that do not understand each other. Update both.',
    noMode:
      'The two phones hold nothing in common any more by which they could know each other. Start a new session.',
    notProven:
      'Somebody answered who could not prove to be the other person. Nothing was sent. It goes on trying; if it stays like this, start a new session by link.',
    unsealed:
      'Either the other phone’s Inviso is an older one now, or the server takes the seal off what the two phones tell each other to meet. Unsealed, nothing is taken. Update both; it goes on trying.',
    notStored:
      'You left this session, and this device could not store that you are back. Free some space; it goes on trying by itself.',
    wordsBurned:
      'The words of this invite are no longer valid: they were wrong three times, or ten minutes have passed. Start a new session.',
    mismatch:
      'You said that the pictures differ: somebody may stand between you. The session is closed, and its keys and messages are erased here. Start a new one by link or QR code.',
    theirMismatch:
      'The other person said that the pictures differ: somebody may stand between you. The session is closed, and its keys and messages are erased here. Start a new one by link or QR code.',
    noKeys: 'This session was made before Inviso could prove who is at the other end. Start a new one.',
    direct: 'Messages go straight from phone to phone.',
    relayed: 'Messages go through a relay, which cannot read them.',
    left: (since: string) =>
      `The other person left at ${since}. Your message goes out when both of you have it open.`,
    lost: (since: string) =>
      `The other person has been away since ${since}. Your message goes out when both of you have Inviso open.`,
    notHereYet: 'The other person is not here yet. Your message goes out when both of you have Inviso open.',
    network: 'This device has no network. It goes on by itself when there is one.',
    server: 'The server cannot be reached. It goes on trying by itself.',
    trouble: 'The server has trouble; trying again.',
    noWebrtc:
      'This browser has no WebRTC, so it cannot connect. If Lockdown Mode is on, exclude this site in Safari’s page settings; else try another browser.',
    roomUnknown:
      'The server no longer knows this session, and nobody can be reached through it. Nothing was erased here, and it goes on asking. If it stays like this, start a new session.',
    roomGone: 'The server no longer has this session: one of you deleted it, or it was unused for too long.',
    roomDeleted: 'The other person deleted this session, so it is closed. Start a new one to talk again.',
  },
  notice: {
    server_path_declined: 'Messages do not go through the server any more: one of you said no.',
    gap: 'Something is missing here: the other phone lost messages that it once sent, and cannot send them again.',
    not_same: 'The two phones did not hold the same messages. What differed was sent again.',

    peer_left: 'The other person left.',
    joined_again: 'The other person is back.',
    check_asked: 'The other person opened the safety check. Open it too, and compare.',
    they_match: 'The other person says that the pictures match.',
    wrong_words: 'Somebody tried to join with wrong words.',
    lifetime_changed: 'Both of you agreed on how long messages are kept.',
    lifetime_declined: 'The other person declined. Messages are kept as before.',
    lifetime_not_kept:
      'How long messages are kept could not be stored here. Both of you will be asked again when you connect next.',
    close_not_kept:
      'This device could not store that this session is over. Free some space, then open it again.',
    lifetime_differs: 'The two phones do not agree on how long messages are kept. Nothing was changed here.',
    not_understood: 'The other person’s Inviso does not understand a message. It waits for an update.',
    not_taken: 'The other phone could not keep a message. It is sent again when you connect next.',
    unknown_message: 'A message that this version cannot show.',
  },
  mark: { failed: 'Not delivered', read: 'Read', waiting: 'Waiting', sent: 'Sent', delivered: 'Delivered' },
  resend: 'Resend',
  actions: 'Actions',
  reply: 'Reply',
  replyTo: (name: string | null) => `Reply to ${name ?? 'the other person'}`,
  replyToYou: 'Reply to yourself',
  quoteGone: 'Message not here any more',
  notShown: 'This message cannot be shown.',
  removeHere: 'Delete for me',
  removeTitle: 'Delete this message here?',
  removeText: 'It is erased on this phone only. The other person keeps what they have.',
  unsend: 'Unsend',
  unsendBoth: 'Unsend for both',
  unsendTitle: 'Unsend this message?',
  unsendText:
    'It is erased here, and the other phone is asked to erase it too. The other person may have read it already, or kept a copy.',
  unsendWaitingText:
    'It has not arrived yet. It is erased here and no longer sent; should it be on its way already, the other phone is asked to erase it too.',
  askedToUnsend: 'Asked to unsend',
  unsent: 'Unsent',
  reactions: 'Reactions',
  reacted: (name: string, what: string) => `${name} reacted with ${what}`,
  reaction: {
    heart: 'heart',
    up: 'thumbs up',
    down: 'thumbs down',
    laugh: 'laughter',
    wow: 'surprise',
    sad: 'sadness',
  },
  same: 'Same on both phones',
  typing: 'Typing…',
  olderFell: 'Older messages are no longer here: a session holds 5,000.',
  ephemeralLoses:
    'This session is ephemeral: when you close Inviso, its messages are gone, also those that still wait.',
  relay: {
    possible: 'There is another way: send through the server, still sealed. It needs a yes from both of you.',
    offer: 'Send through the server, still sealed',
    title: 'Send through the server?',
    text: 'Your messages stay encrypted end to end: the server cannot read them and keeps none. But it passes them on, so it sees when you write and how much. Both of you must say yes, and either can end it.',
    yes: 'Send through the server',
    asking: 'Waiting for the other person to say yes to sending through the server.',
    asked:
      'The other person asks to send through the server, still sealed, because the phones do not reach each other. The server cannot read your messages, but sees when you write and how much.',
    end: 'Stop sending through the server',
  },
  hideAddress: 'Hide my address',
  hideAddressText:
    'Messages then go through a relay only, so that the other person does not learn the network address of this device.',
  hideAddressCost:
    'It costs some speed, and works only where the server has a relay. The server and the relay still see your address. The connection is made anew when you change this.',
  hideAddressAsking: 'Asking the server whether it has a relay…',
  hideAddressNoRelay:
    'This server has no relay: hidden, the chat could not connect. Nothing was changed. Whoever runs the server can add a TURN server.',
  hideAddressUnknown:
    'The server says whether it has a relay only once both of you were there. Nothing was changed. Try again when you are connected.',
})
