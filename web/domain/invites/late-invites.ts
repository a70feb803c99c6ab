/** Making and taking up invites, loaded when it is needed or ahead of that. */
import type { createInvites, Invites } from './invites.ts'

/** Null when it could not be loaded; the next call tries again. */
export function createLateInvites(ports: Parameters<typeof createInvites>[0]): () => Promise<Invites | null> {
  let invites: Invites | null = null
  return async () => {
    try {
      invites ??= (await import('./invites.ts')).createInvites(ports)
    } catch {
      return null
    }
    return invites
  }
}
