/** Builds the app of an older commit from this clone's history, once, and keeps it in the temporary folder. */
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

/** Whether this clone has the commit; a shallow clone does not. */
export function hasCommit(commit: string): boolean {
  try {
    execFileSync('git', ['cat-file', '-e', `${commit}^{commit}`], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** Builds the commit with this clone's packages; returns the folder of the built app. */
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
  // Another worker may have built it at the same moment; keep that one.
  if (!existsSync(built)) renameSync(making, built)
  return join(built, 'dist')
}

/** Serves the files of an older build in this context; REST and the socket reach the current server. */
export async function serveBuild(context: BrowserContext, folder: string): Promise<void> {
  await context.route('**/*', (route) => {
    const { pathname } = new URL(route.request().url())
    const file = join(folder, pathname === '/' ? 'index.html' : pathname)
    if (!file.startsWith(folder) || !existsSync(file) || !statSync(file).isFile()) return route.continue()
    const contentType = TYPES[extname(file)] ?? 'application/octet-stream'
    return route.fulfill({ body: readFileSync(file), contentType })
  })
}
