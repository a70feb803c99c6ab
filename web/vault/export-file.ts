/** Writes and reads the export file: sessions sealed by a passphrase, for use in another browser. */
import * as v from 'valibot'
import { base64urlToBytes, bytesToBase64url, bytesToText, parseJson, textToBytes } from '../../base/bytes.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { createBox, equalBytes, hkdf, KEY_BYTES, sha256, wipe } from '../crypto/primitives.ts'
import type { Argon2 } from '../platform/device/argon2.ts'
import type { Random } from '../platform/random.ts'
import { ARGON2_KIB_MIN, ARGON2_PASSES_MIN } from './header.ts'

const VERSION = 1
const SALT_BYTES = 16
/** Highest Argon2 memory accepted from a file (KiB): the exporting device may be stronger, but must not hang this one. */
const KIB_MAX = 262_144
const PASSES_MAX = 10
const COST = { m: 65_536, t: 3 }
/** 200 sessions are some 200 kB. */
export const FILE_CHARS_MAX = 8 * 1024 * 1024

const text = v.pipe(v.string(), v.regex(/^[\w-]*$/))
const fileSchema = v.object({
  inviso: v.literal('sessions'),
  version: v.literal(VERSION),
  salt: text,
  m: v.pipe(v.number(), v.integer(), v.minValue(ARGON2_KIB_MIN), v.maxValue(KIB_MAX)),
  t: v.pipe(v.number(), v.integer(), v.minValue(ARGON2_PASSES_MIN), v.maxValue(PASSES_MAX)),
  /** SHA-256 of the sealed bytes, to distinguish a damaged file from a wrong passphrase. */
  sum: text,
  sealed: text,
})
const anyVersionSchema = v.object({ inviso: v.literal('sessions'), version: v.number() })
/** Matches the beginning of an export whose end is missing. */
const CUT = /^\s*\{\s*"inviso"\s*:\s*"sessions"[^}]*$/
type Head = Pick<v.InferOutput<typeof fileSchema>, 'salt' | 'm' | 't'>

export type FileError = 'not_a_file' | 'cut' | 'newer' | 'damaged' | 'wrong'
interface Ports {
  readonly argon2: Argon2
  readonly random: Random
}

const dataOf = ({ salt, m, t }: Head): Uint8Array =>
  textToBytes(JSON.stringify(['inviso/1 file', VERSION, salt, m, t]))

async function boxOf(argon2: Argon2, passphrase: string, { salt, m, t }: Head) {
  const stretched = await argon2(
    textToBytes(passphrase.normalize('NFKC')),
    base64urlToBytes(salt) ?? new Uint8Array(0),
    { m, t },
  )
  const key = await hkdf(stretched, textToBytes(salt), textToBytes('inviso/1 kek file'), KEY_BYTES)
  const box = await createBox(key)
  wipe(stretched, key)
  return box
}

/** Returns the text of the file with `value` sealed by the passphrase. */
export async function sealFile(ports: Ports, passphrase: string, value: unknown): Promise<string> {
  const head: Head = { salt: bytesToBase64url(ports.random.bytes(SALT_BYTES)), ...COST }
  const box = await boxOf(ports.argon2, passphrase, head)
  const sealed = await box.seal(dataOf(head), textToBytes(JSON.stringify(value)))
  const sum = bytesToBase64url(await sha256(sealed))
  return JSON.stringify({
    inviso: 'sessions',
    version: VERSION,
    ...head,
    sum,
    sealed: bytesToBase64url(sealed),
  })
}

export async function openFile(
  ports: Pick<Ports, 'argon2'>,
  passphrase: string,
  content: string,
): Promise<Result<unknown, FileError>> {
  const json = content.length <= FILE_CHARS_MAX ? parseJson(content) : undefined
  // It begins like an export but is not valid JSON, so an interrupted copy has lost its end.
  if (json === undefined && CUT.test(content)) return err('cut')
  const any = v.safeParse(anyVersionSchema, json)
  if (!any.success) return err('not_a_file')
  if (any.output.version > VERSION) return err('newer')
  const file = v.safeParse(fileSchema, json)
  if (!file.success) return err('damaged')
  const sealed = base64urlToBytes(file.output.sealed)
  const sum = base64urlToBytes(file.output.sum)
  if (!sealed || !sum || !equalBytes(await sha256(sealed), sum)) return err('damaged')
  const box = await boxOf(ports.argon2, passphrase, file.output)
  const opened = await box.open(dataOf(file.output), sealed)
  const plain = opened && bytesToText(opened)
  return plain ? ok(parseJson(plain)) : err('wrong')
}
