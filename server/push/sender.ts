/** Sends one push to a push service and says what became of it. Keeps nothing, follows no redirect and never tries again. */
import type { Rang, RingOutcome } from '../../protocol/nudges.ts'
import type { ServerClock } from '../core/clock.ts'
import {
  PUSH_AGAIN_MS,
  PUSH_PAUSE_MS_MAX,
  PUSH_TTL_SECONDS,
  PUSH_WITHIN_MS,
  PUSHES_AT_ONCE,
} from '../core/limits.ts'
import type { EndpointLimits } from './endpoint-limits.ts'
import { endpointName } from './endpoint-name.ts'
import { encryptNudge, type Occasion } from './nudge-payload.ts'
import { type PushService, serviceOf } from './push-hosts.ts'
import { createPushPauses } from './push-pauses.ts'
import type { OpenTicket } from './tickets.ts'
import type { Vapid } from './vapid.ts'

export interface Push {
  readonly ticket: OpenTicket
  readonly occasion: Occasion
  /** Whether a person asked for it now. */
  readonly urgent: boolean
}
export interface PushSender {
  /** Never rejects for what a push service does. */
  readonly send: (push: Push) => Promise<Rang>
}

export interface SenderPorts {
  readonly vapid: Vapid
  readonly limits: EndpointLimits
  /** Whether the limits of one endpoint apply. */
  readonly limited: boolean
  readonly clock: ServerClock
  readonly fetch: (url: URL, init: RequestInit) => Promise<Response>
  /** Told of every answer of a push service; `status` is null when there was none. */
  readonly answered: (service: PushService, outcome: RingOutcome, status: number | null) => void
  /** How long a push service may take, milliseconds. */
  readonly withinMs?: number
}

/** What a push service's status means (RFC 8030 section 5; Apple's and Google's error tables). */
export function outcomeOf(status: number): RingOutcome {
  if (status >= 200 && status < 300) return 'sent'
  if (status === 404 || status === 410) return 'gone'
  return status === 429 || status >= 500 ? 'later' : 'refused'
}

/** Reads `Retry-After` (RFC 9110 section 10.2.3): seconds or a date. Returns milliseconds, an hour at most. */
export function retryAfterMs(text: string | null, now: number): number {
  const seconds = text !== null && /^\d{1,9}$/.test(text) ? Number(text) * 1_000 : Number.NaN
  const asked = Number.isNaN(seconds) ? Date.parse(text ?? '') - now : seconds
  if (Number.isNaN(asked)) return PUSH_AGAIN_MS
  return Math.min(PUSH_PAUSE_MS_MAX, Math.max(1_000, asked))
}

async function requestOf({ ticket, occasion, urgent }: Push, vapid: Vapid): Promise<RequestInit> {
  return {
    method: 'POST',
    redirect: 'manual',
    headers: {
      Authorization: await vapid.authorization(ticket.url),
      'Content-Encoding': 'aes128gcm',
      'Content-Type': 'application/notification+json',
      TTL: String(PUSH_TTL_SECONDS),
      // A new push replaces one that was not delivered yet.
      Topic: 'nudge',
      Urgency: urgent ? 'high' : 'normal',
    },
    body: await encryptNudge(ticket.keys, ticket.payloads[occasion]),
  }
}

export function createPushSender(ports: SenderPorts): PushSender {
  const { vapid, limits, clock, withinMs = PUSH_WITHIN_MS } = ports
  let underWay = 0
  const pauses = createPushPauses()
  const later = (waitMs: number): Rang => ({ outcome: 'later', retryAfterMs: Math.ceil(waitMs) })

  const call = async (push: Push, service: PushService, name: string): Promise<Rang> => {
    const request = await requestOf(push, vapid)
    const answer = await ports
      .fetch(push.ticket.url, { ...request, signal: AbortSignal.timeout(withinMs) })
      .catch(() => null)
    const outcome = answer ? outcomeOf(answer.status) : 'later'
    ports.answered(service, outcome, answer?.status ?? null)
    // Nobody reads it, however long it is.
    void answer?.body?.cancel().catch(() => {})
    if (outcome === 'sent') pauses.took(name)
    if (outcome !== 'later') return { outcome }
    if (answer?.status !== 429) return later(PUSH_AGAIN_MS)
    const pauseMs = retryAfterMs(answer.headers.get('Retry-After'), clock.now())
    pauses.refused(name, endpointName(push.ticket.url), pauseMs, clock.elapsed())
    return later(pauseMs)
  }

  return {
    async send(push) {
      const { url } = push.ticket
      const service = serviceOf(url)
      const name = service === 'other' ? url.origin : service
      const now = clock.elapsed()
      const pausedMs = pauses.waitMs(name, endpointName(url), now)
      if (pausedMs > 0) return later(pausedMs)
      if (underWay >= PUSHES_AT_ONCE) return later(PUSH_AGAIN_MS)
      const waitMs = ports.limited ? limits.take(url, now) : 0
      if (waitMs > 0) return later(waitMs)
      underWay += 1
      try {
        return await call(push, service, name)
      } finally {
        underWay -= 1
      }
    },
  }
}
