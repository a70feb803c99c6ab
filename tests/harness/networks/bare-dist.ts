/** A folder that stands for the built app, for servers whose pages no test reads; unit tests run at the same time as the build. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '../temporary-folder.ts'

export function bareDist(): string {
  const folder = temporaryFolder('bare-dist')
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>bare</title>')
  writeFileSync(join(folder, 'version.json'), '{"name":"inviso","build":"bare"}')
  return folder
}
