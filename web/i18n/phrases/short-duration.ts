/** A span as short as a button needs it. */
import { spoken } from './current-language.ts'

const HOUR_SECONDS = 3_600
const MINUTE_SECONDS = 60

/** "5 min", "12 hr": whole hours or minutes of the language that is spoken now. */
export function shortDuration(seconds: number): string {
  const hours = seconds >= HOUR_SECONDS
  return new Intl.NumberFormat(spoken.value, {
    style: 'unit',
    unit: hours ? 'hour' : 'minute',
    unitDisplay: 'short',
  }).format(seconds / (hours ? HOUR_SECONDS : MINUTE_SECONDS))
}
