/** Limits the live invites of a client, since each occupies a code that somebody else may mistype. */
import type { JoinCode } from '../../protocol/ids.ts'
import type { Client } from '../core/client.ts'
import { createHoldings } from '../core/holdings.ts'
import { INVITES_PER_CLIENT } from '../core/limits.ts'

export interface InviteQuota {
  /** Whether this client may create one more. */
  readonly allows: (client: Client, nowMs: number) => boolean
  /** Counts an invite until `endsAtMs` or until it is released. */
  readonly made: (joinCode: JoinCode, client: Client, endsAtMs: number) => void
  /** The invite was accepted or deleted. */
  readonly release: (joinCode: JoinCode) => void
  /** Drops expired invites. */
  readonly sweep: (nowMs: number) => void
}

/** Creates the quota. Times are milliseconds of the monotonic clock. */
export function createInviteQuota(): InviteQuota {
  const holdings = createHoldings(INVITES_PER_CLIENT, 'close')
  // One entry for each live code, a million at most.
  const live = new Map<JoinCode, { readonly release: () => void; readonly endsAtMs: number }>()
  const release = (joinCode: JoinCode): void => {
    live.get(joinCode)?.release()
    live.delete(joinCode)
  }
  const sweep = (nowMs: number): void => {
    for (const [joinCode, { endsAtMs }] of live) if (endsAtMs <= nowMs) release(joinCode)
  }
  return {
    allows(client, nowMs) {
      if (holdings.allows(client)) return true
      sweep(nowMs)
      return holdings.allows(client)
    },
    made(joinCode, client, endsAtMs) {
      release(joinCode)
      live.set(joinCode, { release: holdings.hold(client), endsAtMs })
    },
    release,
    sweep,
  }
}
