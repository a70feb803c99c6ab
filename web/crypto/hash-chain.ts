/** A hash chain over one side's messages. Each value hashes its predecessor and the message, so two phones with the same last value have the same messages. */
import { bytesToBase64url } from '../../base/bytes.ts'
import { lp } from './length-prefix.ts'
import { sha256 } from './primitives.ts'

/** 128 bits: phones compare values inside an authenticated channel, so the chain only has to detect accidents. */
const VALUE_BYTES = 16

const chainValue = async (...parts: readonly string[]): Promise<string> =>
  bytesToBase64url((await sha256(lp('inviso/1 chain', ...parts))).slice(0, VALUE_BYTES))

/** The value before the first message of a stream. */
export const startChain = (stream: string): Promise<string> => chainValue(stream)

/** The value after message `number`. `parts`: the message's fields, in the order of docs/PROTOCOL.md. */
export const nextChain = (last: string, number: number, ...parts: readonly string[]): Promise<string> =>
  chainValue(last, String(number), ...parts)
