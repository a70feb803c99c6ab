/** The sentences of App lock: the locked screen, its settings, and what they cannot do. */
import { inEveryLanguage } from './current-language.ts'

const number = new Intl.NumberFormat('en')
const plural = new Intl.PluralRules('en')
const count = (n: number, one: string, other: string): string =>
  `${number.format(n)} ${plural.select(n) === 'one' ? one : other}`
const SECOND_MS = 1_000

export const appLockPhrases = inEveryLanguage('appLockPhrases', {
  locked: 'Locked',
  lockedText: 'Your sessions are sealed on this device.',
  inviteWaits: 'An invite is waiting. It opens as soon as you unlock.',
  damaged:
    'What is kept on this device cannot be read any more. Nothing was changed. If it stays like this, erase it and start anew.',
  unlockFace: 'Unlock with Face ID',
  passphrase: 'Passphrase',
  unlock: 'Unlock',
  unlocking: 'Opening…',

  security: 'Security',
  appLock: 'App lock',
  appLockOff:
    'Off: your sessions are sealed, but the key lies beside them. Whoever can open this browser, or has its files, can read them.',
  appLockOn: 'On: only your passphrase, Face ID or the recovery key opens your sessions.',
  setTitle: 'Set a passphrase',
  setText:
    'If you forget it, nobody can open your sessions again. A few words that only you would put together are best.',
  repeat: 'Passphrase again',
  set: 'Turn on',
  setting: 'Sealing everything anew…',
  notSame: 'The two are not the same.',
  offTitle: 'Turn App lock off?',
  turnOff: 'Turn off',
  changePassphrase: 'Change passphrase',
  oldPassphrase: 'Passphrase now',
  newPassphrase: 'New passphrase',
  change: 'Change',
  changeText:
    'Everything is sealed anew under another key. Face ID and the recovery key stop working: set them up again afterwards.',
  changed: 'Changed',
  faceId: 'Face ID',
  faceHint: 'Uses a passkey of this device; it shows as “Inviso” among your passwords.',
  faceUnavailable: 'This browser has no passkeys of its own.',
  faceAsking: 'Your device asks you three or four times: once to make the passkey, then to try it.',
  faceRemoveTitle: 'Remove Face ID?',
  faceRemoveText:
    'It no longer opens Inviso. Whoever copied this device’s files before, and can use that passkey here, can still open what is kept, also what comes later, unless everything is sealed anew. That needs the passphrase; a recovery key stops working too.',
  faceRemoveOnly: 'Only remove Face ID',
  sealAnew: 'Seal everything anew',
  sealed: (done: number, all: number) =>
    `${number.format(done)} of ${count(all, 'record', 'records')} sealed anew`,
  faceRemoved: 'The passkey itself stays among your passwords; delete it there.',
  lockAfter: 'Lock after',
  after: { 0: 'At once', 1: '1 minute', 5: '5 minutes', 15: '15 minutes' },
  afterHint:
    'Locks when Inviso was out of sight or untouched for so long. “At once” also locks after five minutes without a touch.',
  lockNow: 'Lock now',
  recoveryMake: 'Make a recovery key',
  recoveryAgain: 'Make another; the old one stops working',
  recoveryText: 'Write it down now; it is shown once. It opens your sessions as the passphrase does.',
  limits:
    'While unlocked, the key is in this device’s memory. iOS takes a picture for the app switcher before a web app hears of it. What the browser once kept unsealed may lie in its files until they are written over.',
  strength: {
    none: '',
    weak: 'Weak: a fast computer finds it within hours.',
    fair: 'Fair: a fast computer needs months.',
    good: 'Good: out of reach for anyone we know of.',
  },
  showSigns: 'Typing and read marks',
  showSignsHint: 'Typing and read marks show only where both of you have them on.',
  coverOnBlur: 'Cover when another window is in front',
  coverOnBlurHint: 'On a phone it always is.',
  hideMessages: 'Hide messages until held',
  hideHint: 'Hidden messages are masked; press and hold one to read it.',
  failure: {
    passphrase_wrong: (waitMs: number) =>
      waitMs > 0
        ? `This is not the passphrase. Try again in ${count(Math.ceil(waitMs / SECOND_MS), 'second', 'seconds')}.`
        : 'This is not the passphrase.',
    passphrase_empty: 'Type a passphrase.',
    passkey_cancelled: 'Face ID was not used. Try again, or type the passphrase.',
    passkey_unavailable: 'The passkey is not on this device any more. Type the passphrase.',
    passkey_no_prf: 'This browser’s passkeys cannot hold a key. The passphrase stays the way in.',
    passkey_server: 'Face ID needs the server here, and it cannot be reached. Type the passphrase.',
    passkey_refused: 'The server did not accept this Face ID. Type the passphrase, then set Face ID up anew.',
    lock_damaged: 'This could not be done now. Type the passphrase again, or reload.',
    storage_failed: 'This device could not store it. Nothing was changed.',
  },

  eraseAll: 'Erase all data',
  eraseTitle: 'Erase all data?',
  eraseText:
    'All sessions and everything kept on this device are erased, and the server is told to forget them. This cannot be undone.',
  eraseTextLocked:
    'All sessions and everything kept on this device are erased. The server cannot be told from here; it forgets unused sessions by itself. This cannot be undone.',
  erase: 'Erase',
  eraseWord: 'erase',
  eraseType: 'Type “erase” to confirm',
  eraseUntold:
    'It was locked, so the server could not be told which sessions were yours. It forgets unused ones by itself after 30 days.',
  auditTitle: 'What this phone still knows',
  audit: {
    files: 'Files',
    databases: 'Databases',
    caches: 'Caches',
    workers: 'Background workers',
    local: 'Local storage',
    session: 'Session storage',
    cookies: 'Cookies',
  },
  auditTotal: 'Together',
  auditUnseen:
    'A web page cannot see: a passkey named Inviso among your passwords, copies in a backup of this phone, and the address of this page in the browser’s history.',
  startAnew: 'Start anew',
  serverExample: 'chat.example.org',
  serverHolds: 'What it holds now',
  serverHoldsText: 'Asked of the server just now, word for word.',
  serverHoldsNothing: 'Nothing',
  erasing: 'Erasing…',
  erased: 'Everything is erased.',
  erasePurgesLeft: (n: number) =>
    `The server could not be told of ${count(n, 'session', 'sessions')}; it forgets unused ones by itself after 30 days.`,
  eraseStoresLeft:
    'Some of what this browser keeps could not be emptied. Clear this site’s data in the browser’s settings.',

  exportSessions: 'Export sessions',
  importSessions: 'Import sessions',
  exportText:
    'All sessions with their keys, and no messages, in one file sealed by this passphrase. Whoever has the file and the passphrase can take your place.',
  exportShown: 'It is shown so that you notice a slip: without it, nobody can open the file.',
  importText: 'Choose a file that Inviso exported, and type its passphrase.',
  exportGo: 'Export',
  importGo: 'Import',
  file: 'File',
  sealing: 'Sealing…',
  opening: 'Opening…',
  fileMissing: 'Choose a file first.',
  imported: (added: number, known: number) =>
    known === 0
      ? `${count(added, 'session', 'sessions')} imported.`
      : `${count(added, 'session', 'sessions')} imported; ${count(known, 'was', 'were')} here already.`,
  copies: 'Of two copies in use, the one that falls behind has to be verified again.',
  transferFailure: {
    passphrase_empty: 'Type a passphrase.',
    file_unknown: 'This is no file that Inviso exported. Nothing was changed.',
    file_cut:
      'This file is cut off: its end is missing. Copy it again, or export once more. Nothing was changed.',
    file_newer:
      'This file comes from a newer version of Inviso. Update, then try again. Nothing was changed.',
    file_damaged: 'This file is damaged. Nothing was changed.',
    file_wrong_passphrase: 'This is not the file’s passphrase. Nothing was changed.',
    too_many_sessions: 'There would be too many sessions on this device. Nothing was changed.',
    storage_failed: 'This device could not do it now. Nothing was changed.',
  },
})
