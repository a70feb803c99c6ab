/** Identities that the server must still forget: kept until it confirms, sent one at a time so that their timing does not link them. */
import * as v from 'valibot'
import { createSerialQueue } from '../../../base/serial-queue.ts'
import { type DeviceId, deviceIdSchema } from '../../../protocol/ids.ts'
import type { Log } from '../../log/log.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Lazy } from '../../platform/lazy.ts'
import type { Random } from '../../platform/random.ts'
import type { Kv } from '../../platform/storage/kv.ts'
import { callRest } from '../../transport/api/lazy.ts'
import type { Rest } from '../../transport/api/rest.ts'

const PURGES_KEY = 'chat.purges.v1'
/** The oldest entries are dropped: the server forgets an unused room by itself after its idle days. */
const PURGES_MAX = 500
/** Calls are spaced by a random wait, so that their timing does not link the sessions. */
const SPACING_MIN_MS = 400
const SPACING_MORE_MS = 1_200
/** Wait before retrying an unreachable server. */
const RETRY_MS = 60_000
/** Erase all data should take a second; rooms not purged by then expire on the server after its idle days. */
const ERASE_WITHIN_MS = 700

const purgeSchema = v.object({ server: v.pipe(v.string(), v.url()), deviceId: deviceIdSchema })
type Purge = v.InferOutput<typeof purgeSchema>

export interface PurgeQueue {
  readonly load: () => Promise<void>
  /** Stores the purge and sends it when the server is reachable. If storing fails, only this run can send it. */
  readonly add: (server: string, deviceId: DeviceId) => Promise<void>
  /** Like `add` but in memory only, for purges that `erase` is about to send. */
  readonly queue: (server: string, deviceId: DeviceId) => void
  /** Sends the remaining purges; safe to call at any time. */
  readonly flush: () => void
  /** Sends everything now, without pauses, within ERASE_WITHIN_MS. */
  readonly erase: () => Promise<void>
  /** How many purges the last `erase` could not send. */
  readonly untold: () => number
  readonly forget: () => void
  readonly holds: () => boolean
}

export function createPurgeQueue(ports: {
  readonly kv: () => Kv
  readonly rest: Lazy<Pick<Rest, 'purge'>>
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
}): PurgeQueue {
  const { clock } = ports
  let waiting: readonly Purge[] = []
  let untold = 0
  let cancelRetry = (): void => {}
  const rounds = createSerialQueue()
  const keep = () => ports.kv().set(PURGES_KEY, waiting)
  const pause = (ms: number) => new Promise<false>((resolve) => clock.after(ms, () => resolve(false)))

  /** Returns true also when the server refuses this id for good, since a retry cannot succeed. */
  const tell = async ({ server, deviceId }: Purge): Promise<boolean> => {
    const answer = await callRest(ports.rest, (rest) => rest.purge(server, deviceId))
    return answer.ok || answer.error.code === 'invalid_device_ids'
  }
  const tellAll = async (): Promise<void> => {
    for (let next = waiting[0]; next && (await tell(next)); next = waiting[0]) {
      waiting = waiting.filter((other) => other !== next)
      await keep()
      if (waiting.length > 0) await pause(SPACING_MIN_MS + ports.random.below(SPACING_MORE_MS))
    }
  }
  const retryLater = (): void => {
    if (waiting.length === 0) return
    ports.log.add('warn', 'purge.waits', { count: waiting.length })
    cancelRetry = clock.after(RETRY_MS, flush)
  }
  function flush(): void {
    if (rounds.size() > 0) return
    cancelRetry()
    void rounds
      .run(tellAll)
      .catch(() => {})
      .then(retryLater)
  }
  const queue = (server: string, deviceId: DeviceId): void => {
    waiting = [...waiting, { server, deviceId }].slice(-PURGES_MAX)
  }

  return {
    queue,
    flush,
    async load() {
      const raw = await ports.kv().get(PURGES_KEY)
      const parsed = v.safeParse(v.array(purgeSchema), raw.ok ? raw.value : [])
      waiting = parsed.success ? parsed.output : []
    },
    async add(server, deviceId) {
      queue(server, deviceId)
      await keep()
      flush()
    },
    async erase() {
      const until = clock.elapsed() + ERASE_WITHIN_MS
      const all = waiting
      untold = all.length
      for (const purge of all) {
        const leftMs = until - clock.elapsed()
        if (leftMs <= 0) return
        if (await Promise.race([tell(purge), pause(leftMs)])) untold -= 1
      }
    },
    untold: () => untold,
    forget() {
      cancelRetry()
      waiting = []
    },
    holds: () => waiting.length > 0,
  }
}
