/** What is loaded when a view is first shown, and once more when the network or the person comes back, should that have failed. */
import { useEffect, useState } from 'preact/hooks'

/** `value`: null until it is loaded. `failed`: it could not be loaded, and `again` tries at once. */
export function useLoaded<T extends object>(
  load: () => Promise<T>,
): {
  readonly value: T | null
  readonly failed: boolean
  readonly again: () => void
} {
  const [value, setValue] = useState<T | null>(null)
  const [failed, setFailed] = useState(false)
  const [tries, setTries] = useState(0)
  const again = (): void => setTries((count) => count + 1)
  useEffect(() => {
    let shown = true
    setFailed(false)
    load().then(
      (loaded) => shown && setValue(() => loaded),
      () => shown && setFailed(true),
    )
    return () => {
      shown = false
    }
  }, [tries])
  useEffect(() => {
    if (!failed) return undefined
    const seen = (): void => (document.visibilityState === 'visible' ? again() : undefined)
    window.addEventListener('online', again)
    document.addEventListener('visibilitychange', seen)
    return () => {
      window.removeEventListener('online', again)
      document.removeEventListener('visibilitychange', seen)
    }
  }, [failed])
  return { value, failed, again }
}
