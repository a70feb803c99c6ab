/** Where the page is: whether the list and the chat are side by side, and whether this is a desk or a phone. */
import { useEffect, useState } from 'preact/hooks'
import { TWO_PANES } from '../ui/navigation/view-transition.ts'

/** A mouse or a pad: there is no Home Screen here. */
export const isDesk = (): boolean => matchMedia('(pointer: fine)').matches

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
