/** The mark: two people, and between them what nobody else sees. Two discs overlap, and where they do there is nothing. */
const RADIUS = 27
const APART = 15

/** The two crescents, centred on 64,64 of a 128 square, `scale` times as large. */
export function crescents(scale: number): string {
  const r = RADIUS * scale
  const left = 64 - APART * scale
  const right = 64 + APART * scale
  const height = Math.sqrt(r * r - (APART * scale) ** 2)
  const top = `64 ${(64 - height).toFixed(2)}`
  const bottom = `64 ${(64 + height).toFixed(2)}`
  const big = r.toFixed(2)
  // The outer arc of one disc, then back along the other disc's inner arc.
  const crescent = (x: number, sweep: 0 | 1): string =>
    `M${top}A${big} ${big} 0 1 ${sweep} ${bottom}A${big} ${big} 0 0 ${x < 64 ? 1 : 0} ${top}Z`
  return `${crescent(left, 0)}${crescent(right, 1)}`
}

export const ACCENT = '#5546d6'
const ACCENT_DARK = '#aca2ff'

export const icon = (options: { readonly scale: number; readonly radius: number }): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128"><rect width="128" height="128" rx="${options.radius}" fill="${ACCENT}"/><path d="${crescents(options.scale)}" fill="#fff"/></svg>`

/** The mark alone, for the cover: its colour follows the page's, since a browser asks a picture for the colours of what holds it. */
export const plain = (): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="20 20 88 88"><style>path{fill:${ACCENT}}@media(prefers-color-scheme:dark){path{fill:${ACCENT_DARK}}}</style><path d="${crescents(1)}"/></svg>`

/** The splash: the page's own colour and the mark in the accent, so that a size nobody foresaw shows no seam. */
export const splash = (width: number, height: number, dark: boolean): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><rect width="100%" height="100%" fill="${dark ? '#000' : '#fff'}"/><svg x="${width / 2 - 64}" y="${height / 2 - 64}" width="128" height="128" viewBox="0 0 128 128"><path d="${crescents(1)}" fill="${dark ? ACCENT_DARK : ACCENT}"/></svg></svg>`
