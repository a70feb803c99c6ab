/** Reads the configuration of nudges: whether the server rings phones, whom push services may reach, where to, and its key files. */
import { err, ok, type Result } from '../base/result.ts'
import { readNudgeKeys } from './push/nudge-keys.ts'
import { readVapidKey } from './push/vapid.ts'

export interface NudgeConfig {
  /** How a push service reaches the operator, `mailto:` or `https:` (RFC 8292 section 2.1). */
  readonly contact: string
  /** Origins of push services that the operator added. */
  readonly hosts: readonly string[]
  /** Key files; null keeps the keys in memory, for a database in memory. */
  readonly keysPath: string | null
  readonly vapidPath: string | null
}
/** Why the server does not ring: the operator said so, or push services would have nobody to reach. */
export type NudgesOff = 'turned_off' | 'no_contact'

type Env = Readonly<Record<string, string | undefined>>

const isPublic = (host: string): boolean => host.includes('.') && !/^[\d.]+$|(^|\.)localhost$/.test(host)

/** Whether push services take it as a contact. Apple refuses one at localhost. */
function isContact(text: string): boolean {
  const mail = /^mailto:[^\s@:]+@([\w.-]+)$/.exec(text)
  if (mail) return isPublic(mail[1] ?? '')
  return text.startsWith('https://') && URL.canParse(text) && isPublic(new URL(text).hostname)
}

function readHosts(text: string): Result<readonly string[], string> {
  const hosts = text.split(',').map((host) => host.trim())
  const wrong = hosts.find(
    (host) => !host.startsWith('https://') || !URL.canParse(host) || new URL(host).origin !== host,
  )
  if (wrong === undefined) return ok(hosts)
  return err(
    `PUSH_HOSTS must be origins such as https://push.example.org with commas between; one is "${wrong}".`,
  )
}

/** Reads the variables of nudges from `env`. The error is one sentence for the person who starts the server. */
export function readNudgeConfig(
  env: Env,
  databasePath: string,
  publicOrigin: string | null,
): Result<NudgeConfig | NudgesOff, string> {
  if (env.NUDGES === 'off') return ok('turned_off')
  const beside = (ending: string): string | null =>
    databasePath === ':memory:' ? null : `${databasePath}.${ending}`
  const keysPath = env.NUDGE_KEYS_PATH || beside('nudge-keys')
  const vapidPath = env.VAPID_KEY_PATH || beside('vapid-key')
  const contact = env.PUSH_CONTACT || publicOrigin
  if (env.PUSH_CONTACT && !isContact(env.PUSH_CONTACT))
    return err(
      `PUSH_CONTACT must be a public address such as mailto:admin@example.org or https://example.org; it is "${env.PUSH_CONTACT}".`,
    )
  const hosts = env.PUSH_HOSTS ? readHosts(env.PUSH_HOSTS) : ok([])
  if (!hosts.ok) return hosts
  const nudgeKeys = keysPath === null ? ok(null) : readNudgeKeys(keysPath)
  if (!nudgeKeys.ok) return nudgeKeys
  const vapidKey = vapidPath === null ? ok(null) : readVapidKey(vapidPath)
  if (!vapidKey.ok) return vapidKey
  if (contact === null || !isContact(contact)) return ok('no_contact')
  return ok({ contact, hosts: hosts.value, keysPath, vapidPath })
}
