/** Identities that the server has yet to forget: kept until it confirms, told one at a time so that nothing ties them together. */
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
/** Older ones fall out: the server forgets an unused room by itself after its idle days. */
const PURGES_MAX = 500
/** Between two calls, at random, so that their times do not join the sessions. */
const SPACING_MIN_MS = 400
const SPACING_MORE_MS = 1_200
/** When the server could not be reached. */
const RETRY_MS = 60_000
/** Erase all takes a second; what the server has not heard by then it forgets by its own idle days. */
const ERASE_WITHIN_MS = 700

const purgeSchema = v.object({ server: v.pipe(v.string(), v.url()), deviceId: deviceIdSchema })
type Purge = v.InferOutput<typeof purgeSchema>

export interface PurgeQueue {
  readonly load: () => Promise<void>
  /** Keeps it and tells the server as soon as it can be reached. When it cannot be kept, it is told in this run or never. */
  readonly add: (server: string, deviceId: DeviceId) => Promise<void>
  /** Like `add`, in memory only: for what `erase` is about to tell. */
  readonly queue: (server: string, deviceId: DeviceId) => void
  /** Tells the servers what is left; safe to call at any time. */
  readonly flush: () => void
  /** Tells everything now, without pauses, for as long as erasing may take. */
  readonly erase: () => Promise<void>
  /** How many the last `erase` could not tell. */
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

  /** An answer that refuses this id for good counts as told: it will not get better by asking again. */
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
