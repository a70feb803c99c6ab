/** Numbers, dates and plurals as the English sentences have them. */
import { regionalTag } from './regional-tag.ts'

export const number = new Intl.NumberFormat('en')
export const percent = new Intl.NumberFormat('en', { style: 'percent' })
const tag = regionalTag('en')
export const time = new Intl.DateTimeFormat(tag, { timeStyle: 'short' })
export const day = new Intl.DateTimeFormat(tag, { weekday: 'long', day: 'numeric', month: 'long' })
export const shortDay = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'short' })
export const weekday = new Intl.DateTimeFormat(tag, { weekday: 'long' })
export const plural = new Intl.PluralRules('en')
export const count = (n: number, one: string, other: string): string =>
  `${number.format(n)} ${plural.select(n) === 'one' ? one : other}`

export const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
/** From this many days back a weekday would be ambiguous. */
export const WEEK_DAYS = 7
/** Number of midnights between two times in this phone's time zone. */
export const daysBetween = (at: number, now: number): number =>
  Math.round((new Date(now).setHours(0, 0, 0, 0) - new Date(at).setHours(0, 0, 0, 0)) / DAY_MS)
/** A phrase in the middle of a sentence: its first letter gives way, names in it keep theirs. */
export const within = (phrase: string): string => phrase.charAt(0).toLowerCase() + phrase.slice(1)
