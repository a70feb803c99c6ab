/** Every sentence on the screen, in plain words; dates, times and numbers go through Intl. */
import { inEveryLanguage } from './language.ts'

const number = new Intl.NumberFormat('en')
const time = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const day = new Intl.DateTimeFormat('en', { weekday: 'long', day: 'numeric', month: 'long' })
const shortDay = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short' })
const plural = new Intl.PluralRules('en')
const count = (n: number, one: string, other: string): string =>
  `${number.format(n)} ${plural.select(n) === 'one' ? one : other}`

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

export const phrases = inEveryLanguage('phrases', {
  appName: 'Inviso',
  sessionName: (n: number) => `Session ${number.format(n)}`,

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
  notCopied: 'This browser did not allow copying. Select the text and copy it by hand.',
  noSessions:
    'Start a session and read its six digits to a friend, or join with the digits they read to you.',
  rowOptions: (name: string) => `Options for ${name}`,
  pin: 'Pin',
  unpin: 'Unpin',
  pinned: 'Pinned',
  rename: 'Rename',
  remove: 'Delete',
  unread: (n: number) => count(n, 'new message', 'new messages'),
  row: { waiting: 'Waiting', online: 'Online', away: 'Away', expired: 'Expired', closed: 'Closed' },

  name: 'Name',
  nameHint: 'Only you see it',
  ephemeral: 'Ephemeral',
  ephemeralHint: 'Messages are gone when you leave',
  addWords: 'Add two words',
  addWordsHint: 'Read them with the digits: nobody else can join, not even the server',
  expiresIn: 'Code expires in',
  duration: {
    60: '1 minute',
    300: '5 minutes',
    3600: '1 hour',
    43200: '12 hours',
    86400: '24 hours',
  } as Readonly<Record<number, string>>,
  create: 'Create',
  creating: 'Asking the server for a code…',
  readDigits: 'Read these six digits to your friend. The chat opens when they join.',
  readWords: 'Read the digits and both words to your friend. The chat opens when they join.',
  linkProves: 'Who joins by the link or the picture is verified at once. Send the link only to your friend.',
  timeLeft: (ms: number) => {
    const seconds = Math.max(0, Math.ceil(ms / 1_000))
    if (seconds >= 3_600) return `${count(Math.floor(seconds / 3_600), 'hour', 'hours')} left`
    if (seconds >= 60) return `${count(Math.floor(seconds / 60), 'minute', 'minutes')} left`
    return `${count(seconds, 'second', 'seconds')} left`
  },
  timeOver: 'Time is over; asking the server whether anybody joined…',
  inviteExpired: 'This code has expired. Nobody joined with it; make a new session to get another.',
  copyLink: 'Copy link',
  share: 'Share',
  shareText: 'Join me on Inviso',
  done: 'Done',
  qrName: 'QR code of the invite link',

  joinCode: 'Join code',
  joinHint: 'Six digits, or a whole invite link',
  joinVerified: 'This invite brings its own proof: the chat will be verified.',
  words: 'Words',
  wordsTitle: 'This invite has words',
  enterWords: 'Enter the words',
  wordsHint: 'The two words that your friend reads to you with the digits',
  wordsWrong: (left: number) =>
    left > 0
      ? `These are not the words of this invite. ${count(left, 'try', 'tries')} left.`
      : 'These are not the words of this invite.',
  scan: 'Scan QR code',
  scanHint: 'Hold the camera over the code on the other screen.',
  scanStarting: 'Starting the camera…',
  scanFailed: {
    denied:
      'The camera is not allowed. Allow it for this site in the browser’s settings, or type the digits.',
    no_camera: 'There is no camera here. Type the digits, or paste the link.',
    no_wasm:
      'This browser cannot read QR codes here (Lockdown Mode may be on). Type the digits, or paste the link.',
  },
  scanNothing: 'This is a QR code, but no Inviso invite.',
  paste: 'Paste',
  notPasted: 'This browser did not hand over the clipboard. Press and hold in the field and choose Paste.',
  nothingToPaste: 'There is no join code in what you copied.',
  joining: 'Asking the server…',

  arrivedTitle: 'You are invited',
  arrivedText: 'This invite has not been used yet. Open it where you keep your sessions.',
  arrivedApp: 'If Inviso is on your Home Screen: copy the invite, open Inviso there, tap Join, then Paste.',
  continueHere: 'Continue here',
  copyInvite: 'Copy invite',

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
    'It is erased here and on the server, and it closes for the other person too. This cannot be undone.',
  keep: 'Keep',
  noMessages: 'Nothing said yet. Messages are kept only while Inviso is open.',
  noMessagesKept: 'Nothing said yet.',
  newMessages: 'New messages',
  you: 'You',
  them: 'Them',
  time: (at: number) => time.format(at),
  day: (at: number, now: number) =>
    new Date(at).toDateString() === new Date(now).toDateString() ? 'Today' : day.format(at),
  activity: (at: number, now: number) => {
    if (now - at < MINUTE_MS) return 'now'
    return now - at < DAY_MS && new Date(at).getDate() === new Date(now).getDate()
      ? time.format(at)
      : shortDay.format(at)
  },
  mark: { waiting: 'Waiting', sent: 'Sent', delivered: 'Delivered' },
  notice: {
    peer_left: 'The other person left.',
    joined_again: 'The other person is back.',
    they_match: 'The other person says that the pictures match.',
    wrong_words: 'Somebody tried to join with wrong words.',
    lifetime_changed: 'Both of you agreed on how long messages are kept.',
    lifetime_declined: 'The other person declined. Messages are kept as before.',
  },
  closedComposer: 'This session is closed. Nothing can be sent in it.',

  status: {
    connecting: 'Connecting',
    securing: 'Securing',
    connected: { direct: 'Connected · Direct', relayed: 'Connected · Relayed' },
    away: 'Away',
    offline: 'Offline',
    closed: 'Closed',
  },
  sentence: {
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
      'Somebody answered who could not prove to be the other person. Nothing was sent. It goes on trying; if it stays so, start a new session by link.',
    wordsBurned:
      'The words of this invite do not count any more: they were wrong three times, or ten minutes have passed. Start a new session.',
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
      `The other person is away since ${since}. Your message goes out when both of you have Inviso open.`,
    notHereYet: 'The other person is not here yet. Your message goes out when both of you have Inviso open.',
    network: 'This device has no network. It goes on by itself when there is one.',
    server: 'The server cannot be reached. It goes on trying by itself.',
    noWebrtc:
      'This browser has no WebRTC, so it cannot connect. If Lockdown Mode is on, exclude this site in Safari’s page settings; else try another browser.',
    roomGone:
      'The server has this session no more: it was deleted by one of you, or lay unused for too long.',
    roomDeleted: 'The other person deleted this session, so it is closed. Start a new one to talk again.',
  },
  trust: { verified: 'Verified', unverified: 'Not verified', lost: 'Verify again' },
  safetyCheck: 'Safety check',
  messageLifetime: 'Message lifetime',
  lifetimeAsked: (name: string) => `The other person proposes to keep messages: ${name.toLowerCase()}.`,
  accept: 'Accept',
  decline: 'Decline',
  lifetimeName: {
    0: 'In memory only',
    3600: 'For 1 hour',
    86400: 'For 1 day',
    604800: 'For 7 days',
    2592000: 'For 30 days',
  },
  verifiedName: 'Verified. Safety check',
  lostText:
    'The other phone came back without the secrets of this session, or somebody pretends to be it. Your messages wait until you decide.',
  sendAnyway: 'Go on without checking',

  failure: {
    code_malformed: 'A join code has six digits. Check what you typed.',
    code_unknown: 'This code is wrong or has expired. Check the digits, or ask for a new code.',
    code_used: 'This code was already used by somebody. Ask for a new one.',
    own_code: 'This is your own code. Your friend joins with it on their phone.',
    too_many_requests: (ms: number) =>
      `Too many tries from your network. Try again in ${ms < 60_000 ? count(Math.ceil(ms / 1_000), 'second', 'seconds') : count(Math.ceil(ms / 60_000), 'minute', 'minutes')}.`,
    server_unreachable: 'The server cannot be reached. Check your network and try again; nothing is lost.',
    server_refused: 'The server could not do this now. Try again in a moment.',
    server_address_malformed:
      'This is not a server’s address. It looks like chat.example.org and needs https.',
    server_not_inviso: 'There is a server at this address, but no Inviso. The old one stays in use.',
    too_many_sessions: 'There are too many sessions on this device. Delete one you no longer need.',
    storage_failed: 'This device could not store it. Free some space, then try again.',
    name_too_long: 'This name is too long; 60 characters fit.',
    text_too_long: 'This message is too long; about 64,000 characters fit. Send it in parts.',
    words_unknown: 'Check the words: there are two, and these are not in the list they come from.',
    outbox_full: 'Too many messages wait to be sent. They go out when both of you have Inviso open.',
  },

  elsewhereTitle: 'Inviso is open in another tab',
  elsewhereText: 'Only one tab at a time can hold your sessions.',
  useHere: 'Use here',
  storageBanner: 'This browser keeps nothing: your sessions are gone when you close this page.',
  updateBanner: 'A new version is ready.',
  update: 'Update',
  installBanner: 'Keep Inviso on your Home Screen: it opens faster and keeps your sessions.',
  installHow: 'Show how',
  later: 'Not now',
  loading: 'Opening…',
  loadFailed: 'This part could not be loaded. Check your network.',
  again: 'Try again',
  starting: 'Opening your sessions…',
  covered: 'Inviso is covered',

  coverNow: 'Cover',
  hiddenMessage: 'Hidden. Hold to read',
})
