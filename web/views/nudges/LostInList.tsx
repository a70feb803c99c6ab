/** The list's banner of a phone that stopped ringing: loads ringing, which finds what the browser lost. */
import { nudgePhrases } from '../../i18n/phrases/nudges.ts'
import { useView } from '../view-context.ts'
import { LostBanner } from './LostBanner.tsx'
import { useNudges } from './use-nudges.ts'

export function LostInList() {
  const { say } = useView()
  const nudges = useNudges()
  return (
    <LostBanner
      nudges={nudges}
      onMended={(wrong) => say(wrong ? nudgePhrases.failure[wrong] : nudgePhrases.turnedOn)}
    />
  )
}
