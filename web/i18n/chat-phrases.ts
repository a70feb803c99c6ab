/** The sentences of a session on the screen; loaded with it. */
import { inEveryLanguage } from './language.ts'

export const chatPhrases = inEveryLanguage('chatPhrases', {
  statusServer: 'Connected · Through server',
  sentence: {
    server: 'Messages pass the server, still sealed: it cannot read them, and keeps none.',
    noRelay:
      'You hide your address in this session, but the server has no relay to go through. Turn “Hide my address” off, or ask whoever runs the server for a TURN server.',
    asleep: (since: string) =>
      `The other phone is asleep since ${since}. Your message goes out when both of you have Inviso open.`,
    closedApp: (since: string) =>
      `The other person closed Inviso at ${since}. Your message goes out when both of you have it open.`,
  },
  notice: {
    server_path_declined: 'Messages do not go through the server any more: one of you said no.',
    gap: 'Something is missing here: the other phone lost messages that it once sent, and cannot send them again.',
    not_same: 'The two phones did not hold the same messages. What differed was sent again.',
  },
  mark: { failed: 'Not delivered', read: 'Read' },
  resend: 'Resend',
  same: 'Same on both phones',
  typing: 'Typing…',
  olderFell: 'Older messages are no longer here: a session holds 5,000.',
  serverPath: {
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
})
