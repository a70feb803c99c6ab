/** Ringing with what it needs of the browser and of the phrases; loaded with the first conversation. */
import type { Ticket } from '../protocol/nudges.ts'
import { openNudges as openWith } from './domain/nudges/nudges.ts'
import type { NudgesPart, NudgesParts } from './domain/nudges/nudges.types.ts'
import { spoken } from './i18n/phrases/current-language.ts'
import { nudgePhrases } from './i18n/phrases/nudges.ts'
import { createBrowserPush } from './platform/page/push.ts'

/** The notifications of this phone, in the language on its screen. */
export function nudgeWords(): Ticket['w'] {
  const { waiting, accepted } = nudgePhrases.notification
  const lang = spoken.value
  const shared = { title: 'Inviso', lang, dir: lang === 'ar' ? ('rtl' as const) : ('ltr' as const) }
  return { waiting: { ...shared, body: waiting }, accepted: { ...shared, body: accepted } }
}

export const openNudges = (parts: NudgesParts): Promise<NudgesPart> =>
  openWith(parts, {
    push: createBrowserPush(parts.clock, parts.page, window),
    words: nudgeWords,
  })
