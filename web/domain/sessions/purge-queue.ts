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

/** The purges that wait, in memory and on the disk. */
function createWaiting(kv: () => Kv, log: Log) {
  let waiting: readonly Purge[] = []
  /** False until the stored purges were read. Until then none are written, or a list without them would replace them. */
  let known = false
  /** Grows each time the purges are forgotten. */
  let opening = 0
  const load = async (): Promise<void> => {
    const began = opening
    const raw = await kv().get(PURGES_KEY)
    if (began !== opening) return
    if (!raw.ok) return log.add('error', 'storage.read_failed')
    const parsed = v.safeParse(v.array(purgeSchema), raw.value)
    // Those of this run wait behind the stored ones; none was added before unless an earlier read failed.
    waiting = [...(parsed.success ? parsed.output : []), ...waiting].slice(-PURGES_MAX)
    known = true
  }
  return {
    now: () => waiting,
    load,
    add(purge: Purge): void {
      waiting = [...waiting, purge].slice(-PURGES_MAX)
    },
    remove(purge: Purge): void {
      waiting = waiting.filter((other) => other !== purge)
    },
    /** Stores what waits. If that fails, this run still sends it, and a purge that was sent may be sent again by the next. */
    async keep(): Promise<void> {
      if (!known) await load()
      if (!known) return
      const kept = await kv().set(PURGES_KEY, waiting)
      if (!kept.ok) log.add('error', 'storage.write_failed')
    },
    forget(): void {
      opening += 1
      known = false
      waiting = []
    },
  }
}

export function createPurgeQueue(ports: {
  readonly kv: () => Kv
  readonly rest: Lazy<Pick<Rest, 'purge'>>
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
}): PurgeQueue {
  const { clock } = ports
  const waiting = createWaiting(ports.kv, ports.log)
  let untold = 0
  let cancelRetry = (): void => {}
  const rounds = createSerialQueue()
  const pause = (ms: number) => new Promise<false>((resolve) => clock.after(ms, () => resolve(false)))

  /** Returns true also when the server refuses this id for good, since a retry cannot succeed. */
  const tell = async ({ server, deviceId }: Purge): Promise<boolean> => {
    const answer = await callRest(ports.rest, (rest) => rest.purge(server, deviceId))
    return answer.ok || answer.error.code === 'invalid_device_ids'
  }
  const tellAll = async (): Promise<void> => {
    for (let next = waiting.now()[0]; next && (await tell(next)); next = waiting.now()[0]) {
      waiting.remove(next)
      await waiting.keep()
      if (waiting.now().length > 0) await pause(SPACING_MIN_MS + ports.random.below(SPACING_MORE_MS))
    }
  }
  const retryLater = (): void => {
    if (waiting.now().length === 0) return
    ports.log.add('warn', 'purge.waits', { count: waiting.now().length })
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

  return {
    queue: (server, deviceId) => waiting.add({ server, deviceId }),
    flush,
    load: waiting.load,
    async add(server, deviceId) {
      waiting.add({ server, deviceId })
      await waiting.keep()
      flush()
    },
    async erase() {
      const until = clock.elapsed() + ERASE_WITHIN_MS
      const all = waiting.now()
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
      waiting.forget()
    },
    holds: () => waiting.now().length > 0,
  }
}
