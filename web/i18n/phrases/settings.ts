/** The sentences of Settings and its pages. */

import { inEveryLanguage } from './current-language.ts'
import { day, percent } from './english-formats.ts'

export const settingsPhrases = inEveryLanguage('settingsPhrases', {
  updateBanner: 'A new version is ready.',
  update: 'Update',
  updating: 'Updating…',
  installBanner: 'Keep Inviso on your Home Screen: it opens faster and keeps your sessions.',
  installDesk: 'Install Inviso: it opens in a window of its own and keeps your sessions.',
  installHow: 'Show how',
  installTitle: 'Install Inviso',
  installSteps: {
    old: [
      'Tap the Share button at the bottom of Safari.',
      'Scroll down and tap “Add to Home Screen”.',
      'Tap “Add”.',
    ],
    new: [
      'Tap the … button beside the address, then Share.',
      'Tap “Add to Home Screen”; if you do not see it, scroll down or tap “View More”.',
      'Leave “Open as Web App” on and tap “Add”.',
    ],
    iosOther: ['Open this page in Safari.', 'There, tap Share, then “Add to Home Screen”.'],
    other: ['Open your browser’s menu.', 'Choose “Install app” or “Add to Home Screen”, if it is there.'],
    desk: ['Open your browser’s menu.', 'Choose “Install”, if it is there.'],
  },
  does: {
    title: 'A direct line between two phones',
    text: 'Messages go from one to the other, encrypted end to end. No account, and nothing stays on a server.',
  },
  cannot: {
    title: 'What it cannot do',
    texts: [
      'Messages arrive only while both of you have Inviso open.',
      'In the app switcher iOS may show what was last on your screen.',
    ],
  },
  nothingChosen: 'Choose a session, or start one.',
  keys: { title: 'Keyboard shortcuts', move: 'Move in the list', open: 'Open a session' },
  install: 'Install',
  installed: 'Inviso is installed on this device.',
  privacy: 'Privacy',
  sessionIdentities: 'Session identities',
  identitiesText:
    'Each session has a random identity of its own. It is all that the server knows of you in it, and nothing ties two of them together.',
  noIdentities: 'There are no sessions, so there are no identities.',
  verifiedImported: 'Verified on another phone, imported',
  madeOn: (at: number) => `Made on ${day.format(at)}`,
  whatServerKnows: 'What the server knows',
  serverKnows: [
    'That some device made an invite and some device took it up: two random ids, the code while it is live, and the room that they share.',
    'When each of you is in a room, and the network address of your connection while it lasts. Addresses are not written down.',
    'Nothing of what you say: messages go from phone to phone, encrypted end to end. No server stores them.',
    'Its limit: with six digits alone a dishonest server could place itself between you. A chat that says Verified is proven to have nobody in between.',
  ],
  server: 'Server',
  serverText: 'New sessions begin on this server. Sessions that you have stay where they were made.',
  serverAddress: 'Server address',
  serverOwn: 'This page’s own server',
  serverUse: 'Use this server',
  serverReset: 'Return to this page’s server',
  serverProbing: 'Asking that server…',
  serverChosen: 'This server is in use now.',
  diagnostics: 'Diagnostics',
  about: 'About',
  aboutText:
    'Inviso lets two people talk over a direct link between their browsers. No server keeps their messages, nobody needs an account, and anyone can host it.',
  build: (id: string) => `Build ${id}`,
  look: {
    title: 'Appearance',
    system: 'System',
    light: 'Light',
    dark: 'Dark',
    textSize: 'Text size',
    percent: (scale: number) => percent.format(scale),
    language: 'Language',
    solid: 'Reduce transparency',
    solidHint: 'Nothing shines through menus and behind sheets',
    sounds: 'Sounds',
    soundsHint: 'A soft sound, or a short vibration, when a message comes while Inviso is in front',
  },
})
