/** The app as an older commit built it, made once from the history of this clone and kept in the temporary folder. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join, resolve } from 'node:path'
import type { BrowserContext } from '@playwright/test'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
}

/** Whether this clone has the commit; a shallow one does not. */
export function hasCommit(commit: string): boolean {
  try {
    execFileSync('git', ['cat-file', '-e', `${commit}^{commit}`], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** Builds the commit with the packages of this clone; answers the folder of what it would serve. */
export function buildCommit(commit: string): string {
  const built = join(tmpdir(), `inviso-build-${commit}`)
  if (existsSync(join(built, 'dist', 'index.html'))) return join(built, 'dist')
  const making = `${built}-${process.pid}`
  rmSync(making, { recursive: true, force: true })
  mkdirSync(making, { recursive: true })
  const archive = execFileSync('git', ['archive', commit], { maxBuffer: 256 * 1024 * 1024 })
  execFileSync('tar', ['-x', '-C', making], { input: archive })
  symlinkSync(resolve('node_modules'), join(making, 'node_modules'))
  execFileSync('bun', ['--bun', 'vite', 'build', '--logLevel', 'warn'], { cwd: making, stdio: 'inherit' })
  // Another worker may have built it in the same moment: theirs is as good.
  if (!existsSync(built)) renameSync(making, built)
  return join(built, 'dist')
}

/** Serves the files of an older build in this context; REST and the socket are those of the server as it is now. */
export async function serveBuild(context: BrowserContext, folder: string): Promise<void> {
  await context.route('**/*', (route) => {
    const { pathname } = new URL(route.request().url())
    const file = join(folder, pathname === '/' ? 'index.html' : pathname)
    if (!file.startsWith(folder) || !existsSync(file) || !statSync(file).isFile()) return route.continue()
    const contentType = TYPES[extname(file)] ?? 'application/octet-stream'
    return route.fulfill({ body: readFileSync(file), contentType })
  })
}
