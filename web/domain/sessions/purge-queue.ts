/** Identities that the server has yet to forget: kept until it said so, told one at a time so that nothing ties them together. */
import * as v from 'valibot'
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

const purgeSchema = v.object({ server: v.pipe(v.string(), v.url()), deviceId: deviceIdSchema })
type Purge = v.InferOutput<typeof purgeSchema>

export interface Purges {
  readonly load: () => Promise<void>
  readonly add: (server: string, deviceId: DeviceId) => Promise<void>
  /** Like `add`, in memory only: for what `finish` is about to tell. */
  readonly queue: (server: string, deviceId: DeviceId) => void
  /** Tells the servers what is left; safe to call at any time. */
  readonly flush: () => void
  /** Tells everything now, within `withinMs`; answers how many could not be told. */
  readonly finish: (withinMs: number) => Promise<number>
  readonly stop: () => void
}

export function createPurges(ports: {
  readonly kv: () => Kv
  readonly rest: Lazy<Rest>
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
}): Purges {
  let waiting: readonly Purge[] = []
  let running = false
  let cancel = () => {}
  const keep = () => ports.kv().set(PURGES_KEY, waiting)
  const pause = (ms: number) => new Promise<void>((resolve) => ports.clock.after(ms, resolve))

  const tell = async (purge: Purge): Promise<boolean> => {
    const answer = await callRest(ports.rest, (rest) => rest.purge(purge.server, purge.deviceId))
    // An answer that refuses this id for good will not get better by asking again.
    const done = answer.ok || answer.error.code === 'invalid_device_ids'
    if (done) waiting = waiting.filter((other) => other !== purge)
    return done
  }

  const flush = async (): Promise<void> => {
    if (running) return
    running = true
    cancel()
    let reached = true
    while (reached && waiting[0]) {
      reached = await tell(waiting[0])
      await keep()
      if (waiting.length > 0) await pause(SPACING_MIN_MS + ports.random.below(SPACING_MORE_MS))
    }
    running = false
    if (waiting.length > 0) {
      ports.log.add('warn', 'purge.waits', { count: waiting.length })
      cancel = ports.clock.after(RETRY_MS, () => void flush())
    }
  }

  const queue = (server: string, deviceId: DeviceId): void => {
    waiting = [...waiting, { server, deviceId }].slice(-PURGES_MAX)
  }

  return {
    queue,
    async load() {
      const raw = await ports.kv().get(PURGES_KEY)
      const parsed = v.safeParse(v.array(purgeSchema), raw.ok ? raw.value : [])
      waiting = parsed.success ? parsed.output : []
    },
    async add(server, deviceId) {
      queue(server, deviceId)
      await keep()
      void flush()
    },
    flush: () => void flush(),
    async finish(withinMs) {
      const until = ports.clock.elapsed() + withinMs
      for (const purge of waiting) {
        if (ports.clock.elapsed() >= until) break
        await Promise.race([tell(purge), pause(until - ports.clock.elapsed())])
      }
      const left = waiting.length
      waiting = []
      return left
    },
    stop: () => cancel(),
  }
}
