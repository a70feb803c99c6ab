/** Draws the icons and splash images of public/ from the mark: `bun docs/brand/make-icons.ts` (needs the system's Chromium). */
import { mkdirSync, writeFileSync } from 'node:fs'
import { chromium } from '@playwright/test'
import { icon, plain, splash } from './mark.ts'

/** Portrait sizes of iPhones, in points, with their pixels per point. */
const PHONES = [
  [375, 667, 2],
  [375, 812, 3],
  [390, 844, 3],
  [393, 852, 3],
  [402, 874, 3],
  [414, 896, 2],
  [414, 896, 3],
  [420, 912, 3],
  [428, 926, 3],
  [430, 932, 3],
  [440, 956, 3],
] as const

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
async function draw(file: string, svg: string, width: number, height: number, scale = 1): Promise<void> {
  const page = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: scale })
  await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw;height:100vh}</style>${svg}`)
  await page.screenshot({ path: `public/${file}`, omitBackground: true })
  await page.close()
}

mkdirSync('public/splash', { recursive: true })
writeFileSync('public/icon.svg', icon({ scale: 1.25, radius: 28 }))
writeFileSync('public/favicon.svg', icon({ scale: 1.45, radius: 28 }))
writeFileSync('public/mark.svg', plain())
await draw('apple-touch-icon.png', icon({ scale: 1.25, radius: 0 }), 180, 180)
await draw('icon-192.png', icon({ scale: 1.25, radius: 28 }), 192, 192)
await draw('icon-512.png', icon({ scale: 1.25, radius: 28 }), 512, 512)
// A maskable icon may be cut to a circle: the mark stays inside the middle 80 %.
await draw('icon-maskable-512.png', icon({ scale: 1, radius: 0 }), 512, 512)
const links: string[] = []
for (const dark of [false, true])
  for (const [width, height, scale] of PHONES) {
    const file = `splash/${width}x${height}@${scale}${dark ? '-dark' : ''}.png`
    await draw(file, splash(width, height, dark), width, height, scale)
    const media = `(device-width: ${width}px) and (device-height: ${height}px) and (-webkit-device-pixel-ratio: ${scale}) and (orientation: portrait)`
    const scheme = dark ? ' and (prefers-color-scheme: dark)' : ''
    links.push(`<link rel="apple-touch-startup-image" media="${media}${scheme}" href="/${file}" />`)
  }
console.log(links.join('\n'))
await browser.close()
