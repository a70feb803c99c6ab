/** The sentences of an invite: making it, reading it out, joining by it. */

import type { LifetimeSeconds } from '../../../protocol/limits.ts'
import { inEveryLanguage } from './current-language.ts'
import { count } from './english-formats.ts'

export const invitePhrases = inEveryLanguage('invitePhrases', {
  nameHint: 'Only you see this name.',
  ephemeral: 'Ephemeral',
  ephemeralHint: 'Leaving erases its messages, also those that still wait',
  addWords: 'Add two words',
  addWordsHint: 'Who joins with digits and words is verified at once',
  expiresIn: 'Code expires in',
  keepMessages: 'Keep messages',
  keepHint: 'Holds on both phones once the other person accepts.',
  keepFor: {
    0: 'Until you close Inviso',
    3600: '1 hour',
    86400: '1 day',
    604800: '7 days',
    2592000: '30 days',
  } as Readonly<Record<LifetimeSeconds, string>>,
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
  readTo: (name: string) => `Read this to ${name}. The chat opens when they join.`,
  linkProves: 'Who joins by the link or QR code is verified at once. Send it only to them.',
  timeLeft: (ms: number) => {
    const seconds = Math.max(0, Math.ceil(ms / 1_000))
    if (seconds >= 3_600) return `${count(Math.floor(seconds / 3_600), 'hour', 'hours')} left`
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')} left`
  },
  timeOver: 'Time is over; asking the server whether anybody joined…',
  inviteExpired: 'Nobody joined. A new code takes its place, the session stays.',
  newCode: 'New code',
  ranOut: 'This code has run out',
  copyLink: 'Copy link',
  share: 'Share',
  shareText: 'Join me on Inviso',
  done: 'Done',
  qrName: 'QR code of the invite link',
  joinCode: 'Join code',
  joinHint: 'Six digits, or paste the whole link.',
  linkExpired: 'This invite has expired, or your friend took it back. Ask for a new one.',
  secretLost:
    'The proof in this link was lost on the way, so this chat would not be verified. Ask your friend to send the link again, or tap Join and compare pictures afterwards.',
  whatThisIs:
    'Inviso is a private chat between two people: messages go from one phone to the other, encrypted end to end, and no server keeps them. You need no account, and nothing has to be installed.',
  joinVerified: 'This invite brings its own proof: the chat will be verified.',
  words: 'Words',
  wordsHint: 'The two words your friend reads to you. They prove who is there, so this chat starts verified.',
  wordsWrong: (left: number) =>
    left > 0
      ? `These are not the words of this invite. ${count(left, 'try', 'tries')} left.`
      : 'These are not the words of this invite.',
  scan: 'Scan QR code',
  scanHint: 'Hold the camera over the code on the other screen.',
  scanWhy:
    'The camera reads the code here, on this device. No picture is kept or sent. Your phone asks you next.',
  scanUse: 'Use the camera',
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
  nameThis: 'Name this chat',
  nameIdeas: ['Friends', 'Family', 'Work'],
  connecting: 'Finding the other phone…',
  arrivedTitle: 'You are invited',
  arrivedText: 'This invite has not been used yet. Open it where you keep your sessions.',
  arrivedApp: 'If Inviso is on your Home Screen: copy the invite, open Inviso there, tap Join, then Paste.',
  continueHere: 'Continue here',
  copyInvite: 'Copy invite',
})
