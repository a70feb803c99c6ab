/** The outside world as the app receives it. */

import type { Clock } from '../../platform/clock.ts'
import type { Argon2 } from '../../platform/device/argon2.ts'
import type { Probes } from '../../platform/device/capability-probes.ts'
import type { Passkeys } from '../../platform/device/passkey.ts'
import type { Sounds } from '../../platform/device/sounds.ts'
import type { Lazy } from '../../platform/lazy.ts'
import type { Rtc } from '../../platform/network/rtc.types.ts'
import type { Sockets } from '../../platform/network/socket.ts'
import type { Page } from '../../platform/page/page.ts'
import type { AppWorker } from '../../platform/page/service-worker.ts'
import type { Random } from '../../platform/random.ts'
import type { Kv } from '../../platform/storage/kv.ts'
import type { Tabs } from '../../platform/storage/single-tab-lock.ts'
import type { PasskeyApi } from '../../transport/api/passkey-api.ts'
import type { Rest } from '../../transport/api/rest.ts'
import type { NudgesPart, NudgesParts } from '../nudges/nudges.types.ts'

export interface AppPorts {
  readonly clock: Clock
  readonly random: Random
  /** Opens the browser's storage. `lost` is called once the open database died and could not be reopened. */
  readonly openKv: (lost: () => void) => Promise<Kv>
  readonly sockets: Sockets
  readonly openRtc: () => Promise<Rtc>
  readonly openProbes: () => Promise<Probes>
  readonly rest: Lazy<Rest>
  readonly page: Page
  /** Rejects when its code did not load. */
  readonly openNudges: (parts: NudgesParts) => Promise<NudgesPart>
  readonly openWorker: () => Promise<AppWorker>
  readonly tabs: Tabs
  readonly argon2: Argon2
  readonly openSounds: () => Promise<Sounds>
  readonly openPasskeys: () => Promise<Passkeys>
  readonly passkeyApi: Lazy<PasskeyApi>
  readonly build: string
  /** See `InvitesPorts`. */
  readonly nameFor: (at: number, number: number) => string
}
