/** The sentences of the safety check, and the names of its pictures; loaded with its sheet. */
import { inEveryLanguage } from './current-language.ts'
import { within } from './english-formats.ts'
import { regionalTag } from './regional-tag.ts'

const when = new Intl.DateTimeFormat(regionalTag('en'), { dateStyle: 'long', timeStyle: 'short' })

export const safetyCheckPhrases = inEveryLanguage('safetyCheckPhrases', {
  verifiedBy: {
    link: (at: number) => `Verified by the invite’s link on ${when.format(at)}.`,
    words: (at: number) => `Verified by the words of the invite on ${when.format(at)}.`,
    sas: (at: number) => `Verified by comparing pictures on ${when.format(at)}.`,
  },
  verifiedMeans:
    'Whoever had the link, knew the words or saw the same pictures holds the key at the other end. It stays verified on this phone, also after you close Inviso.',
  importedMeans:
    'The file that you imported says so; nobody has proved it on this phone. Compare the pictures once, and it is verified here too.',
  unverified: 'Nobody has proved yet who is at the other end.',
  unverifiedMeans:
    'The server that introduced you could stand between you and read along. Compare the pictures to find out.',
  lost: 'The other phone came back without the secrets of this session.',
  lostMeans:
    'That happens when a phone was restored from a copy, and when somebody has stolen its key. Compare the pictures below before you go on.',
  disputed: 'Stopped: the other person says that the pictures differ.',
  disputedMeans:
    'Somebody may stand between you and read along, or they pressed the wrong button. Nothing goes out from here until you decide, and nothing was erased. Compare once more by phone or in person.',
  begin: 'Compare pictures',
  off: 'Both of you must be connected for this. It goes on here when you are.',
  waiting: 'Waiting for the other person: it goes on once they have opened the safety check too.',
  notStored:
    'This device could not store that a check began, so nothing was compared. Free some space, then open the safety check again.',
  /** `name`: null for a session that nobody has named. */
  compareTitle: (name: string | null) =>
    `Does ${name ?? 'the other person'} see the same five, in this order?`,
  compare: 'Call them, or look at their screen. Do not ask here.',
  pictures: 'Pictures',
  digits: 'As digits',
  match: 'They match',
  differ: 'They don’t match',
  differTitle: 'Do the pictures really differ?',
  differText:
    'Look once more, at all five and their order. If they differ, somebody stands between you: this session closes, and its keys and messages are erased on this phone.',
  differSure: 'They differ: close and erase',
  lookAgain: 'Look again',
  blocked:
    'Three checks were cut off before you could answer. Somebody may be interfering. Do not trust this session; meet, and start a new one by QR code.',
  limitsTitle: 'What this cannot do',
  limits: [
    'Whoever serves this page could serve another program. The check protects from the server in the middle, not from a false app.',
    'A link is a key: whoever read it before your friend joined could have joined instead.',
    'It says which phone is at the other end, not who holds it now.',
    'It does not hide that you talk: the server sees when, and with a direct connection the other person sees your network address.',
    'The other person can keep or pass on what you write.',
  ],
  emoji: [
    'Dog',
    'Cat',
    'Lion',
    'Horse',
    'Unicorn',
    'Pig',
    'Elephant',
    'Rabbit',
    'Panda',
    'Rooster',
    'Penguin',
    'Turtle',
    'Fish',
    'Octopus',
    'Butterfly',
    'Flower',
    'Tree',
    'Cactus',
    'Mushroom',
    'Globe',
    'Moon',
    'Cloud',
    'Fire',
    'Banana',
    'Apple',
    'Strawberry',
    'Corn',
    'Pizza',
    'Cake',
    'Heart',
    'Smiley',
    'Robot',
    'Hat',
    'Glasses',
    'Spanner',
    'Santa',
    'Thumbs up',
    'Umbrella',
    'Hourglass',
    'Clock',
    'Gift',
    'Light bulb',
    'Book',
    'Pencil',
    'Paperclip',
    'Scissors',
    'Lock',
    'Key',
    'Hammer',
    'Telephone',
    'Flag',
    'Train',
    'Bicycle',
    'Aeroplane',
    'Rocket',
    'Trophy',
    'Ball',
    'Guitar',
    'Trumpet',
    'Bell',
    'Anchor',
    'Headphones',
    'Folder',
    'Pin',
  ],

  lifetimeNow: (name: string) => `Now: ${within(name)}.`,
  lifetimeText:
    'What you choose is proposed to the other person, and holds on both phones once they accept. Kept messages are sealed on each phone, and gone when their time is over.',
  lifetimePropose: 'Propose',
  lifetimeWaits: (name: string) => `You proposed: ${within(name)}. It waits for the other person.`,
  lifetimeLimits:
    'Messages that did not arrive yet are kept until they do. Nobody can make the other person forget what they copied.',
})
