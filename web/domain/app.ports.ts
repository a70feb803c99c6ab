/** The world outside, as the app is given it. */
import type { Argon2 } from '../platform/argon2.ts'
import type { Clock } from '../platform/clock.ts'
import type { Kv } from '../platform/kv.ts'
import type { Page } from '../platform/page.ts'
import type { Passkeys } from '../platform/passkey.ts'
import type { Probes } from '../platform/probes.ts'
import type { Random } from '../platform/random.ts'
import type { Rtc } from '../platform/rtc.ts'
import type { Sockets } from '../platform/socket.ts'
import type { Tabs } from '../platform/tabs.ts'
import type { AppWorker } from '../platform/worker.ts'
import type { LateRest } from '../transport/late-rest.ts'
import type { PasskeyServer } from '../transport/passkey-server.ts'

export interface AppPorts {
  readonly clock: Clock
  readonly random: Random
  /** `lost`: what was open has died, and opening it again did not help. */
  readonly openKv: (lost: () => void) => Promise<Kv>
  readonly sockets: Sockets
  readonly openRtc: () => Promise<Rtc>
  readonly openProbes: () => Promise<Probes>
  readonly rest: LateRest
  readonly page: Page
  readonly worker: AppWorker
  readonly tabs: Tabs
  readonly argon2: Argon2
  readonly openPasskeys: () => Promise<Passkeys>
  readonly passkeyServer: PasskeyServer
  readonly build: string
  readonly nameFor: (number: number) => string
}
