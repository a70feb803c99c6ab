/** Why something did not happen, each with a way forward. */

import { inEveryLanguage } from './current-language.ts'
import { count } from './english-formats.ts'

export const failurePhrases = inEveryLanguage('failurePhrases', {
  failure: {
    code_malformed: 'A join code has six digits. Check what you typed.',
    code_unknown: 'This code is wrong or has expired. Check the digits, or ask for a new code.',
    code_used: 'This code was already used by somebody. Ask for a new one.',
    own_code: 'This is your own code. Your friend joins with it on their phone.',
    too_many_requests: (ms: number) =>
      `Too many tries from your network. Try again in ${ms < 60_000 ? count(Math.ceil(ms / 1_000), 'second', 'seconds') : count(Math.ceil(ms / 60_000), 'minute', 'minutes')}.`,
    server_unreachable: 'The server cannot be reached. Check your network and try again; nothing is lost.',
    server_refused: 'The server could not do this now. Try again in a moment.',
    server_trouble:
      'The server has trouble; trying again did not help yet. Try once more in a moment; nothing is lost.',
    server_address_malformed:
      'This is not a server’s address. It looks like chat.example.org and needs https.',
    server_not_inviso: 'No Inviso is running at this address. The server you had stays in use.',
    too_many_sessions: 'There are too many sessions on this device. Delete one you no longer need.',
    storage_failed: 'This device could not store it. Free some space, then try again.',
    name_too_long: 'This name is too long; 60 characters fit.',
    text_too_long: 'This message is too long; about 64,000 characters fit. Send it in parts.',
    words_unknown: 'Check the two words: these are not in Inviso’s list.',
    outbox_full: 'Too many messages wait to be sent. They go out when both of you have Inviso open.',
  },
})
