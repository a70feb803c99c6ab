/** The server's own limits, each with unit and reason; those that both sides share are in protocol/limits.ts. */

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS

/** REST calls of one client: enough for a whole office behind one address, too few for a scan. */
export const CALLS_BURST = 120
export const CALLS_PER_SECOND = 4

/** Wrong codes of one client: a person mistypes a few; a guesser gets 240 tries a day among a million codes. */
export const GUESSES_BURST = 10
export const GUESSES_PER_HOUR = 10
/** Wrong codes of all clients: above this rate somebody is guessing from many addresses. */
export const GLOBAL_GUESSES_PER_MINUTE = 60
/** Above that rate, a client must do proof of work or wait if a code was wrong in its networks within this time. */
export const RECENT_FAILURE_MS = MINUTE_MS
/** Lifetime of a work challenge: a phone works for two seconds at most; the rest is for a slow network. */
export const WORK_SECONDS = 120

/** Live invites of one client: twenty people behind one address, two invites each. */
export const INVITES_PER_CLIENT = 40
/** Wait told to a client at this maximum, until one of its invites ends. */
export const INVITES_FULL_WAIT_MS = MINUTE_MS
/** Rooms that one client creates by accepting: the same twenty people, three new sessions an hour each. Rows stay for a month. */
export const ROOMS_BURST = 60
export const ROOMS_PER_HOUR = 60

/** Passkey calls of one client: an unlock takes two, so fifteen phones behind one address a minute. */
export const PASSKEY_CALLS_BURST = 30
export const PASSKEY_CALLS_PER_SECOND = 30 / 60
/** Lifetime of a passkey challenge: a person answers within a minute; the second minute is for a slow network. */
export const CHALLENGE_SECONDS = 120
/** Used challenges remembered, about 200 bytes each; at this number none is accepted until some expire. */
export const USED_CHALLENGES_MAX = 50_000

/** Networks remembered, two small numbers each; the least recently seen is dropped. A wide network counts as seen with each of its parts. */
export const NETWORKS_MAX = 100_000
/** Lifetime of an address hashing key; a hash is useless after two of these. */
export const ADDRESS_KEY_MS = HOUR_MS
export { HOUR_MS }

/** Open sockets of one client: twenty people behind one address, eight live sessions each. */
export const SOCKETS_PER_CLIENT = 160
/** Messages of one socket that wait for the store to answer an earlier one: an offer and its candidates. */
export const WAITING_MESSAGES_MAX = 64
/** Their total length: four of the largest descriptions. */
export const WAITING_CHARS_MAX = 128 * 1024
/** Joins and deletions of one room that wait in its queue: two members who rejoin a few times. */
export const ROOM_TASKS_MAX = 64
/** Signals of one socket: gathering sends a few dozen candidates at once. */
export const SIGNALS_BURST = 120
export const SIGNALS_PER_SECOND = 20
/** TURN credentials of one client: each link asks once, and a bad network needs many links. */
export const TURN_CALLS_BURST = 30
export const TURN_CALLS_PER_SECOND = 10 / 60
/** Bytes buffered for a socket that does not read before it is closed: room for several of the largest signals. */
export const SEND_QUEUE_BYTES = 256 * 1024

/** A socket silent for this long is dead: one ping interval of 25 s and a margin. With the sweep it is reported within 35 s. */
export const SILENCE_MS = 32 * SECOND_MS
export const SWEEP_SOCKETS_MS = 2 * SECOND_MS
/** Interval of the sweep. Expired invites are refused at once; their rows are deleted with the next insert or sweep. */
export const SWEEP_STORE_MS = MINUTE_MS
/** Time for sockets to close when the server stops. */
export const STOP_WITHIN_MS = 500
/** How long a call waits for another process's database lock (such as a backup) before it is refused; shorter than a phone waits for an answer. */
export const BUSY_WITHIN_MS = 3 * SECOND_MS
