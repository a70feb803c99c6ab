/** Bundles a script of the benches or tests into one file that a page can run. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export function pageScript(entry: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'inviso-bench-'))
  const file = join(folder, 'page.js')
  // Asset addresses come from Vite; no script here loads one.
  const built = spawnSync('bun', [
    ...['build', entry, '--target=browser', '--external=*?url', `--outfile=${file}`],
  ])
  if (built.status !== 0) throw new Error(String(built.stderr))
  const script = readFileSync(file, 'utf8')
  rmSync(folder, { recursive: true })
  return script
}
