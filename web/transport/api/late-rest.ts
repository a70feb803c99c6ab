/** REST, loaded with the first call: a list of sessions is on the screen without one. */
import { err } from '../../../base/result.ts'
import type { PasskeyApi } from './passkey-api.ts'
import type { Rest } from './rest.ts'

/** Rest, and a way to have it loaded ahead. */
export type LateRest = Rest & { readonly preload: () => void }

export function createLateRest(load: () => Promise<Rest>): LateRest {
  let loading: Promise<Rest> | null = null
  const get = async (): Promise<Rest | null> => {
    loading ??= load()
    return loading.catch(() => {
      loading = null
      return null
    })
  }
  const unreachable = err({ code: 'server_unreachable' } as const)
  return {
    preload: () => void get(),
    createInvite: async (...all) => (await get())?.createInvite(...all) ?? unreachable,
    acceptInvite: async (...all) => (await get())?.acceptInvite(...all) ?? unreachable,
    checkInvite: async (...all) => (await get())?.checkInvite(...all) ?? unreachable,
    room: async (...all) => (await get())?.room(...all) ?? unreachable,
    turn: async (...all) => (await get())?.turn(...all) ?? unreachable,
    purge: async (...all) => (await get())?.purge(...all) ?? unreachable,
    probe: async (...all) => (await get())?.probe(...all) ?? err('server_unreachable'),
  }
}

export const createLatePasskeyApi = (load: () => Promise<PasskeyApi>): PasskeyApi => ({
  challenge: async (purpose) => (await load()).challenge(purpose),
  register: async (credential) => (await load()).register(credential),
  unlock: async (blob, credential) => (await load()).unlock(blob, credential),
})
