/** Runs axe on a page, with all rules. The server serves axe beside the app, since our CSP allows no other scripts. */
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

/** The font files for pictures, served beside the app. */
export const PICTURE_FONTS = [
  { file: 'DejaVuSans.ttf', weight: '400' },
  { file: 'DejaVuSans-Bold.ttf', weight: '600 900' },
] as const

/** Copies the built app and adds axe and the font; returns the folder for a server (`DIST_PATH`). */
export function distWithAxe(): string {
  const folder = temporaryFolder('dist')
  cpSync('dist', folder, { recursive: true })
  copyFileSync('node_modules/axe-core/axe.min.js', join(folder, 'assets', 'axe.js'))
  for (const { file } of PICTURE_FONTS)
    copyFileSync(join('node_modules/dejavu-fonts-ttf/ttf', file), join(folder, 'assets', file))
  return folder
}

/** Returns axe's findings by these rules (null: all), one line each. */
export async function findAxeFaults(page: Page, rules: readonly string[] | null = null): Promise<string[]> {
  await page.evaluate("'axe' in window || import('/assets/axe.js')")
  // Finish animations first, since colours in transition give false findings; a page that does not paint may never end them.
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
