/** The outside tools of a ledger's steps: the hash chain, and ids for new streams. */
import { bytesToBase64url } from '../../base/bytes.ts'
import type { StreamId } from '../../protocol/message.ts'
import { nextChain, startChain } from '../crypto/hash-chain.ts'
import type { Random } from '../platform/random.ts'
import type { LedgerTools } from './ledger.types.ts'

const STREAM_ID_BYTES = 16

export const createLedgerTools = (random: Random): LedgerTools => ({
  startChain,
  nextChain,
  newStream: () => bytesToBase64url(random.bytes(STREAM_ID_BYTES)) as StreamId,
})
