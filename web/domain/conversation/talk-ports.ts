/** What the talks use of the sessions and the settings. */

import type { Log } from '../../log/log.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Random } from '../../platform/random.ts'
import { noLifetime } from '../sessions/lifetime.types.ts'
import type { SessionStore } from '../sessions/session-store.ts'
import type { SettingsStore } from '../settings/settings-store.ts'
import type { createTalks } from './conversations.ts'

type TalkPorts = Parameters<typeof createTalks>[0]

export function createTalkPorts(
  parts: Pick<TalkPorts, 'looking' | 'write'> & {
    readonly clock: Clock
    readonly random: Random
    readonly store: SessionStore
    readonly settings: SettingsStore
    readonly log: Log
  },
): TalkPorts {
  const { store } = parts
  return {
    ...parts,
    onIgnored: () => parts.log.add('warn', 'talk.ignored'),
    onFault: () => parts.log.add('error', 'talk.fault'),
    loadRoom: () => import('./talk-room.ts'),
    signsWanted: () => parts.settings.now.value.showSigns,
    securityOf(id) {
      const peer = store.find(id)?.keys?.peer
      return peer ? { trust: peer.trust, at: peer.at } : null
    },
    hideAddressOf: (id) => store.find(id)?.hideAddress ?? false,
    async keepHideAddress(id, hideAddress) {
      await store.change(id, (record) => ({ ...record, hideAddress }))
    },
    lifetimeOf: (id) => store.find(id)?.lifetime ?? noLifetime,
    setLifetime: (id, lifetime) => store.change(id, (record) => ({ ...record, lifetime })),
  }
}
