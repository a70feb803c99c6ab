/** The keeper of what was said, loaded once there is a talk to follow or one to read. */
import type { Talk } from './conversation.ts'
import type { History } from './history.ts'

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
    load: async () => (await get()).load(),
    follow(talk: Talk) {
      if (loaded) loaded.follow(talk)
      else void get().then((history) => history.follow(talk))
    },
    stored: async (id) => (await get()).stored(id),
    remove: async (id) => (await get()).remove(id),
    stop: () => loaded?.stop(),
  }
}
