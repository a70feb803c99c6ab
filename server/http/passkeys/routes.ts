/** Passkeys in browsers without PRF: the server verifies the passkey and returns its share of a key. It stores nothing. */
import { randomBytes } from 'node:crypto'
import { bytesToBase64url } from '../../../base/bytes.ts'
import { err, ok, type Result } from '../../../base/result.ts'
import type { PasskeyError } from '../../../protocol/errors.ts'
import { registerPasskeySchema, unlockPasskeySchema } from '../../../protocol/passkeys.ts'
import { CHALLENGE_SECONDS } from '../../core/limits.ts'
import type { Buckets } from '../../core/rate.ts'
import { fail, json, tooMany } from '../call/answers.ts'
import { type Call, checkFields, readBody } from '../call/call.ts'
import type { ChallengePurpose, Challenges } from '../call/challenges.ts'
import { ownOrigins } from '../call/origins.ts'
import type { PasskeyBlobs } from './sealed-credential.ts'
import { challengeOf, type Site, verifyNew, verifyUsed } from './verify.ts'

type PasskeyPurpose = Exclude<ChallengePurpose, 'work'>

export interface PasskeyPorts {
  /** Null accepts any requested host as our own. */
  readonly publicOrigin: string | null
  readonly challenges: Challenges
  readonly blobs: PasskeyBlobs
  readonly calls: Buckets
  /** Whether rate limits apply. */
  readonly limited: boolean
  /** Monotonic clock, milliseconds. */
  readonly elapsed: () => number
}

const SHARE_BYTES = 32

const STATUS: Readonly<Record<PasskeyError, 400 | 403>> = {
  invalid_blob: 400,
  invalid_credential: 400,
  challenge_expired: 403,
  challenge_used: 403,
  not_verified: 403,
  counter_went_back: 403,
}
const refuse = (error: PasskeyError): Response => fail(STATUS[error], error)

/** Returns the calling page when it is our own, else null. Browsers name it in every POST. */
function siteOf(publicOrigin: string | null, call: Call): Site | null {
  const origin = call.request.headers.get('Origin')
  const { host, hostname } = call.url
  if (origin === null || !ownOrigins(publicOrigin, host).includes(origin)) return null
  return { origin, rpId: publicOrigin === null ? hostname : new URL(publicOrigin).hostname }
}

/** Whether `prf.results` is anywhere in the body; it is a secret of the phone and must never be sent. */
function holdsPrfOutput(body: unknown): boolean {
  // A work list instead of recursion, since the nesting of a body is bounded only by its length.
  const left: unknown[] = [body]
  while (left.length > 0) {
    const value = left.pop()
    if (typeof value !== 'object' || value === null) continue
    const { prf } = value as { readonly prf?: unknown }
    if (typeof prf === 'object' && prf !== null && 'results' in prf) return true
    for (const inner of Object.values(value)) left.push(inner)
  }
  return false
}

interface Entered {
  readonly site: Site
  readonly body: Readonly<Record<string, unknown>>
}

/** The checks that all four routes share. */
async function enter(ports: PasskeyPorts, call: Call): Promise<Result<Entered, Response>> {
  const site = siteOf(ports.publicOrigin, call)
  if (!site) return err(fail(403, 'forbidden_origin'))
  const wait = ports.limited ? ports.calls.take(call.client, ports.elapsed()) : 0
  if (wait > 0) return err(tooMany(wait))
  const body = await readBody(call.request)
  if (!body.ok) return body
  return holdsPrfOutput(body.value) ? err(fail(400, 'prf_must_not_be_sent')) : ok({ site, body: body.value })
}

/** Uses up the answered challenge before any await, so that concurrent replays fail. */
function spendChallenge(
  { challenges, elapsed }: PasskeyPorts,
  purpose: PasskeyPurpose,
  clientDataJSON: string,
): Result<string, Response> {
  const challenge = challengeOf(clientDataJSON)
  if (challenge === null) return err(refuse('invalid_credential'))
  const spent = challenges.spend(purpose, challenge, elapsed())
  if (spent.ok) return ok(challenge)
  return err(spent.error === 'full' ? tooMany(CHALLENGE_SECONDS * 1_000) : refuse(spent.error))
}

export async function passkeyOptions(
  purpose: PasskeyPurpose,
  ports: PasskeyPorts,
  call: Call,
): Promise<Response> {
  const entered = await enter(ports, call)
  if (!entered.ok) return entered.error
  return json(200, {
    challenge: ports.challenges.make(purpose, ports.elapsed(), CHALLENGE_SECONDS),
    rpId: entered.value.site.rpId,
    expiresInSeconds: CHALLENGE_SECONDS,
  })
}

export async function registerPasskey(ports: PasskeyPorts, call: Call): Promise<Response> {
  const entered = await enter(ports, call)
  if (!entered.ok) return entered.error
  const fields = checkFields(registerPasskeySchema, entered.value.body)
  if (!fields.ok) return fields.error
  const { credential } = fields.value
  const challenge = spendChallenge(ports, 'register', credential.response.clientDataJSON)
  if (!challenge.ok) return challenge.error
  const made = await verifyNew(credential, entered.value.site, challenge.value)
  if (!made.ok) return refuse(made.error)
  const share = bytesToBase64url(randomBytes(SHARE_BYTES))
  return json(200, { blob: ports.blobs.seal({ ...made.value, share }), share })
}

export async function unlockWithPasskey(ports: PasskeyPorts, call: Call): Promise<Response> {
  const entered = await enter(ports, call)
  if (!entered.ok) return entered.error
  const fields = checkFields(unlockPasskeySchema, entered.value.body)
  if (!fields.ok) return fields.error
  const { blob, credential } = fields.value
  const record = ports.blobs.open(blob)
  if (!record) return refuse('invalid_blob')
  const challenge = spendChallenge(ports, 'unlock', credential.response.clientDataJSON)
  if (!challenge.ok) return challenge.error
  const counter = await verifyUsed(credential, record, entered.value.site, challenge.value)
  if (!counter.ok) return refuse(counter.error)
  return json(200, {
    blob: ports.blobs.seal({ ...record, counter: counter.value }),
    share: record.share,
  })
}
