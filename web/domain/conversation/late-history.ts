/** The keeper of what was said, loaded once there is a talk to follow or one to read. */

import type { History } from './history.ts'
import type { Talk } from './peer-port.ts'

export function createLateHistory(load: () => Promise<History>): History {
  let loading: Promise<History> | null = null
  let loaded: History | null = null
  const get = (): Promise<History> => {
    loading ??= load().then((history) => {
      loaded = history
      return history
    })
    loading.catch(() => {
      loading = null
    })
    return loading
  }
  return {
    write: async (id, state) => (await get()).write(id, state),
    load: async (inMemory) => (await get()).load(inMemory),
    follow(talk: Talk) {
      if (loaded) loaded.follow(talk)
      else void get().then((history) => history.follow(talk))
    },
    remove: async (id) => (await get()).remove(id),
    stop: () => loaded?.stop(),
  }
}
