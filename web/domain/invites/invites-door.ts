/** Invites as the views use them: loads the code on the first call; a failed load counts as an unreachable server. */
import type { ReadonlySignal } from '@preact/signals'
import { err } from '../../../base/result.ts'
import type { Lazy } from '../../platform/lazy.ts'
import type { Rest } from '../../transport/api/rest.ts'
import type { FailureOf } from '../failure.ts'
import type { SessionStore } from '../sessions/session-store.ts'
import type { InvitesView } from './invite.model.ts'
import type { InvitesPorts } from './invite-record.ts'
import { createInviteView } from './invite-view.ts'
import { lazyInvites, lazyInviteWords } from './lazy.ts'

const unreachable: { readonly ok: false; readonly error: FailureOf<'server_unreachable'> } = err({
  code: 'server_unreachable',
})

export function createInvitesDoor(
  ports: Omit<InvitesPorts, 'rest'> & {
    readonly rest: Lazy<Rest>
    readonly store: SessionStore
    /** Origin of the server on which new invites are created. */
    readonly origin: ReadonlySignal<string>
    /** Called after each attempt to add a session. */
    readonly changed: () => void
  },
): InvitesView & { readonly preload: () => Promise<void> } {
  /** One instance for the whole run: it remembers which seat asked for which code. */
  let invites: ReturnType<Awaited<ReturnType<typeof lazyInvites.load>>['createInvites']> | null = null
  const open = async () => {
    const loaded = await Promise.all([lazyInvites.load(), ports.rest.load()]).catch(() => null)
    if (loaded) invites ??= loaded[0].createInvites({ ...ports, rest: loaded[1] })
    return invites
  }
  return {
    preload: lazyInvites.preload,
    async create(input) {
      const made = (await (await open())?.create(ports.origin.value, input)) ?? unreachable
      ports.changed()
      return made
    },
    async renew(id) {
      const renewed = (await (await open())?.renew(id)) ?? unreachable
      ports.changed()
      return renewed
    },
    view: (id) => createInviteView(ports.store, id),
    async join(invite) {
      const joined = (await (await open())?.join(ports.origin.value, invite)) ?? unreachable
      ports.changed()
      return joined
    },
    words: {
      complete: async (typed) => (await lazyInviteWords.load()).completeWord(typed),
      read: async (typed) => (await lazyInviteWords.load()).readWords(typed),
    },
  }
}
