/** The sentences of Diagnostics: what was tried, what to do where it does not work, and the log. */
import { inEveryLanguage } from './current-language.ts'

const number = new Intl.NumberFormat('en')
const clock = new Intl.DateTimeFormat('en', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})
const megabytes = new Intl.NumberFormat('en', { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 })
const gigabytes = new Intl.NumberFormat('en', { style: 'unit', unit: 'gigabyte', maximumFractionDigits: 1 })
const MEGA = 1_000_000
const GIGA = 1_000_000_000
const size = (bytes: number): string =>
  bytes >= GIGA ? gigabytes.format(bytes / GIGA) : megabytes.format(bytes / MEGA)

export const diagnosticsPhrases = inEveryLanguage('diagnosticsPhrases', {
  intro:
    'Each part is tried once, here and now. Nobody but your server, and its relay if it has one, is asked.',
  checks: 'Checks',
  run: 'Run the checks',
  again: 'Run the checks again',
  done: (bad: number) =>
    bad === 0
      ? 'All checks are done. Everything needed works.'
      : `All checks are done. ${number.format(bad)} did not work; see what helps below each.`,
  failed: 'The checks could not be loaded. Check your network.',
  check: {
    webrtc: 'WebRTC, for the link between the phones',
    turn: 'TURN, a relay for difficult networks',
    server: 'The server answers',
    websocket: 'WebSocket, the server’s live connection',
    storage: 'Sessions are kept on this device',
    files: 'File store',
    service_worker: 'Opens without a network',
    installed: 'Installed on this device',
    lockdown: 'Parts that Lockdown Mode turns off',
  },
  verdict: {
    good: 'Works',
    bad: 'Does not work',
    absent: 'No',
    unknown: 'Not checked',
    checking: 'Checking…',
  },
  fix: {
    webrtc:
      'Lockdown Mode and some browsers turn WebRTC off. Exclude this site from it, or use another browser.',
    turn: 'The server offers a relay, but it cannot be reached from here. Try another network, or tell whoever runs the server.',
    server: 'Check your network, then the server’s address in Settings.',
    websocket: 'Something between you and the server blocks WebSockets. Try another network.',
    storage:
      'Private browsing and Lockdown Mode keep nothing. Everything works, but is gone when you close the page.',
    files:
      'Pictures and files cannot be kept here. Reload the page, free some space, or update this browser.',
    service_worker: 'Load the page once more. Private browsing may not allow it.',
    installed: '',
    lockdown: '',
  },
  turnNotTold:
    'The server says so only with a connection. Open a session with the other person there, then try again.',
  turnNone: 'The server offers none. Two strict networks may not find a way to each other.',
  inTab:
    'This is a browser tab. On the Home Screen it opens faster, and Safari does not clear its sessions after a week without use.',
  kept: (persisted: boolean | null, used: number | null, quota: number | null) => {
    const promise = persisted
      ? 'The browser promised not to clear it.'
      : 'The browser may clear it when space runs out.'
    return used === null || quota === null ? promise : `${promise} ${size(used)} of ${size(quota)} used.`
  },
  fileStore: {
    opfs: 'In the browser’s own file system (OPFS).',
    indexeddb: 'In the database (IndexedDB): this browser has no file system for it.',
    memory: 'In memory only: this browser keeps no files once the page is closed.',
  },
  free: (bytes: number) => `${size(bytes)} free.`,
  part: {
    RTCPeerConnection: 'WebRTC',
    indexedDB: 'IndexedDB',
    serviceWorker: 'service workers',
    caches: 'caches',
    WebAssembly: 'WebAssembly',
    locks: 'Web Locks',
    PushManager: 'push',
  } as Readonly<Record<string, string>>,
  missing: (names: string, insecure: boolean, bad: boolean) => {
    if (insecure) return `Missing: ${names}. This address has no https, and browsers take parts away there.`
    return bad
      ? `Missing: ${names}. If Lockdown Mode is on, exclude this site in Safari’s page settings.`
      : `Missing: ${names}. Inviso does without.`
  },

  troubles: 'If something does not work',
  trouble: [
    {
      title: 'It stays on Waiting',
      text: 'Your friend has to enter the six digits before their time runs out, and the chat then opens by itself. If the time is over, make a new session: it has new digits. Both of you need a network, and the same server in Settings.',
    },
    {
      title: 'It reconnects over and over',
      text: 'A network on one side cuts direct links. Try Wi-Fi in place of mobile data or the other way round, and turn a VPN off; a server with a TURN relay helps with strict networks. A phone that shows another app ends its link within seconds, so keep Inviso in sight on both.',
    },
    {
      title: 'A message is not delivered',
      text: 'It goes out by itself when both of you have Inviso open, and says Delivered once the other phone has it. Until then it waits on your device, in an ephemeral session only until you leave or close the page.',
    },
    {
      title: 'The code is never accepted',
      text: 'A code works once and only until it expires, and both of you must use the same server (Settings, Server). After many wrong tries from one network the server lets nobody there try for some minutes. Ask for a new code, or for the link.',
    },
    {
      title: 'The cover stays',
      text: 'Tap it once. If that does not help, close Inviso in the app switcher and open it again. Your sessions are kept; messages that were kept only until you close Inviso are gone.',
    },
  ],

  log: 'Log',
  level: 'Show',
  levels: { all: 'All', warn: 'Warnings', error: 'Errors' },
  filter: 'Filter',
  verbose: 'Verbose connection statistics',
  verboseHint: 'Every five seconds, without addresses. Off again when the page is loaded anew.',
  time: (at: number) => clock.format(at),
  levelName: { debug: 'Detail', info: 'Event', warn: 'Warning', error: 'Error' },
  noLog: 'Nothing has happened yet.',
  noMatch: 'Nothing in the log fits.',
  earlier: (n: number) => `${number.format(n)} earlier in the report`,
  copyReport: 'Copy report',
  clearLog: 'Clear log',
  cleared: 'Cleared',
  reportHint: 'The report has no names, ids, codes, addresses or messages. Read it before you share it.',
})
