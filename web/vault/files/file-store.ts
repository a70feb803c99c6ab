/** The page's side of the file store: starts its worker for one trial. */
import type { Depot } from '../../platform/files/depot.ts'
import { trustedScript } from '../../platform/page/trusted-script.ts'
import workerUrl from './files.worker.ts?worker&url'

export interface FileTrial {
  /** Where files lie in this browser. */
  readonly store: Depot['kind']
  readonly works: boolean
}

/** A browser that is busy takes a second or two; one that hangs must not hold up what comes after. */
const ANSWER_WITHIN_MS = 15_000

/** Null when the worker did not run or did not answer. */
export const tryFileStore = (): Promise<FileTrial | null> =>
  new Promise((resolve) => {
    const worker = new Worker(trustedScript(workerUrl), { type: 'module' })
    const answer = (trial: FileTrial | null): void => {
      clearTimeout(timer)
      worker.terminate()
      resolve(trial)
    }
    const timer = setTimeout(() => answer(null), ANSWER_WITHIN_MS)
    worker.onmessage = ({ data }: MessageEvent<FileTrial | null>) => answer(data)
    worker.onerror = () => answer(null)
    worker.postMessage('try')
  })
