/** Which phones and push services take nothing for now: a 429 pauses the phone that got it, and the service when several phones got one. */
import { createHmac, randomBytes } from 'node:crypto'
import { ENDPOINTS_MAX, SERVICE_PAUSES_AFTER } from '../core/limits.ts'

/** Times are of the monotonic clock, milliseconds. `service` is the vendor's name, or the origin of an added one; `endpoint` is `endpointName`. */
export interface PushPauses {
  /** How long nothing may be sent there; 0 when something may. */
  readonly waitMs: (service: string, endpoint: string, now: number) => number
  /** The service answered 429 and asked to wait. */
  readonly refused: (service: string, endpoint: string, pauseMs: number, now: number) => void
  /** The service took a push: it has room, so those that it refused before say nothing about the others. */
  readonly took: (service: string) => void
}

const KEY_BYTES = 32

export function createPushPauses(max: number = ENDPOINTS_MAX): PushPauses {
  const key = randomBytes(KEY_BYTES)
  /** Until when each phone is paused, by a keyed hash. The map's order is the order of the pauses. */
  const phones = new Map<string, number>()
  const services = new Map<string, number>()
  /** The phones that a service refused one after the other, with what it asked for; fewer than SERVICE_PAUSES_AFTER each. */
  const rows = new Map<string, Map<string, number>>()
  const hash = (endpoint: string): string => createHmac('sha256', key).update(endpoint).digest('base64url')
  return {
    waitMs(service, endpoint, now) {
      const wait = Math.max(services.get(service) ?? 0, phones.get(hash(endpoint)) ?? 0) - now
      return Math.max(0, wait)
    },
    refused(service, endpoint, pauseMs, now) {
      const phone = hash(endpoint)
      phones.delete(phone)
      const [oldest] = phones.keys()
      if (phones.size >= max && oldest !== undefined) phones.delete(oldest)
      phones.set(phone, now + pauseMs)
      const row = rows.get(service) ?? new Map<string, number>()
      row.set(phone, pauseMs)
      rows.set(service, row)
      if (row.size < SERVICE_PAUSES_AFTER) return
      rows.delete(service)
      // The shortest wait: a phone with a long one is paused by itself.
      services.set(service, now + Math.min(...row.values()))
    },
    took: (service) => void rows.delete(service),
  }
}
