/** The worker of Argon2id: one task, one answer. `hash-wasm` is imported by name, so that its other algorithms stay outside (`bun run size` holds that). */
import { argon2id } from 'hash-wasm'
import type { Argon2Task } from './argon2.ts'

const HASH_BYTES = 32

async function run({ password, salt, m, t }: Argon2Task): Promise<Uint8Array> {
  if (typeof WebAssembly !== 'undefined')
    return argon2id({
      password,
      salt,
      parallelism: 1,
      iterations: t,
      memorySize: m,
      hashLength: HASH_BYTES,
      outputType: 'binary',
    })
  const script = await import('@noble/hashes/argon2.js')
  return script.argon2id(password, salt, { m, t, p: 1, dkLen: HASH_BYTES })
}

addEventListener('message', ({ data }: MessageEvent<Argon2Task>) => {
  run(data).then(
    (hash) => postMessage(hash),
    () => postMessage(null),
  )
})
