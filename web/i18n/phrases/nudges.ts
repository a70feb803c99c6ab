/** The sentences of ringing: notifications, the offer, its sheet, the strip, and the page "Notifications". */
import { inEveryLanguage } from './current-language.ts'
import { day, time } from './english-formats.ts'

const DAY_MS = 86_400_000
const ageOf = new Intl.NumberFormat('en', { style: 'unit', unit: 'day', unitDisplay: 'long' })

export const nudgePhrases = inEveryLanguage('nudgePhrases', {
  notification: { waiting: 'Someone is waiting for you.', accepted: 'Your code was accepted.' },
  offer: 'Ring each other when one is away?',
  title: 'Ring each other',
  ringThisPhone: 'Ring this phone',
  /** `name`: null for a session that nobody has named. */
  what: (name: string | null) =>
    `When ${name ?? 'the other person'} writes and you are away, this phone can ring. The notification says only that someone waits: no name, no text. Apple, Google, Microsoft or Mozilla carries it and learns that this phone got a nudge, and when. ${name === null ? 'The other phone' : `${name}’s phone`} keeps a ticket for this, for seven days.`,
  both: (name: string | null) =>
    `${name === null ? 'To ring the other phone, it is turned on there too.' : `To ring ${name}’s phone, ${name} turns it on there.`} A phone can be rung once both of you have had Inviso open after that.`,
  whenAccepted:
    'It also rings when your code is accepted while Inviso is closed. For this the server keeps a sealed ticket with the code, until somebody accepts it or it runs out.',
  ringsWhenAccepted: 'This phone rings when your code is accepted.',
  code: 'With ringing on, whoever runs the server can have code run on this phone while Inviso is closed. App lock is recommended.',
  shared:
    'This browser has one address for all your sessions, so the service that carries nudges can tell that they are of one phone.',
  turnOn: 'Turn on',
  turnedOn: 'This phone can ring now.',
  notNow: 'Not now',
  working: 'Asking this browser…',
  ring: 'Ring',
  ringing: 'Ringing…',
  rang: (mark: string, at: number) => `${mark} · rang ${time.format(at)}`,
  answer: {
    rang: (name: string | null) => (name === null ? 'Rang the other phone.' : `Rang ${name}’s phone.`),
    gone: (name: string | null) =>
      name === null ? 'The other phone takes no rings now.' : `${name}’s phone takes no rings now.`,
    refused: (name: string | null) =>
      name === null ? 'This server cannot ring the other phone.' : `This server cannot ring ${name}’s phone.`,
    later: (at: number) => `It can ring again at ${time.format(at)}.`,
    unreachable: 'The server cannot be reached, so nothing rang.',
  },
  failure: {
    not_installed: 'Ringing works in the installed app. Add Inviso to the Home Screen.',
    absent:
      'This browser cannot ring. In Lockdown Mode, or without push, nothing can reach it while it is closed.',
    denied:
      'Notifications are off for Inviso. Allow them in the settings of this browser or device; on an iPhone: Settings → Notifications → Inviso.',
    not_answered: 'The browser asked and got no answer, so nothing was turned on. Try again and allow it.',
    push_failed: 'This browser’s push service did not answer. Check your network, then try again.',
    server_does_not_ring: 'This server does not ring.',
    server_unreachable: 'The server cannot be reached. Check your network, then try again.',
    server_refused:
      'The server did not take this now. Try again in a minute; if it stays like this, check this device’s clock.',
    too_many: '32 sessions can ring this phone. Turn another one off.',
    storage_failed: 'This device could not store it. Free some space, then try again.',
  },
  lost: 'This phone stopped ringing.',
  turnOnAgain: 'Turn on again',
  notifications: 'Notifications',
  pageText: 'A session rings this phone only where you turned it on. The notification names nobody.',
  none: 'No session rings this phone. A session offers it when a message waits; you also find it in its options.',
  since: (at: number) => `Rings since ${day.format(at)}`,
  sessionLost: 'Stopped ringing',
  oldest: (since: number, now: number) =>
    `The oldest subscription is ${ageOf.format(Math.max(0, Math.floor((now - since) / DAY_MS)))} old.`,
  testTitle: 'Ringing',
  test: 'Ring this phone now',
  testText: 'A subscription is made for this try alone, rung through your server, and ended.',
  step: {
    permission: 'Asking whether notifications are allowed…',
    server: 'Asking the server for its keys…',
    subscription: 'Subscribing at the push service…',
    ring: 'Ringing through the server…',
    arrival: 'Waiting for the nudge…',
  },
  stepFailed: {
    permission: 'Notifications are not allowed here. Allow them for Inviso, then try again.',
    server: 'This server does not ring, or cannot be reached.',
    subscription: 'This browser’s push service gave no subscription. Check your network, then try again.',
    ring: 'The server could not ring: the push service refused or did not answer. Try again later, or tell whoever runs the server.',
    arrival:
      'The push service took the ring, but Inviso heard nothing of it within 20 seconds. If a notification came, it rang: Safari shows one without telling Inviso. A phone that saves energy may show it later.',
  },
  testGood: 'It rang: the nudge arrived.',
})
