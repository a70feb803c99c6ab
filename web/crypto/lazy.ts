/** Parts that few need, loaded on first use: CPace for invites with words, and X25519 and ML-KEM for browsers that lack them, HPKE for tickets. */

export const loadCpace = (): Promise<typeof import('./cpace.ts')> => import('./cpace.ts')

export const loadCurve25519 = (): Promise<typeof import('@noble/curves/ed25519.js')> =>
  import('@noble/curves/ed25519.js')

export const loadScriptKem = (): Promise<typeof import('./noise/script-kem.ts')> =>
  import('./noise/script-kem.ts')

/** HPKE, for the tickets with which a peer can ring this phone. */
export const loadSealTicket = (): Promise<typeof import('./tickets/seal-ticket.ts')> =>
  import('./tickets/seal-ticket.ts')
