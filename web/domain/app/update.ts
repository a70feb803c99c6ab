/** A newer build of the app: found by the service worker, which loads after the first paint, and applied when the person agrees. */
import { signal } from '@preact/signals'
import type { AppWorker } from '../../platform/page/service-worker.ts'
import type { UpdateView } from './app.ts'

export interface Update extends UpdateView {
  /** Registers the service worker. Without it the app works, but not offline. */
  readonly start: () => void
  readonly check: () => void
  readonly active: () => boolean
}

export function createUpdate(openWorker: () => Promise<AppWorker>): Update {
  const offered = signal(false)
  let worker: AppWorker | null = null
  return {
    offered,
    start() {
      void openWorker()
        .then((opened) => {
          worker = opened
          opened.start(() => {
            offered.value = true
          })
        })
        .catch(() => {})
    },
    check: () => worker?.checkForUpdate(),
    apply: async () => worker?.apply(),
    active: () => worker?.active() ?? false,
  }
}
