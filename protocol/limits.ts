/** Numbers that both sides must agree on. Each has a unit in its name and its reason beside it. */

// --- the invite -----------------------------------------------------------------------------------------
/** Digits of a join code: as many as a person reads aloud easily; the guess budget limits guessing. */
export const JOIN_CODE_DIGITS = 6
export const INVITE_SECONDS_MIN = 1
export const INVITE_SECONDS_MAX = 86_400
/** Lifetimes of an invite that the app offers, in seconds. */
export const INVITE_SECONDS_OFFERED = [60, 300, 3_600, 43_200, 86_400] as const
export const INVITE_SECONDS_DEFAULT = 300

// --- the wire -------------------------------------------------------------------------------------------
/** A REST body: the longest real one is a purge of a few hundred ids. */
export const BODY_BYTES_MAX = 64 * 1024
/** Ids in one purge by an old client. */
export const PURGE_IDS_MAX = 1_000
/** A WebSocket frame: an SDP with many candidates is about 10 kB. */
export const SIGNAL_BYTES_MAX = 64 * 1024
export const SDP_CHARS_MAX = 32 * 1024
export const CANDIDATE_CHARS_MAX = 2 * 1024
/** Seal names of one device for one session: two resume secrets, the link's secret, and one spare. */
export const SEALS_MAX = 4
/** Ids are UUIDs in our app; older clients may send anything short. */
export const ID_CHARS_MAX = 128
/** A room id is a capability: 32 random bytes, 43 characters in base64url (256 bits; at least 192 are required). */
export const ROOM_ID_BYTES = 32
/** Members of a room. */
export const ROOM_MEMBERS_MAX = 2
/** Invites and rooms are deleted after this many days without use. */
export const ROOM_IDLE_DAYS_DEFAULT = 30

// --- passkeys without PRF -------------------------------------------------------------------------------
/** 32 bytes in base64url: a challenge, and the server's share of a key. */
export const PASSKEY_CHALLENGE_CHARS = 43
export const PASSKEY_SHARE_CHARS = 43
/** WebAuthn limits a credential id to 1023 bytes; this is their length in base64url. */
export const CREDENTIAL_ID_CHARS_MAX = 1_364
/** A sealed passkey: the longest id, a P-256 key, a counter and a share, in base64url twice, are about 2,200. */
export const PASSKEY_BLOB_CHARS_MAX = 4_096

// --- nudges ---------------------------------------------------------------------------------------------
/** A ticket in base64url: 1,589 bytes, always (protocol/nudges.ts has the layout). */
export const TICKET_CHARS = 2_119
/** How long a ticket can be used, in seconds: as long as messages that did not arrive are kept. */
export const TICKET_SECONDS_MAX = 604_800
/** A ticket for trying a phone's own ring: the try takes 20 s, the rest is for a slow network. */
export const TEST_TICKET_SECONDS = 120
/** The longest push endpoint: those of the four services have 150 to 600 characters. */
export const ENDPOINT_CHARS_MAX = 1_024

// --- heartbeats -----------------------------------------------------------------------------------------
/** The client pings below the 30 s after which common proxies close an idle WebSocket. */
export const PING_EVERY_MS = 25_000
/** No pong within this time means that the socket is dead. */
export const PONG_WITHIN_MS = 10_000

// --- the link -------------------------------------------------------------------------------------------
/** One frame on a DataChannel, header included: the largest size that every WebRTC stack accepts; WebKit drops larger ones silently. */
export const FRAME_BYTES_MAX = 16 * 1024
/** One text message in UTF-8 bytes. */
export const TEXT_BYTES_MAX = 64 * 1024
/** One message reassembled from its frames: the longest text, escaped by JSON at worst 6 for 1, and its envelope. */
export const MESSAGE_BYTES_MAX = 6 * TEXT_BYTES_MAX + 4 * 1024

// --- through the server -----------------------------------------------------------------------------------
/** One frame in base64url. */
export const RELAY_CHARS_MAX = Math.ceil((FRAME_BYTES_MAX * 4) / 3)
/** Rate of one side through the server: enough for text messages, not for files. The app limits itself to it. */
export const RELAY_BYTES_PER_SECOND = 48 * 1024
export const RELAY_BURST_BYTES = 256 * 1024
/** How long a TURN credential may be used to begin with a relay, in seconds. */
export const TURN_SECONDS = 3_600

// --- messages -------------------------------------------------------------------------------------------
/** Message lifetimes that two people may agree on, in seconds; 0: in memory only. */
export const LIFETIMES = [0, 3_600, 86_400, 604_800, 2_592_000] as const
export type LifetimeSeconds = (typeof LIFETIMES)[number]
/** The six reactions with a name, which every version of the app knows; each person has one reaction for each message. */
export const REACTIONS = ['heart', 'up', 'down', 'laugh', 'wow', 'sad'] as const
/** A reaction that is an emoji, in UTF-8: the longest of Unicode 17, two people kissing with skin tones, has 35 bytes. */
export const EMOJI_BYTES_MAX = 48
/** Pictures joined to one emoji: four make a family or a kiss. */
export const EMOJI_PARTS_MAX = 4
/** How long after it was typed a person may change their last message: long enough for a slip, too short to rewrite a conversation. */
export const EDIT_WITHIN_MS = 900_000
/** How much longer the other app takes a change: a link that died unnoticed, or a long message before it. */
export const EDIT_TOLERANCE_MS = 300_000
/** Changes of one message; every earlier text of it is kept. */
export const EDITS_MAX = 10

// --- proof of work ---------------------------------------------------------------------------------------
/** Many small puzzles instead of a large one, so that the total varies little: 16 × 2^11 hashes take a slow phone under a second, in bad cases under two. */
export const WORK_PUZZLES = 16
export const WORK_BITS = 11
/** The most work that the app does for a server that asks for more. */
export const WORK_PUZZLES_MAX = 16
export const WORK_BITS_MAX = 13
export const WORK_CHALLENGE_CHARS_MAX = 64
