/** The server's own numbers, each with its unit and its reason. What both sides must agree on is in protocol/limits. */

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS

/** REST calls of one client: a whole office behind one address making and joining sessions, never a scan. */
export const CALLS_BURST = 120
export const CALLS_PER_SECOND = 4

/** Wrong codes of one client: a person mistypes a few; a guesser gets 240 tries a day for a million codes. */
export const GUESSES_BURST = 10
export const GUESSES_PER_HOUR = 10
/** Wrong codes of everybody: past this many a minute somebody guesses from many addresses. */
export const GLOBAL_GUESSES_PER_MINUTE = 60
/** Then a client in whose networks a code was wrong this recently has to work for its next one, or wait. */
export const RECENT_FAILURE_MS = MINUTE_MS
/** A phone works for two seconds at most; the rest is for a slow network. */
export const WORK_SECONDS = 120

/** Live invites of one client: twenty people behind one address who wait for two friends each. */
export const INVITES_PER_CLIENT = 40
/** Who has as many waits for one of them to end. */
export const INVITES_FULL_WAIT_MS = MINUTE_MS
/** Rooms that one client makes by accepting: the same twenty people, three new friends an hour each. Rows stay for a month. */
export const ROOMS_BURST = 60
export const ROOMS_PER_HOUR = 60

/** Passkey calls of one client: two unlock once, so fifteen phones behind one address a minute. */
export const PASSKEY_CALLS_BURST = 30
export const PASSKEY_CALLS_PER_SECOND = 30 / 60
/** A person looks at the phone within a minute; the second one is for a slow network. */
export const CHALLENGE_SECONDS = 120
/** Used challenges remembered at once, some 200 bytes each; past it none is accepted until some have expired. */
export const USED_CHALLENGES_MAX = 50_000

/** Networks remembered at once, each in two small numbers; the least recently seen is forgotten, and a wide one is seen with each of its parts. */
export const NETWORKS_MAX = 100_000
/** A hash of an address means nothing after two of these. */
export const ADDRESS_KEY_MS = HOUR_MS
export { HOUR_MS }

/** Sockets of one client: twenty people behind one address with eight live sessions each. */
export const SOCKETS_PER_CLIENT = 160
/** Messages of one socket that wait while the store is asked for an earlier one: an offer and its candidates. */
export const WAITING_MESSAGES_MAX = 64
/** And their length together: four of the largest descriptions. */
export const WAITING_CHARS_MAX = 128 * 1024
/** Joins and deletions of one room that wait for each other: two members who come back a few times. */
export const ROOM_TASKS_MAX = 64
/** Signals on one socket: gathering sends a few dozen candidates at once. */
export const SIGNALS_BURST = 120
export const SIGNALS_PER_SECOND = 20
/** TURN credentials of one client: each link asks once, and a bad network makes many links. */
export const TURN_CALLS_BURST = 30
export const TURN_CALLS_PER_SECOND = 10 / 60
/** Bytes that wait for a socket that does not read; then it is closed. Two full signals and change. */
export const SEND_QUEUE_BYTES = 256 * 1024

/** A socket that said nothing for this long is dead: one ping of 25 s and a little. With the sweep it is reported within 35 s. */
export const SILENCE_MS = 32 * SECOND_MS
export const SWEEP_SOCKETS_MS = 2 * SECOND_MS
/** Expired invites are refused at once; their rows are deleted with the next insert, or within this time. */
export const SWEEP_STORE_MS = MINUTE_MS
/** Time that sockets get to close when the server stops. */
export const STOP_WITHIN_MS = 500
/** How long a call waits for another process's lock on the database (a backup's) before it is refused: less than a phone waits for an answer. */
export const BUSY_WITHIN_MS = 3 * SECOND_MS
