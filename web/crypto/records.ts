/** Records: the pieces that pass a channel, padded to a bucket and sealed under a counter; each direction is rekeyed every 64. */
import { concatBytes } from '../../base/bytes.ts'
import { FRAME_BYTES_MAX } from '../../protocol/limits.ts'
import { type Aead, type AeadKey, aesGcm } from './noise/aes-gcm.ts'
import { KEY_BYTES, TAG_BYTES, wipe } from './primitives.ts'

/** Sizes of a whole frame in bytes; the last is the largest that every WebRTC stack accepts. */
const BUCKETS = [64, 256, 1_024, 4_096, FRAME_BYTES_MAX] as const
const HEADER_BYTES = 1
const LENGTH_BYTES = 2
/** Most content of one record. */
export const CONTENT_BYTES_MAX = FRAME_BYTES_MAX - HEADER_BYTES - LENGTH_BYTES - TAG_BYTES
/** Records sealed under one key of a direction. */
const REKEY_EVERY = 64
/** Noise section 4.2: the counter reserved for REKEY. */
const REKEY_COUNTER = 2n ** 64n - 1n
const NOTHING = new Uint8Array(0)

export interface Opened {
  readonly kind: number
  readonly content: Uint8Array
}

export interface Sealer {
  /** Returns one frame. Counters follow the order of calls; calls may overlap. Throws for more than CONTENT_BYTES_MAX. */
  readonly seal: (kind: number, content: Uint8Array) => Promise<Uint8Array>
  readonly wipe: () => void
}
export interface Opener {
  /** Returns null when `frame` is not the authentic next record of this direction; the channel must then end. */
  readonly open: (frame: Uint8Array) => Promise<Opened | null>
  readonly wipe: () => void
}

interface Epoch {
  readonly bytes: Uint8Array
  readonly key: AeadKey
}

/** The successive keys of one direction. */
function createKeys(first: Uint8Array, aead: Aead) {
  let n = 0
  let newest = first
  const load = async (bytes: Uint8Array): Promise<Epoch> => ({ bytes, key: await aead.load(bytes) })
  let epoch = load(first)
  /** REKEY of Noise section 4.2. */
  const rekey = async ({ bytes, key }: Epoch): Promise<Epoch> => {
    const sealed = await key.seal(REKEY_COUNTER, NOTHING, new Uint8Array(KEY_BYTES))
    wipe(bytes)
    newest = sealed.slice(0, KEY_BYTES)
    return load(newest)
  }
  return {
    next(): { readonly n: bigint; readonly key: Promise<AeadKey> } {
      if (n > 0 && n % REKEY_EVERY === 0) epoch = epoch.then(rekey)
      const at = BigInt(n)
      n += 1
      return { n: at, key: epoch.then(({ key }) => key) }
    },
    wipe: () => wipe(newest),
  }
}

function pad(content: Uint8Array): Uint8Array {
  const around = HEADER_BYTES + LENGTH_BYTES + TAG_BYTES
  const bucket = BUCKETS.find((size) => size >= content.length + around)
  if (bucket === undefined) throw new Error('record: too long')
  const padded = new Uint8Array(bucket - HEADER_BYTES - TAG_BYTES)
  new DataView(padded.buffer).setUint16(0, content.length)
  padded.set(content, LENGTH_BYTES)
  return padded
}

/** Removes the padding; null when it is not what `pad` writes. */
function unpad(padded: Uint8Array): Uint8Array | null {
  const length = new DataView(padded.buffer, padded.byteOffset).getUint16(0)
  const end = LENGTH_BYTES + length
  if (end > padded.length || padded.subarray(end).some((byte) => byte !== 0)) return null
  return padded.subarray(LENGTH_BYTES, end)
}

/** Creates the sealer of one direction. Takes ownership of the key (32 bytes) and wipes it. */
export function createSealer(key: Uint8Array, aead: Aead = aesGcm): Sealer {
  const keys = createKeys(key, aead)
  return {
    async seal(kind, content) {
      const padded = pad(content)
      const { n, key: ready } = keys.next()
      const header = Uint8Array.of(kind)
      return concatBytes(header, await (await ready).seal(n, header, padded))
    },
    wipe: keys.wipe,
  }
}

export function createOpener(key: Uint8Array, aead: Aead = aesGcm): Opener {
  const keys = createKeys(key, aead)
  return {
    async open(frame) {
      if (!BUCKETS.some((size) => size === frame.length)) return null
      const { n, key: ready } = keys.next()
      const header = frame.subarray(0, HEADER_BYTES)
      const padded = await (await ready).open(n, header, frame.subarray(HEADER_BYTES))
      const content = padded && unpad(padded)
      return content ? { kind: frame[0] ?? 0, content } : null
    },
    wipe: keys.wipe,
  }
}
