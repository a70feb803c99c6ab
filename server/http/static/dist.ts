/** Checks the built app's folder before the start: that it exists and names its build. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseJson } from '../../../base/bytes.ts'
import { err, ok, type Result } from '../../../base/result.ts'

/** Returns the build that the text of a `version.json` names; null when it names none. */
export function buildOf(text: string): string | null {
  const version = parseJson(text)
  if (typeof version !== 'object' || version === null || !('build' in version)) return null
  return typeof version.build === 'string' && version.build !== '' ? version.build : null
}

/** Checks the folder. The error is one sentence for the person who starts the server. */
export function checkDist(dist: string): Result<void, string> {
  if (!existsSync(join(dist, 'index.html')))
    return err(`There is no built app in "${dist}" (DIST_PATH); "bun run build" makes it.`)
  const version = join(dist, 'version.json')
  try {
    if (buildOf(readFileSync(version, 'utf8')) !== null) return ok(undefined)
    return err(`The file "${version}" names no build; "bun run build" makes the app anew (DIST_PATH).`)
  } catch {
    return err(`The file "${version}" cannot be read; "bun run build" makes the app anew (DIST_PATH).`)
  }
}
