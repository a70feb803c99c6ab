/** axe on a page, at every level. The server carries it beside the app: a page with our headers runs nothing else. */
import { copyFileSync, cpSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { temporaryFolder } from '../temporary-folder.ts'

declare global {
  interface Window {
    axe?: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
  }
}

/** A copy of the built app with axe in it, to start a server on (`DIST_PATH`). */
export function distWithAxe(): string {
  const folder = temporaryFolder('dist')
  cpSync('dist', folder, { recursive: true })
  copyFileSync('node_modules/axe-core/axe.min.js', join(folder, 'assets', 'axe.js'))
  return folder
}

/** What axe finds, one line each; empty when it finds nothing. */
export async function findAxeFaults(page: Page): Promise<string[]> {
  await page.evaluate("'axe' in window || import('/assets/axe.js')")
  // Colours that are still moving are no colours to judge; a page that draws nothing may never end them.
  await page.evaluate(() => {
    const ending = document.getAnimations().map((animation) => animation.finished.catch(() => {}))
    return Promise.race([Promise.all(ending), new Promise((enough) => setTimeout(enough, 1_000))])
  })
  const found = await page.evaluate(async () => (await window.axe?.run())?.violations ?? [])
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
}
