/** Making and taking up invites, loaded when it is needed or ahead of that. */
import type { Lazy } from '../../platform/lazy.ts'
import type { Rest } from '../../transport/api/rest.ts'
import type { createInvites, Invites } from './invites.ts'

/** Null when it could not be loaded; the next call tries again. */
export function createLateInvites(
  ports: Omit<Parameters<typeof createInvites>[0], 'rest'> & { readonly rest: Lazy<Rest> },
): () => Promise<Invites | null> {
  let invites: Invites | null = null
  return async () => {
    try {
      const [made, rest] = await Promise.all([import('./invites.ts'), ports.rest.load()])
      invites ??= made.createInvites({ ...ports, rest })
    } catch {
      return null
    }
    return invites
  }
}
