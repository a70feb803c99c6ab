/** Numbers, dates and plurals as the English sentences have them. */
export const number = new Intl.NumberFormat('en')
export const percent = new Intl.NumberFormat('en', { style: 'percent' })
export const time = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
export const day = new Intl.DateTimeFormat('en', { weekday: 'long', day: 'numeric', month: 'long' })
export const shortDay = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short' })
export const plural = new Intl.PluralRules('en')
export const count = (n: number, one: string, other: string): string =>
  `${number.format(n)} ${plural.select(n) === 'one' ? one : other}`

export const MINUTE_MS = 60_000
export const DAY_MS = 86_400_000
