/** All English sentences, as a translation has them. */
import { phrases } from '../../web/i18n/phrases/app.ts'
import { appLockPhrases } from '../../web/i18n/phrases/app-lock.ts'
import { attachmentPhrases } from '../../web/i18n/phrases/attachments.ts'
import { chatPhrases } from '../../web/i18n/phrases/chat.ts'
import { conversationPhrases } from '../../web/i18n/phrases/conversation.ts'
import { diagnosticsPhrases } from '../../web/i18n/phrases/diagnostics.ts'
import { failurePhrases } from '../../web/i18n/phrases/failures.ts'
import { invitePhrases } from '../../web/i18n/phrases/invites.ts'
import { nudgePhrases } from '../../web/i18n/phrases/nudges.ts'
import { safetyCheckPhrases } from '../../web/i18n/phrases/safety-check.ts'
import { settingsPhrases } from '../../web/i18n/phrases/settings.ts'
import type { Translation } from '../../web/i18n/translations/translation.ts'

export const english: Translation = {
  diagnosticsPhrases,
  failurePhrases,
  invitePhrases,
  phrases,
  chatPhrases,
  safetyCheckPhrases,
  appLockPhrases,
  settingsPhrases,
  conversationPhrases,
  nudgePhrases,
  attachmentPhrases,
}
