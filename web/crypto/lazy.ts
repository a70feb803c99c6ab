/** What few handshakes need, loaded when one does: CPace for invites with words, and curves for browsers that have no X25519. */

export const loadCpace = (): Promise<typeof import('./cpace.ts')> => import('./cpace.ts')

export const loadCurve25519 = (): Promise<typeof import('@noble/curves/ed25519.js')> =>
  import('@noble/curves/ed25519.js')
