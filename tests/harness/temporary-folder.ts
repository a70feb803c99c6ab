/** Creates a temporary folder for a test, removed at the latest when the process exits. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const made: string[] = []
process.once('exit', () => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `inviso-${name}-`))
  made.push(folder)
  return folder
}
