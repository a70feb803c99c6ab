/** Whether the list and the chat are side by side. */
import { useEffect, useState } from 'preact/hooks'
import { TWO_PANES } from '../ui/navigation/view-transition.ts'

export function useTwoPanes(): boolean {
  const [wide, setWide] = useState(() => matchMedia(TWO_PANES).matches)
  useEffect(() => {
    const query = matchMedia(TWO_PANES)
    const changed = (): void => setWide(query.matches)
    query.addEventListener('change', changed)
    return () => query.removeEventListener('change', changed)
  }, [])
  return wide
}
