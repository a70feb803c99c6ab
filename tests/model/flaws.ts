/** Each known weakness, as a change to the protocol. The model must find an attack on every one: a model that misses it proves nothing. */

export const FLAWS = [
  /** The hellos are not in the prologue, so that a changed one goes unnoticed. */
  'hellos unbound',
  /** The certificates of the connection are not in the prologue. */
  'certificates unbound',
  'no psk',
  /** No `ee` and no KEM: only static keys agree. */
  'no ephemeral secrets',
  'no KEM',
  /** No `es` and no `se`: a static key is claimed and never proven. */
  'no static secrets',
  /** A guest with the link's secret would also take the code. */
  'guest takes less',
  /** A host with words would also take the code. */
  'host takes less',
  /** The words themselves are the secret, without CPace. */
  'words unstretched',
  /** Another static key than the pinned one is taken. */
  'pin unchecked',
  /** The secret of the reconnect before the last stays good. */
  'old resume kept',
  /** The secret before is forgotten at once, not with the first record of the other side. */
  'old resume dropped at once',
  /** Beside the new secret the newest of before is kept, and not the one that both sides used. */
  'newest resume kept',
  /** A first record lets the newest secret stay, whatever keys it came under. */
  'newest resume proven',
  /** The resume secret is made of the handshake hash alone, which is no secret. */
  'resume from hash',
  /** One's own hello, turned round, is taken for a peer's, and one's own key for a peer's. */
  'mirror taken',
  /** Who came by the six digits is called verified. */
  'code believed',
] as const
export type Flaw = (typeof FLAWS)[number]

/** Weaknesses of the safety check, which has a model of its own. */
export const CHECK_FLAWS = [
  'no commitment',
  'commitment unchecked',
  'nonce before commitment',
  'hash left out',
] as const
export type CheckFlaw = (typeof CHECK_FLAWS)[number]
