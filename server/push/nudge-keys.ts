/** The nudge keys, which open tickets: X25519, a new one every month, in a file beside the database. */
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import * as v from 'valibot'
import {
  base64urlToBytes,
  bytesToBase64url,
  bytesToText,
  concatBytes,
  parseJson,
  textToBytes,
} from '../../base/bytes.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { NUDGE_KEY_BYTES, nudgeKeyId } from '../../protocol/nudges.ts'
import { DAY_MS, NUDGE_KEY_DAYS, NUDGE_KEY_OPENS_DAYS, NUDGE_KEYS_MAX } from '../core/limits.ts'
import { readKeyFile, writeKeyFile } from '../files/key-file.ts'

export interface NudgeKey {
  readonly keyId: Uint8Array
  readonly publicKey: Uint8Array
  readonly privateKey: Uint8Array
  /** Milliseconds since 1970. */
  readonly madeAt: number
}

export interface NudgeKeyStore {
  /** The key to seal tickets to now; makes it when there is none or the last one is a month old. Throws when it cannot be kept. */
  readonly current: () => NudgeKey
  /** Returns the key with this id; null when there is none, or no more. */
  readonly find: (keyId: Uint8Array) => NudgeKey | null
  /** Forgets keys that have been too old for a day of the monotonic clock. Call it every hour. */
  readonly tidy: () => void
}

const fileSchema = v.object({
  v: v.literal(1),
  keys: v.pipe(
    v.array(
      v.object({
        d: v.pipe(v.string(), v.regex(/^[\w-]{43}$/)),
        madeAt: v.pipe(v.number(), v.integer(), v.minValue(0)),
      }),
    ),
    v.maxLength(NUDGE_KEYS_MAX),
  ),
})

/** What precedes the 32 bytes of an X25519 private key in PKCS #8 (RFC 8410 section 7). */
const PKCS8_HEAD = Uint8Array.fromHex('302e020100300506032b656e04220420')

function toNudgeKey(pair: KeyObject, madeAt: number): NudgeKey {
  const { x, d } = pair.export({ format: 'jwk' })
  const publicKey = base64urlToBytes(x ?? '') ?? new Uint8Array()
  const privateKey = base64urlToBytes(d ?? '') ?? new Uint8Array()
  return { keyId: nudgeKeyId(publicKey), publicKey, privateKey, madeAt }
}
const makeNudgeKey = (now: number): NudgeKey => toNudgeKey(generateKeyPairSync('x25519').privateKey, now)
function loadNudgeKey(d: string, madeAt: number): NudgeKey | null {
  const bytes = base64urlToBytes(d)
  if (bytes?.length !== NUDGE_KEY_BYTES) return null
  const key = Buffer.from(concatBytes(PKCS8_HEAD, bytes))
  return toNudgeKey(createPrivateKey({ key, format: 'der', type: 'pkcs8' }), madeAt)
}

/** Reads the keys, newest first; none when there is no file yet. The error is one sentence for the person who starts the server. */
export function readNudgeKeys(path: string): Result<readonly NudgeKey[], string> {
  const file = `The nudge key file "${path}" (NUDGE_KEYS_PATH)`
  const read = readKeyFile(path)
  if (!read.ok) return err(`${file} cannot be read.`)
  if (read.value === null) return ok([])
  const text = bytesToText(read.value)
  const parsed = v.safeParse(fileSchema, text === null ? null : parseJson(text))
  const keys = parsed.success ? parsed.output.keys.map(({ d, madeAt }) => loadNudgeKey(d, madeAt)) : [null]
  const whole = keys.filter((key) => key !== null)
  if (whole.length === keys.length) return ok(whole)
  return err(
    `${file} does not hold nudge keys; put the right file back, or remove it, and phones give new tickets when they next meet.`,
  )
}

function writeNudgeKeys(path: string, keys: readonly NudgeKey[]): void {
  const kept = keys.map(({ privateKey, madeAt }) => ({ d: bytesToBase64url(privateKey), madeAt }))
  writeKeyFile(path, textToBytes(JSON.stringify({ v: 1, keys: kept })))
}

const sameId = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, at) => byte === b[at])

/** Opens the store of keys. `path`: null keeps them in memory. `now`: the wall clock. `elapsed`: the monotonic one, milliseconds. Throws when the file has become unusable. */
export function createNudgeKeys(
  path: string | null,
  now: () => number,
  elapsed: () => number,
): NudgeKeyStore {
  /** Since when `tidy` finds a key too old (monotonic). Three at most, as there are keys. */
  const oldSince = new Map<NudgeKey, number>()
  let kept: readonly NudgeKey[] | null = null
  const load = (): readonly NudgeKey[] => {
    if (kept) return kept
    const read = path === null ? ok([]) : readNudgeKeys(path)
    if (!read.ok) throw new Error(read.error)
    kept = read.value
    return kept
  }
  const keep = (keys: readonly NudgeKey[]): void => {
    if (path !== null) writeNudgeKeys(path, keys)
    kept = keys
  }
  /** Days since a key was made. A key from the future was made before the clock was set back, and is as good as gone. */
  const ageOf = ({ madeAt }: NudgeKey): number => {
    const days = (now() - madeAt) / DAY_MS
    return days < -1 ? Number.POSITIVE_INFINITY : days
  }
  const opening = (): readonly NudgeKey[] => load().filter((key) => ageOf(key) < NUDGE_KEY_OPENS_DAYS)
  return {
    current() {
      const [newest] = load()
      if (newest && ageOf(newest) < NUDGE_KEY_DAYS) return newest
      const made = makeNudgeKey(now())
      // Also those that look too old: the clock may be ahead, and `tidy` is sure before it forgets one.
      keep([made, ...load()].slice(0, NUDGE_KEYS_MAX))
      return made
    },
    find: (keyId) => opening().find((key) => sameId(key.keyId, keyId)) ?? null,
    tidy() {
      const open = new Set(opening())
      for (const key of load()) {
        if (open.has(key)) oldSince.delete(key)
        else if (!oldSince.has(key)) oldSince.set(key, elapsed())
      }
      // A clock that is ahead for an hour must not cost the keys of all phones.
      const gone = load().filter(
        (key) => elapsed() - (oldSince.get(key) ?? Number.POSITIVE_INFINITY) >= DAY_MS,
      )
      if (gone.length === 0) return
      for (const key of gone) oldSince.delete(key)
      keep(load().filter((key) => !gone.includes(key)))
    },
  }
}
