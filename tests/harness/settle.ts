/** Waits for facts instead of time, on a machine however slow. */

/** Number of WebCrypto operations that have not resolved yet; they run in threads. */
let computing = 0
const subtle = crypto.subtle as unknown as Record<string, (...all: unknown[]) => Promise<unknown>>
for (const name of [
  'digest',
  'sign',
  'importKey',
  'exportKey',
  'deriveBits',
  'encrypt',
  'decrypt',
  'generateKey',
  'deriveKey',
]) {
  const native = subtle[name]?.bind(crypto.subtle)
  if (!native) continue
  subtle[name] = (...all) => {
    computing += 1
    return native(...all).finally(() => {
      computing -= 1
    })
  }
}
/** One round of the event loop. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
/** Resolves when all WebCrypto operations are done and only tasks that wait for a timer are left. */
export async function settle(): Promise<void> {
  for (let quiet = 0; quiet < 3; quiet += 1) {
    await turn()
    if (computing > 0) quiet = -1
  }
}
