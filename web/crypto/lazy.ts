/** Parts that few handshakes need, loaded on first use: CPace for invites with words, and X25519 and ML-KEM for browsers that lack them. */

export const loadCpace = (): Promise<typeof import('./cpace.ts')> => import('./cpace.ts')

export const loadCurve25519 = (): Promise<typeof import('@noble/curves/ed25519.js')> =>
  import('@noble/curves/ed25519.js')

export const loadScriptKem = (): Promise<typeof import('./noise/script-kem.ts')> =>
  import('./noise/script-kem.ts')
