/** The time now, for what says how long ago or how long still; a hidden page catches up when it is shown. */
import { useEffect, useState } from 'preact/hooks'

/** Wall clock, milliseconds; the view that asks is drawn again every `everyMs`. */
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
