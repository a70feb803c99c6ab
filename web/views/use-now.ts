/** The current time for relative times on screen; a hidden page updates when it is shown. */
import { useEffect, useState } from 'preact/hooks'

/** Returns the wall clock in milliseconds, and rerenders the view every `everyMs` milliseconds. */
export function useNow(everyMs: number): number {
  const [, setTicks] = useState(0)
  useEffect(() => {
    const tick = (): void => setTicks((ticks) => ticks + 1)
    const timer = setInterval(tick, everyMs)
    document.addEventListener('visibilitychange', tick)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', tick)
    }
  }, [everyMs])
  return Date.now()
}
