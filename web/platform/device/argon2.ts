/** Argon2id (RFC 9106) in a worker, so that the screen does not freeze; in WebAssembly or, where that is missing, JavaScript. */

import { trustedScript } from '../page/trusted-script.ts'
import workerUrl from './argon2.worker.ts?worker&url'

/** Derives 32 bytes; `m`: memory in KiB, `t`: passes. */
export type Argon2 = (
  password: Uint8Array,
  salt: Uint8Array,
  cost: { readonly m: number; readonly t: number },
) => Promise<Uint8Array>

export interface Argon2Task {
  readonly password: Uint8Array
  readonly salt: Uint8Array
  readonly m: number
  readonly t: number
}

/** Starts a worker for each task, whose memory is freed with it. Rejects when the worker cannot run. */
export function createWorkerArgon2(start: () => Worker): Argon2 {
  return (password, salt, { m, t }) =>
    new Promise((resolve, reject) => {
      const worker = start()
      const task: Argon2Task = { password, salt, m, t }
      worker.onmessage = ({ data }: MessageEvent<unknown>) => {
        worker.terminate()
        if (data instanceof Uint8Array) resolve(data)
        else reject(new Error('argon2'))
      }
      worker.onerror = () => {
        worker.terminate()
        reject(new Error('argon2 worker'))
      }
      worker.postMessage(task)
    })
}

export const startArgon2Worker = (): Worker => new Worker(trustedScript(workerUrl), { type: 'module' })
