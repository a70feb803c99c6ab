/** axe on a page, at every level. The server carries it beside the app: a page with our headers runs nothing else. */
import { copyFileSync, cpSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { temporaryFolder } from '../temporary-folder.ts'

declare global {
  interface Window {
    axe?: {
      run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>
    }
  }
}

/** The files of the font in which pictures are taken, as the server carries them. */
export const PICTURE_FONTS = [
  { file: 'DejaVuSans.ttf', weight: '400' },
  { file: 'DejaVuSans-Bold.ttf', weight: '600 900' },
] as const

/** A copy of the built app with axe and the font of the pictures in it, to start a server on (`DIST_PATH`). */
export function distWithAxe(): string {
  const folder = temporaryFolder('dist')
  cpSync('dist', folder, { recursive: true })
  copyFileSync('node_modules/axe-core/axe.min.js', join(folder, 'assets', 'axe.js'))
  for (const { file } of PICTURE_FONTS)
    copyFileSync(join('node_modules/dejavu-fonts-ttf/ttf', file), join(folder, 'assets', file))
  return folder
}

/** What axe finds by these rules, or by all of them, one line each; empty when it finds nothing. */
export async function findAxeFaults(page: Page, rules: readonly string[] | null = null): Promise<string[]> {
  await page.evaluate("'axe' in window || import('/assets/axe.js')")
  // Colours that are still moving are no colours to judge; a page that draws nothing may never end them.
  await page.evaluate(() => {
    const ending = document.getAnimations().map((animation) => animation.finished.catch(() => {}))
    return Promise.race([Promise.all(ending), new Promise((enough) => setTimeout(enough, 1_000))])
  })
  const found = await page.evaluate(async (values) => {
    const options = { resultTypes: ['violations'], ...(values ? { runOnly: { type: 'rule', values } } : {}) }
    return (await window.axe?.run(options))?.violations ?? []
  }, rules)
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
}
