/** The service worker's keeper, loaded after the first paint. */
import type { AppWorker } from './page/service-worker.ts'

export function createLateWorker(load: () => Promise<AppWorker>): AppWorker {
  let loaded: AppWorker | null = null
  return {
    start(offered) {
      void load().then(
        (worker) => {
          loaded = worker
          worker.start(offered)
        },
        () => {},
      )
    },
    checkForUpdate: () => loaded?.checkForUpdate(),
    apply: async () => loaded?.apply(),
    active: () => loaded?.active() ?? false,
  }
}
