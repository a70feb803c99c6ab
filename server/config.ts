/** Reads the configuration from the environment; an invalid value stops the start with one sentence. */
import * as v from 'valibot'
import { parseJson } from '../base/bytes.ts'
import { err, ok, type Result } from '../base/result.ts'
import { ROOM_IDLE_DAYS_DEFAULT } from '../protocol/limits.ts'
import { type IceServer, iceServersSchema } from '../protocol/signal.ts'
import { type NudgeConfig, type NudgesOff, readNudgeConfig } from './config-nudges.ts'
import { DAY_MS } from './core/limits.ts'
import { readSealingKey } from './http/passkeys/sealing-key.ts'
import { LOG_LEVELS, type LogLevel } from './log.ts'
import { readTlsFiles, type TlsFiles } from './tls-files.ts'

export interface Config {
  readonly port: number
  readonly host: string
  readonly databasePath: string
  /** File of the key that seals passkeys; null keeps the key in memory, for a database in memory. */
  readonly passkeyKeyPath: string | null
  readonly publicOrigin: string | null
  readonly tls: TlsFiles | null
  readonly iceServers: readonly IceServer[]
  /** Null: no TURN server. */
  readonly turn: { readonly urls: readonly string[]; readonly secret: string } | null
  /** Whether the server relays sealed frames when both people agree. */
  readonly relay: boolean
  /** How phones are rung, or why none is. */
  readonly nudges: NudgeConfig | NudgesOff
  /** Origins of other pages that may call; null: any. */
  readonly corsOrigins: readonly string[] | null
  readonly trustProxy: number
  readonly rateLimit: boolean
  readonly roomIdleMs: number
  readonly logLevel: LogLevel
  /** Folder of the built app (DIST_PATH). */
  readonly dist: string
}

type Env = Readonly<Record<string, string | undefined>>
class Wrong {
  constructor(readonly sentence: string) {}
}

function wholeNumber(env: Env, name: string, fallback: number, min: number, max: number): number {
  const text = env[name]
  if (text === undefined || text === '') return fallback
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= min && value <= max) return value
  throw new Wrong(`${name} must be a whole number from ${min} to ${max}; it is "${text}".`)
}

function oneOf<T extends string>(env: Env, name: string, fallback: T, allowed: readonly T[]): T {
  const text = env[name]
  if (text === undefined || text === '') return fallback
  const found = allowed.find((value) => value === text)
  if (found !== undefined) return found
  throw new Wrong(`${name} must be one of ${allowed.join(', ')}; it is "${text}".`)
}

function origin(name: string, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url && /^https?:$/.test(url.protocol) && url.origin === text.replace(/\/$/, '')) return url.origin
  throw new Wrong(`${name} must be an origin such as https://chat.example.org; it is "${text}".`)
}

function iceServers(text: string | undefined): readonly IceServer[] {
  if (!text) return []
  const json = parseJson(text)
  const list = json === undefined ? text.split(',').map((urls) => ({ urls: urls.trim() })) : json
  const parsed = v.safeParse(iceServersSchema, list)
  if (parsed.success) return parsed.output
  throw new Wrong(
    'ICE_SERVERS must be a list of stun: addresses with commas between, or a JSON array of {"urls", "username", "credential"}; turn: and turns: need both of the latter.',
  )
}

function turnServer(env: Env): Config['turn'] {
  const { TURN_URLS: list, TURN_SECRET: secret } = env
  if (!list && !secret) return null
  if (!list || !secret)
    throw new Wrong(
      `TURN_URLS and TURN_SECRET go together; ${list ? 'TURN_SECRET' : 'TURN_URLS'} is missing.`,
    )
  const urls = list.split(',').map((url) => url.trim())
  const wrong = urls.find((url) => !/^turns?:[^\s,]+$/.test(url))
  if (wrong === undefined) return { urls, secret }
  throw new Wrong(
    `TURN_URLS must be turn: or turns: addresses with commas between, such as turn:chat.example.org?transport=tcp; one is "${wrong}".`,
  )
}

function tlsFiles(env: Env): Config['tls'] {
  const { TLS_CERT: cert, TLS_KEY: key } = env
  if (!cert && !key) return null
  if (!cert || !key)
    throw new Wrong(`TLS_CERT and TLS_KEY go together; ${cert ? 'TLS_KEY' : 'TLS_CERT'} is missing.`)
  const files = readTlsFiles(cert, key)
  if (!files.ok) throw new Wrong(files.error)
  return files.value
}

function passkeyKeyPath(env: Env, databasePath: string): string | null {
  const path = env.PASSKEY_KEY_PATH || (databasePath === ':memory:' ? null : `${databasePath}.passkey-key`)
  const key = path === null ? null : readSealingKey(path)
  if (key && !key.ok) throw new Wrong(key.error)
  return path
}

function nudges(env: Env, databasePath: string, publicOrigin: string | null): Config['nudges'] {
  oneOf(env, 'NUDGES', 'on', ['on', 'off'])
  const read = readNudgeConfig(env, databasePath, publicOrigin)
  if (!read.ok) throw new Wrong(read.error)
  return read.value
}

/** Reads the configuration from `env`. The error is one sentence for the person who starts the server. */
export function readConfig(env: Env, dist: string): Result<Config, string> {
  try {
    const databasePath = env.DATABASE_PATH || './data/inviso.db'
    const publicOrigin = env.PUBLIC_ORIGIN ? origin('PUBLIC_ORIGIN', env.PUBLIC_ORIGIN) : null
    return ok({
      port: wholeNumber(env, 'PORT', 8080, 0, 65_535),
      host: env.HOST || '0.0.0.0',
      databasePath,
      passkeyKeyPath: passkeyKeyPath(env, databasePath),
      publicOrigin,
      tls: tlsFiles(env),
      iceServers: iceServers(env.ICE_SERVERS),
      turn: turnServer(env),
      relay: oneOf(env, 'RELAY', 'on', ['on', 'off']) === 'on',
      nudges: nudges(env, databasePath, publicOrigin),
      corsOrigins: env.CORS_ORIGINS
        ? env.CORS_ORIGINS.split(',').map((text) => origin('CORS_ORIGINS', text.trim()))
        : null,
      trustProxy: wholeNumber(env, 'TRUST_PROXY', 0, 0, 10),
      rateLimit: oneOf(env, 'RATE_LIMIT', 'on', ['on', 'off']) === 'on',
      roomIdleMs: wholeNumber(env, 'ROOM_IDLE_DAYS', ROOM_IDLE_DAYS_DEFAULT, 1, 3_650) * DAY_MS,
      logLevel: oneOf(env, 'LOG_LEVEL', 'info', LOG_LEVELS),
      dist: env.DIST_PATH || dist,
    })
  } catch (wrong) {
    if (wrong instanceof Wrong) return err(wrong.sentence)
    throw wrong
  }
}
