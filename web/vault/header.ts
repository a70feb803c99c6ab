/** The unsealed header beside the sealed records: either the vault key itself (no App lock), or the slots that wrap it, and nothing else. */
import * as v from 'valibot'
import { textToBytes } from '../../base/bytes.ts'

/** RFC 9106 and OWASP: less than 19 MiB with two passes is refused, even if a header asks for it. */
export const ARGON2_KIB_MIN = 19_456
export const ARGON2_PASSES_MIN = 2
const ARGON2_KIB_MAX = 1_048_576

const text = (length: number) => v.pipe(v.string(), v.regex(/^[\w-]*$/), v.maxLength(length))
const passSchema = v.object({
  kind: v.literal('pass'),
  salt: text(64),
  /** Memory in KiB, and passes. */
  m: v.pipe(v.number(), v.integer(), v.minValue(ARGON2_KIB_MIN), v.maxValue(ARGON2_KIB_MAX)),
  t: v.pipe(v.number(), v.integer(), v.minValue(ARGON2_PASSES_MIN), v.maxValue(64)),
  wrapped: text(200),
})
/** `share`: 32 random bytes of this device, so that a passkey synced to another device opens nothing there. */
const prfSchema = v.object({
  kind: v.literal('prf'),
  credential: text(1_500),
  share: text(64),
  wrapped: text(200),
})
/** Without PRF: `blob` is sealed by the server, which releases its share against a proof; `share` is this device's. */
const sharedSchema = v.object({
  kind: v.literal('shared'),
  credential: text(1_500),
  blob: text(8_000),
  share: text(64),
  wrapped: text(200),
})
const recoverySchema = v.object({ kind: v.literal('recovery'), wrapped: text(200) })
export const slotSchema = v.variant('kind', [passSchema, prfSchema, sharedSchema, recoverySchema])
export type Slot = v.InferOutput<typeof slotSchema>
export type PassSlot = v.InferOutput<typeof passSchema>
export type SharedSlot = v.InferOutput<typeof sharedSchema>
export type PrfSlot = v.InferOutput<typeof prfSchema>

export const headerSchema = v.object({
  version: v.literal(1),
  id: text(32),
  /** The vault key, while there is no App lock; else null. */
  key: v.nullable(text(64)),
  slots: v.pipe(v.array(slotSchema), v.maxLength(4)),
})
export type Header = v.InferOutput<typeof headerSchema>

/** The associated data of a slot's wrapping, so that no parameter can be lowered: the whole slot except the wrapping and the blob, which the server reseals each time. */
export function slotData(id: string, { wrapped: _, ...slot }: Slot): Uint8Array {
  const fields = Object.entries(slot)
    .filter(([name]) => name !== 'blob')
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return textToBytes(JSON.stringify(['inviso/1 slot', id, fields]))
}
