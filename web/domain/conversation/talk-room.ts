/** What a talk needs once something is said in it, loaded then: the ledger, what it shows, and the small signs of life. */
import { bytesToBase64url } from '../../../base/bytes.ts'
import type { StreamId } from '../../../protocol/message.ts'
import { nextChain, startChain } from '../../crypto/hash-chain.ts'
import { emptyLedger } from '../../ledger/ledger.machine.ts'
import { createLedger, type Ledger, type LedgerPorts } from '../../ledger/ledger.ts'
import type { LedgerState } from '../../ledger/ledger.types.ts'
import { outboxTakes } from '../../ledger/outbox.ts'
import type { Random } from '../../platform/random.ts'
import { createTimelineView } from './timeline.ts'
import { createSigns } from './typing-and-receipts.ts'

const STREAM_ID_BYTES = 16

/** Opens the ledger of a session, as it was kept or empty. */
export async function openLedger(
  ports: Omit<LedgerPorts, 'tools'>,
  random: Random,
  kept: LedgerState | null,
): Promise<Ledger> {
  const newStream = (): StreamId => bytesToBase64url(random.bytes(STREAM_ID_BYTES)) as StreamId
  const tools = { startChain, nextChain, newStream }
  return createLedger({ ...ports, tools }, kept ?? (await emptyLedger(tools)))
}

export { createSigns, createTimelineView, outboxTakes }
