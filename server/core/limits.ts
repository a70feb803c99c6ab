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
/** Nudge calls of one client: an office whose people ring each other. */
export const NUDGE_CALLS_BURST = 30
export const NUDGE_CALLS_PER_SECOND = 30 / 60
/** Rings of one member in one room: a person presses twice, and may again after a minute. */
export const RINGS_BURST = 3
export const RINGS_PER_SECOND = 1 / 60
/** Those of them that nobody pressed for: the app rings by itself every 15 minutes at most. */
export const OWN_RINGS_PER_SECOND = 1 / 300
/** Trials of a client's own phone: three in ten minutes. */
export const TEST_RINGS_BURST = 3
export const TEST_RINGS_PER_SECOND = 3 / 600
/** Pushes to one phone, whoever rings: four people at once, then one in 30 s, and this many in 24 hours. */
export const ENDPOINT_PUSHES_BURST = 4
export const ENDPOINT_PUSHES_PER_SECOND = 1 / 30
export const ENDPOINT_PUSHES_TODAY = 48
/** Phones remembered, about 200 bytes each; the least recently rung is forgotten. */
export const ENDPOINTS_MAX = 100_000
/** How long the host of an accepted invite has to come by itself before it is rung: a page in front takes a second or two. */
export const NUDGE_GRACE_MS = 4 * SECOND_MS
/** Accepted invites that wait that long at once; the hosts of more are not rung. */
export const GRACES_MAX = 1_000
/** How long a push service may take to answer. */
export const PUSH_WITHIN_MS = 5 * SECOND_MS
export const PUSHES_AT_ONCE = 64
/** Phones that a push service refuses in a row before it is left alone as a whole: fewer may be the fault of one person. */
export const SERVICE_PAUSES_AFTER = 5
/** When to ring again after a push service had trouble or gave no time of its own. */
export const PUSH_AGAIN_MS = MINUTE_MS
/** The longest pause that a push service may ask for. */
export const PUSH_PAUSE_MS_MAX = 60 * MINUTE_MS
/** How long a push service keeps a push for a phone that is off: after a day nobody waits any more. */
export const PUSH_TTL_SECONDS = 86_400
/** A new nudge key after this many days; the old one opens tickets for 8 days more: 7 of a ticket and 1 of clocks that differ. */
export const NUDGE_KEY_DAYS = 30
export const NUDGE_KEY_OPENS_DAYS = 38
export const NUDGE_KEYS_MAX = 3
/** When a phone asks for the nudge key again: well within the days in which the old one still opens. */
export const NUDGE_KEY_ASK_SECONDS = 86_400
/** How far a phone's clock may be ahead when it dates a ticket. */
export const CLOCKS_APART_SECONDS = 86_400
/** The same for a trial, in both directions. */
export const TEST_CLOCKS_APART_SECONDS = 300
/** One token for a push service serves an hour: it is valid for twelve, and Apple asks not to make more. */
export const VAPID_TOKEN_MS = 60 * MINUTE_MS
/** Push services with a token, each a few hundred bytes: Microsoft has some dozen hosts. */
export const VAPID_ORIGINS_MAX = 16
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
