/** The chain of one side's messages: each link hashes the last one and the message, so that two phones that hold the same end hold the same all the way. */
import { bytesToBase64url } from '../../base/bytes.ts'
import { lp } from './length-prefix.ts'
import { sha256 } from './primitives.ts'

/** 128 bits: what both phones hold is compared inside an authenticated channel, so only accidents have to be ruled out. */
const LINK_BYTES = 16

const linkOf = async (...parts: readonly string[]): Promise<string> =>
  bytesToBase64url((await sha256(lp('inviso/1 chain', ...parts))).slice(0, LINK_BYTES))

/** Before the first message of a stream. */
export const startChain = (stream: string): Promise<string> => linkOf(stream)

/** `parts`: all of what is said, in an order that nothing else has (docs/PROTOCOL.md). */
export const nextChain = (last: string, number: number, ...parts: readonly string[]): Promise<string> =>
  linkOf(last, String(number), ...parts)
