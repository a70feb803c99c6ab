/** Recognises the stored items that nearly all of a long talk consists of, messages to which nothing was done, in a tenth of a schema's time. */
import { messageIdPattern } from '../../protocol/ids.ts'
import { TEXT_BYTES_MAX } from '../../protocol/limits.ts'
import type { LedgerItem } from './ledger.types.ts'

/** Names of a message of each kind that nothing was done to. */
const OWN_NAMES = 7
const THEIR_NAMES = 5
/** 16 bytes in base64url. */
export const STREAM_CHARS_MAX = 22

const isCount = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 0

/** True only for what the schema of items takes unchanged; false says nothing. A test compares the two. */
export function isPlainItem(raw: unknown): raw is LedgerItem {
  if (typeof raw !== 'object' || raw === null) return false
  const { kind, k, at, id, text, s, n } = raw as Readonly<Record<string, unknown>>
  if (!isCount(k) || typeof at !== 'number' || !(at >= 0)) return false
  if (typeof id !== 'string' || !messageIdPattern.test(id)) return false
  if (typeof text !== 'string' || text.length > TEXT_BYTES_MAX) return false
  const names = Object.keys(raw).length
  if (kind === 'theirs') return names === THEIR_NAMES
  if (kind !== 'own' || names !== OWN_NAMES) return false
  return typeof s === 'string' && s.length <= STREAM_CHARS_MAX && isCount(n)
}
