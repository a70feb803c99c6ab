/** Numbers, plurals, spans and times of one language, by the browser's own Intl. */
import { daysBetween, WEEK_DAYS } from '../phrases/english-formats.ts'
import { regionalTag } from '../phrases/regional-tag.ts'

const SECOND_MS = 1_000
const MINUTE_SECONDS = 60
const HOUR_SECONDS = 3_600
const MINUTE_MS = MINUTE_SECONDS * SECOND_MS
const MEGA = 1_000_000
const GIGA = 1_000_000_000
const METRES_IN_KM = 1_000
const TENTHS = 10

type Unit = 'second' | 'minute' | 'hour' | 'day'

const isSameDay = (at: number, now: number): boolean =>
  new Date(at).toDateString() === new Date(now).toDateString()

/** `Category`: the plural forms that the language has; each must be given, and no other. */
export function createFormats<Category extends Intl.LDMLPluralRule>(tag: string) {
  const number = new Intl.NumberFormat(tag)
  const two = new Intl.NumberFormat(tag, { minimumIntegerDigits: 2 })
  const percent = new Intl.NumberFormat(tag, { style: 'percent' })
  const plural = new Intl.PluralRules(tag)
  const here = regionalTag(tag)
  const clock = new Intl.DateTimeFormat(here, { timeStyle: 'short' })
  const long = new Intl.DateTimeFormat(here, { weekday: 'long', day: 'numeric', month: 'long' })
  const weekday = new Intl.DateTimeFormat(here, { weekday: 'long' })
  const relative = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' }).format(-1, 'day')
  const yesterday = relative.charAt(0).toLocaleUpperCase(tag) + relative.slice(1)
  const short = new Intl.DateTimeFormat(here, { day: 'numeric', month: 'short' })
  const both = new Intl.DateTimeFormat(here, { dateStyle: 'long', timeStyle: 'short' })
  const exact = new Intl.DateTimeFormat(tag, {
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
    // Logs are compared with each other, so all use one clock format.
    hourCycle: 'h23',
  })
  const size = (n: number, name: 'megabyte' | 'gigabyte'): string =>
    new Intl.NumberFormat(tag, { style: 'unit', unit: name, maximumFractionDigits: 1 }).format(n)
  const length = (n: number, name: 'meter' | 'kilometer'): string =>
    new Intl.NumberFormat(tag, {
      ...{ style: 'unit', unit: name, unitDisplay: 'long' },
      maximumFractionDigits: 1,
    }).format(n)
  const unit = (n: number, name: Unit): string =>
    new Intl.NumberFormat(tag, { style: 'unit', unit: name, unitDisplay: 'long' }).format(n)
  return {
    percent: (n: number): string => percent.format(n),
    number: (n: number): string => number.format(n),
    /** Bytes in the unit that a person reads. */
    bytes: (n: number): string => (n >= GIGA ? size(n / GIGA, 'gigabyte') : size(n / MEGA, 'megabyte')),
    /** Metres in the unit that a person reads, rounded up: how far it may be at most. */
    distance: (metres: number): string =>
      metres < METRES_IN_KM
        ? length(metres, 'meter')
        : length(Math.ceil((metres * TENTHS) / METRES_IN_KM) / TENTHS, 'kilometer'),
    /** A time to the second. */
    clock: (at: number): string => exact.format(at),
    /** The form for so many, with the number in the place of its #. */
    count: (n: number, forms: Readonly<Record<Category, string>>): string =>
      String(forms[plural.select(n) as Category]).replace('#', number.format(n)),
    seconds: (n: number): string => unit(n, 'second'),
    minutes: (n: number): string => unit(n, 'minute'),
    hours: (n: number): string => unit(n, 'hour'),
    days: (n: number): string => unit(n, 'day'),
    /** What is left of a span, in the largest unit that it fills. */
    left(ms: number): string {
      const seconds = Math.max(0, Math.ceil(ms / SECOND_MS))
      if (seconds >= HOUR_SECONDS) return unit(Math.floor(seconds / HOUR_SECONDS), 'hour')
      if (seconds >= MINUTE_SECONDS) return unit(Math.floor(seconds / MINUTE_SECONDS), 'minute')
      return unit(seconds, 'second')
    },
    /** How long to wait: rounded up, so that it is over by then. */
    wait: (ms: number): string =>
      ms < MINUTE_MS ? unit(Math.ceil(ms / SECOND_MS), 'second') : unit(Math.ceil(ms / MINUTE_MS), 'minute'),
    /** A day of this week and the time, as a name for what began then. */
    moment: (at: number): string => `${weekday.format(at)} ${clock.format(at)}`,
    time: (at: number): string => clock.format(at),
    day: (at: number): string => long.format(at),
    dayOr: (at: number, now: number, today: string): string => (isSameDay(at, now) ? today : long.format(at)),
    dateTime: (at: number): string => both.format(at),
    /** How long ago, as short as a list needs it. */
    activity(at: number, now: number, justNow: string): string {
      if (now - at < MINUTE_MS) return justNow
      const days = daysBetween(at, now)
      if (days === 0) return clock.format(at)
      if (days === 1) return yesterday
      return (days < WEEK_DAYS ? weekday : short).format(at)
    },
    /** What is left of a span below an hour as a clock shows it; above, in hours. */
    countdown(ms: number): string {
      const seconds = Math.max(0, Math.ceil(ms / SECOND_MS))
      if (seconds >= HOUR_SECONDS) return unit(Math.floor(seconds / HOUR_SECONDS), 'hour')
      const [minutes, rest] = [Math.floor(seconds / MINUTE_SECONDS), seconds % MINUTE_SECONDS]
      return `${number.format(minutes)}:${two.format(rest)}`
    },
  }
}
