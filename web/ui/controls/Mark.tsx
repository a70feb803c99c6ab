/** The app's logo: two overlapping discs whose overlap is empty. */

/** Two discs of radius 27 with centres 30 apart, without their overlap. */
const DISCS =
  'M64 41.55A27 27 0 1 0 64 86.45A27 27 0 0 1 64 41.55ZM64 41.55A27 27 0 1 1 64 86.45A27 27 0 0 0 64 41.55Z'

/** `width`: in pixels at the normal size of text; it grows with the text. */
export function Mark({ width }: { readonly width: number }) {
  const rem = width / 17
  return (
    <svg class="logo" viewBox="21.5 36.5 85 55" style={{ width: `min(${rem}rem, 40vw)` }} aria-hidden="true">
      <path d={DISCS} />
    </svg>
  )
}
